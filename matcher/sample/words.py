"""Lines of business, kinds of organisation and legal forms, in the languages of the sample.

Past the usual length: a dictionary of fourteen languages, one row a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.sample.coinage import Word, without_marks
from matcher.sample.romanise import CONVENTIONS, romanise


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of trade with its translations.

    Args:
        key: Its English name in lower case.
        english: As it stands in an English company name.
        short: The usual abbreviation in its own language (`НИИ`), by language; often none.
        by_language: Native and Latin spellings, by ISO 639-1.
    """

    key: str
    english: str
    by_language: Mapping[str, Word]
    short: Mapping[str, str]


_COLUMNS = "ru uk zh ja ko tr ar fa ka hy el de es".split()

# Chinese: simplified/traditional/pinyin. Japanese, Arabic, Persian: native/Latin. The rest: native.
_LINES = """
Electronics|Электроника|Електроніка|电子/電子/Dianzi|電子/Denshi|전자|Elektronik|للإلكترونيات/Lil Elektroniyat|الکترونیک/Elektronik|ელექტრონიკა|Էլեկտրոնիկա|Ηλεκτρονικά|Elektronik|Electrónica
Semiconductor|Полупроводник|Напівпровідник|半导体/半導體/Bandaoti|半導体/Handotai|반도체|Yarı İletken|لأشباه الموصلات/Li Ashbah Al Mowasilat|نیمه هادی/Nimeh Hadi|ნახევარგამტარი|Կիսահաղորդիչ|Ημιαγωγοί|Halbleiter|Semiconductores
Technology|Технологии|Технології|科技/科技/Keji|技術/Gijutsu|기술|Teknoloji|للتكنولوجيا/Lil Technologia|فناوری/Fanavari|ტექნოლოგია|Տեխնոլոգիա|Τεχνολογία|Technologie|Tecnología
Trading|Трейдинг|Трейдинг|贸易/貿易/Maoyi|貿易/Boeki|무역|Dış Ticaret|للتجارة/Lil Tijara|بازرگانی/Bazargani|ვაჭრობა|Առևտուր|Εμπορική|Handels|Comercial
Machine Tools|Станкостроение|Верстатобудування|机床/機床/Jichuang|工作機械/Kosaku Kikai|공작기계|Takım Tezgahları|لآلات التشغيل/Li Alat Al Tashgheel|ماشین ابزار/Machine Abzar|ჩარხები|Հաստոցներ|Εργαλειομηχανές|Werkzeugmaschinen|Máquinas Herramienta
Precision Instruments|Приборостроение|Приладобудування|精密仪器/精密儀器/Jingmi Yiqi|精機/Seiki|정밀|Hassas Cihazlar|للأجهزة الدقيقة/Lil Ajhiza Al Daqiqa|ابزار دقیق/Abzar Daghigh|ხელსაწყოები|Սարքաշինություն|Όργανα Ακριβείας|Präzisionstechnik|Instrumentos de Precisión
Logistics|Логистика|Логістика|物流/物流/Wuliu|物流/Butsuryu|물류|Lojistik|للخدمات اللوجستية/Lil Khadamat Al Logistiya|لجستیک/Logistic|ლოჯისტიკა|Լոգիստիկա|Λογιστική|Logistik|Logística
Shipping|Судоходство|Судноплавство|航运/航運/Hangyun|海運/Kaiun|해운|Denizcilik|للملاحة/Lil Milaha|کشتیرانی/Keshtirani|გადაზიდვები|Նավագնացություն|Ναυτιλιακή|Schifffahrt|Naviera
Aviation|Авиация|Авіація|航空/航空/Hangkong|航空/Koku|항공|Havacılık|للطيران/Lil Tayaran|هوانوردی/Havanavardi|ავიაცია|Ավիացիա|Αεροπορική|Luftfahrt|Aviación
Petrochemical|Нефтехимия|Нафтохімія|石化/石化/Shihua|石油化学/Sekiyu Kagaku|석유화학|Petrokimya|للبتروكيماويات/Lil Petrokimawiyat|پتروشیمی/Petroshimi|ნავთობქიმია|Նավթաքիմիա|Πετροχημικά|Petrochemie|Petroquímica
Optoelectronics|Оптоэлектроника|Оптоелектроніка|光电/光電/Guangdian|光学/Kogaku|광학|Optoelektronik|للبصريات/Lil Basariyat|اپتیک/Optik|ოპტიკა|Օպտիկա|Οπτικά|Optik|Óptica
Bearings|Подшипник|Підшипник|轴承/軸承/Zhoucheng|軸受/Jikuuke|베어링|Rulman|للمحامل/Lil Mahamil|بلبرینگ/Bolbering|საკისრები|Առանցքակալներ|Ρουλεμάν|Wälzlager|Rodamientos
Chemicals|Химия|Хімія|化工/化工/Huagong|化学/Kagaku|화학|Kimya|للكيماويات/Lil Kimawiyat|شیمی/Shimi|ქიმია|Քիմիա|Χημικά|Chemie|Químicos
Communications|Связь|Зв'язок|通信/通訊/Tongxin|通信/Tsushin|통신|Haberleşme|للاتصالات/Lil Ittisalat|ارتباطات/Ertebatat|კავშირი|Կապ|Επικοινωνίες|Nachrichtentechnik|Comunicaciones
Energy|Энергия|Енергія|能源/能源/Nengyuan|エネルギー/Enerugi|에너지|Enerji|للطاقة/Lil Taqa|انرژی/Enerzhi|ენერგია|Էներգիա|Ενέργεια|Energie|Energía
Engineering|Инжиниринг|Інжиніринг|工程/工程/Gongcheng|エンジニアリング/Enjiniaringu|엔지니어링|Mühendislik|للهندسة/Lil Handasa|مهندسی/Mohandesi|ინჟინერინგი|Ինժիներինգ|Τεχνική|Ingenieur|Ingeniería
Industrial|Индустрия|Індустрія|实业/實業/Shiye|産業/Sangyo|산업|Endüstri|الصناعية/Al Sinaiya|صنعت/Sanat|ინდუსტრია|Արդյունաբերություն|Βιομηχανική|Industrie|Industrial
Equipment|Оборудование|Обладнання|设备/設備/Shebei|機器/Kiki|설비|Ekipman|للمعدات/Lil Moaddat|تجهیزات/Tajhizat|აღჭურვილობა|Սարքավորում|Εξοπλισμοί|Anlagen|Equipos
Steel|Сталь|Сталь|钢铁/鋼鐵/Gangtie|鉄鋼/Tekko|철강|Çelik|للحديد والصلب/Lil Hadeed Wal Solb|فولاد/Foulad|ფოლადი|Պողպատ|Χάλυβες|Stahl|Aceros
Textile|Текстиль|Текстиль|纺织/紡織/Fangzhi|繊維/Seni|섬유|Tekstil|للمنسوجات/Lil Mansoujat|نساجی/Nassaji|ტექსტილი|Տեքստիլ|Υφαντουργία|Textil|Textiles
Foods|Продукты|Продукти|食品/食品/Shipin|食品/Shokuhin|식품|Gıda|للأغذية/Lil Aghziya|مواد غذایی/Mavad Ghazaei|პროდუქტები|Սնունդ|Τρόφιμα|Lebensmittel|Alimentos
Medical Equipment|Медтехника|Медтехніка|医疗器械/醫療器械/Yiliao Qixie|医療機器/Iryo Kiki|의료기|Medikal|للمعدات الطبية/Lil Moaddat Al Tibbiya|تجهیزات پزشکی/Tajhizat Pezeshki|მედტექნიკა|Բժշկական Տեխնիկա|Ιατρικά|Medizintechnik|Equipos Médicos
Import Export|Импорт-Экспорт|Імпорт-Експорт|进出口/進出口/Jinchukou|通商/Tsusho|수출입|İthalat İhracat|للاستيراد والتصدير/Lil Istirad Wal Tasdeer|واردات و صادرات/Varedat Va Saderat|იმპორტ-ექსპორტი|Իմպորտ-Էքսպորտ|Εισαγωγές Εξαγωγές|Import Export|Importaciones y Exportaciones
Auto Parts|Автозапчасти|Автозапчастини|汽车配件/汽車配件/Qiche Peijian|自動車部品/Jidosha Buhin|자동차부품|Oto Yedek Parça|لقطع غيار السيارات/Li Qita Ghiyar Al Sayyarat|قطعات خودرو/Ghataat Khodro|ავტონაწილები|Ավտոպահեստամասեր|Ανταλλακτικά|Autoteile|Autopartes
"""

# Russian, Ukrainian and Chinese give an abbreviation after "=".
_BODIES = """
Plant|Завод|Завод|厂/廠/Chang|製作所/Seisakusho|공장|Fabrikası|مصنع/Masna|کارخانه/Karkhaneh|ქარხანა|Գործարան|Εργοστάσιο|Werk|Planta
Scientific Research Institute|Научно-исследовательский институт=НИИ|Науково-дослідний інститут=НДІ|研究所/研究所/Yanjiusuo|研究所/Kenkyujo|연구소|Araştırma Enstitüsü|معهد بحوث/Maahad Bohouth|مرکز تحقیقات/Markaz-e Tahghighat|ინსტიტუტი|Ինստիտուտ|Ινστιτούτο|Institut|Instituto
Scientific Production Enterprise|Научно-производственное предприятие=НПП|Науково-виробниче підприємство=НВП|科工/科工/Kegong|製造/Seizo|제조|Sanayi|للصناعات/Lil Sinaat|صنایع/Sanaye|საწარმო|Ձեռնարկություն|Βιομηχανία|Technik|Industrias
Design Bureau|Конструкторское бюро=КБ|Конструкторське бюро=КБ|设计院/設計院/Shejiyuan|設計/Sekkei|설계|Tasarım|للتصميم/Lil Tasmeem|طراحی/Tarrahi|ბიურო|Բյուրո|Μελετητική|Konstruktion|Diseño
Trading House|Торговый дом=ТД|Торговий дім=ТД|商贸/商貿/Shangmao|商事/Shoji|상사|Ticaret|للتجارة العامة/Lil Tijara Al Amma|بازرگانی/Bazargani|სავაჭრო სახლი|Առևտրի Տուն|Εμπορικός Οίκος|Handelshaus|Comercializadora
Repair Plant|Ремонтный завод=РЗ|Ремонтний завод=РЗ|维修厂/維修廠/Weixiuchang|修理工場/Shuri Kojo|수리공장|Bakım Onarım|للصيانة/Lil Siyana|تعمیرات/Tamirat|სარემონტო ქარხანა|Վերանորոգման Գործարան|Επισκευές|Instandsetzung|Mantenimiento
Refinery|Нефтеперерабатывающий завод=НПЗ|Нафтопереробний завод=НПЗ|炼化/煉化/Lianhua|製油/Seiyu|정유|Rafineri|مصفاة/Masfat|پالایشگاه/Palayeshgah|ნავთობგადამამუშავებელი|Նավթավերամշակում|Διυλιστήριο|Raffinerie|Refinería
"""


def _word(cell: str, language: str) -> Word:
    spellings = cell.partition("=")[0].split("/")
    if language == "zh":
        return Word(native=tuple(dict.fromkeys(spellings[:2])), latin=(spellings[2],))
    if language in {"ja", "ar", "fa"}:
        return Word(native=(spellings[0],), latin=(spellings[1],))
    if language in CONVENTIONS or language == "ko":
        return Word(native=(cell.partition("=")[0],), latin=romanise(spellings[0], language))
    return Word(native=(cell,), latin=(without_marks(cell),))


def _terms(table: str) -> tuple[Term, ...]:
    terms = []
    for row in table.strip().splitlines():
        english, *cells = row.split("|")
        columns = tuple(zip(_COLUMNS, cells, strict=True))
        terms.append(
            Term(
                key=english.lower(),
                english=english,
                by_language={language: _word(cell, language) for language, cell in columns},
                short={
                    language: cell.partition("=")[2] for language, cell in columns if "=" in cell
                },
            )
        )
    return tuple(terms)


LINES = _terms(_LINES)
BODIES = _terms(_BODIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A legal form of one country.

    Args:
        native: Full and short native forms.
        latin: How the native form is written in Latin letters (`OOO`).
        english: How it is written in English, full and short.
    """

    native: tuple[str, str]
    latin: str
    english: tuple[str, str]


# country: native full/native short/Latin/English full/English short, most usual first
_FORMS: Mapping[str, tuple[str, ...]] = {
    "ru": (
        "Общество с ограниченной ответственностью/ООО/OOO/Limited Liability Company/LLC",
        "Общество с ограниченной ответственностью/ООО/OOO/Limited Liability Company/LLC",
        "Акционерное общество/АО/AO/Joint Stock Company/JSC",
        "Публичное акционерное общество/ПАО/PAO/Public Joint Stock Company/PJSC",
        "Федеральное государственное унитарное предприятие/ФГУП/FGUP/Federal State Unitary Enterprise/FSUE",
        "Закрытое акционерное общество/ЗАО/ZAO/Closed Joint Stock Company/CJSC",
    ),
    "by": (
        "Общество с ограниченной ответственностью/ООО/OOO/Limited Liability Company/LLC",
        "Открытое акционерное общество/ОАО/OAO/Open Joint Stock Company/OJSC",
        "Таварыства з абмежаванай адказнасцю/ТАА/TAA/Limited Liability Company/LLC",
    ),
    "ua": (
        "Товариство з обмеженою відповідальністю/ТОВ/TOV/Limited Liability Company/LLC",
        "Приватне акціонерне товариство/ПрАТ/PrAT/Private Joint Stock Company/PrJSC",
    ),
    "kz": (
        "Товарищество с ограниченной ответственностью/ТОО/TOO/Limited Liability Partnership/LLP",
        "Акционерное общество/АО/AO/Joint Stock Company/JSC",
    ),
    "kg": (
        "Общество с ограниченной ответственностью/ОсОО/OsOO/Limited Liability Company/LLC",
    ),
    "cn": (
        "有限公司/有限公司/Youxian Gongsi/Co., Ltd./Co Ltd",
        "有限责任公司/有限公司/Youxian Zeren Gongsi/Company Limited/Co., Ltd",
        "股份有限公司/股份公司/Gufen Youxian Gongsi/Co., Ltd./Corp. Ltd.",
        "集团有限公司/集团/Jituan Youxian Gongsi/Group Co., Ltd./Group",
    ),
    "hk": ("有限公司/有限公司/Yau Han Kung Sze/Limited/Ltd",),
    "tw": (
        "股份有限公司/(股)公司/Gufen Youxian Gongsi/Co., Ltd./Corp.",
        "有限公司/有限公司/Youxian Gongsi/Co., Ltd./Ltd.",
    ),
    "jp": (
        "株式会社/(株)/Kabushiki Kaisha/Co., Ltd./K.K.",
        "合同会社/(同)/Godo Kaisha/LLC/G.K.",
    ),
    "kr": ("주식회사/(주)/Jusikhoesa/Co., Ltd./Co Ltd", "유한회사/(유)/Yuhanhoesa/Ltd./Ltd"),
    "kp": ("회사/회사/Hoesa/Company/Co.", "총회사/총회사/Chonghoesa/General Corporation/GC"),
    "tr": (
        "Sanayi ve Ticaret Limited Şirketi/San. ve Tic. Ltd. Şti./Sanayi ve Ticaret Limited Sirketi/Industry and Trade Limited Company/Ltd. Sti.",
        "Limited Şirketi/Ltd. Şti./Limited Sirketi/Limited Company/Ltd.",
        "Anonim Şirketi/A.Ş./Anonim Sirketi/Joint Stock Company/A.S.",
    ),
    "ae": (
        "ش.ذ.م.م/ش.ذ.م.م/Sh.Dh.M.M/L.L.C/LLC",
        "م.م.ح/م.م.ح/M.M.H/FZE/FZE",
        "ش.م.ح/ش.م.ح/Sh.M.H/FZCO/FZCO",
        "م.د.م.س/م.د.م.س/DMCC/DMCC/DMCC",
    ),
    "ir": (
        "سهامی خاص/(سهامی خاص)/Sahami Khas/Private Joint Stock Company/Co. (PJS)",
        "با مسئولیت محدود/(م.م)/Ba Masouliyat Mahdoud/Company Limited/Co. Ltd.",
    ),
    "sy": (
        "المحدودة المسؤولية/ذ.م.م/Al Mahdouda Al Masouliya/Limited Liability Company/LLC",
    ),
    "ge": (
        "შეზღუდული პასუხისმგებლობის საზოგადოება/შპს/ShPS/Limited Liability Company/LLC",
        "სააქციო საზოგადოება/სს/SS/Joint Stock Company/JSC",
    ),
    "am": (
        "Սահմանափակ Պատասխանատվությամբ Ընկերություն/ՍՊԸ/SPY/Limited Liability Company/LLC",
        "Փակ Բաժնետիրական Ընկերություն/ՓԲԸ/PBY/Closed Joint Stock Company/CJSC",
    ),
    "gr": ("Ανώνυμη Εταιρεία/Α.Ε./A.E./S.A./SA", "Ναυτική Εταιρεία/Ν.Ε./N.E./Maritime Company/MC"),
    "cy": ("Λίμιτεδ/Λτδ/Ltd/Limited/Ltd",),
    "de": ("GmbH/GmbH/GmbH/GmbH/GmbH", "GmbH & Co. KG/KG/GmbH & Co. KG/GmbH & Co. KG/KG", "AG/AG/AG/AG/AG"),
    "us": ("Inc./Inc./Inc./Inc./Inc", "LLC/LLC/LLC/LLC/LLC", "Corporation/Corp./Corp./Corporation/Corp."),
    "in": ("Private Limited/Pvt. Ltd./Pvt Ltd/Private Limited/Pvt. Ltd.", "Limited/Ltd./Ltd/Limited/Ltd."),
    "mx": ("S.A. de C.V./SA de CV/S.A. de C.V./S.A. de C.V./SA de CV", "S. de R.L. de C.V./S de RL de CV/S. de R.L. de C.V./S. de R.L. de C.V./S de RL de CV"),
    "sg": ("Pte. Ltd./Pte Ltd/Pte Ltd/Pte. Ltd./Pte Ltd",),
    "pa": ("S.A./S.A./S.A./S.A./SA", "Inc./Inc./Inc./Inc./Inc"),
    "mh": ("Ltd/Ltd/Ltd/Limited/Ltd", "Inc./Inc./Inc./Inc./Inc"),
}  # fmt: skip


def _form(row: str) -> Form:
    native, native_short, latin, english, english_short = row.split("/")
    return Form(native=(native, native_short), latin=latin, english=(english, english_short))


FORMS: Mapping[str, tuple[Form, ...]] = {
    country: tuple(_form(row) for row in rows) for country, rows in _FORMS.items()
}

# Names that say nothing: hundreds of honest and dishonest firms share their words.
GENERIC = (
    "Global General International United Universal Star Gulf Asia Pacific East Modern New Prime "
    "First Golden Royal World Grand Elite"
).split()
