"""Distinctive words that no company bears: syllables put together, one way per language.

This file is past the usual length because the syllables of fourteen languages are data
that is best read in one place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from matcher.sample.romanise import CONVENTIONS, romanise


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A coined word.

    Args:
        native: Spellings in its own script, the usual one first (simplified, then traditional).
        latin: Spellings in Latin letters, the usual one first.
    """

    native: tuple[str, ...]
    latin: tuple[str, ...]


_SYLLABLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    language: tuple(tuple(column.split()) for column in columns)
    for language, columns in {
        "ru": (
            "Зор Вел Трам Крон Бран Стел Дорм Мерк Лант Тув Ворт Гран Шельд Кард Прон Юст Ярм Рэмб "
            "Хольт Цент Жав Борс Вирт Горд Дель Клим Марш Нерв Ольт Пельт Сорт Торн Улд Фарм Черт",
            "о и а у е ови ами ару ете они уло ира едо ака",
            "мет тек лит вар дис кон нар сан рон лум зит век пром маш прибор снаб хим сталь торг "
            "сервис электро тех",
        ),
        "en": (
            "Bren Cald Dray Fenn Hals Kest Lorm Marv Ostr Pell Quar Rav Strath Thorn Varl Wex "
            "Yarl Drum Cors Heth Jun Morv Nant Skel Tarb Ulv Vint Zel Grav Plov",
            "i a o e ura ina ello ovi eri ana",
            "mere ford wick stone dane ron tis vex lan dor gard mark lex mont nor tane vale rix",
        ),
        "de": (
            "Eich Falk Grün Hohl Kösel Lind Mühl Ness Osch Rütt Schell Tann Veit Wolp Zörn Brack "
            "Dörf Gries Hagel Jost Kletz Leuk Murr Pölt Stäub",
            "en er el in es",
            "bach hauer stett rieth kamp holz dorn mark bruck fels garten weil scheid tron lohe "
            "hammer brecht au",
        ),
        "es": (
            "Mor Tal Cev Zar Quer Bal Tem Luc Nar Alb Cor Dur Esc Fon Gal Her Jar Lor Mal Oliv "
            "Pen Rib Sal Tor Ur Vel Yar",
            "and er ast ol iv am ent ir on ul",
            "ino era aco uel ique olán edo ara izal umbre arén eza illar",
        ),
        "tr": (
            "Yıl Kar Demir Gök Er Ak Bay Tun Şah Çel Ulu Kor Öz Sar Tek Yal Bor Dağ Gür Kız Soy "
            "Tor Üs Var Zeyt Meh Bül",
            "a ı e u ün al en ar ok",
            "kansay tanpınar maksel tekin soylu binat karsu deler yurtsan çınar polat gensu dursel "
            "vadin kentaş",
        ),
        "in": (
            "Var Nand Kesh Trid Madh Pran Som Jay Bhav Dhan Rud Vis Ank Chit Dev Gok Har Ish Kal "
            "Lax Mand Nir Ojas Par Rav Sud Tej Um Vish Yash",
            "an av en ip ul ar esh it om",
            "ika tron mitra oday anta veer ayan kosh prem vardh dhara shree mangal",
        ),
        "el": (
            "Θαλ Νερ Καλ Μορ Πελ Αργ Δορ Στεφ Λεον Ζαν Μιρ Φαλ Περ Κορ Τερ Βολ Ριζ Σαλ Χαλ Λιμ",
            "ασ εφ ιν ορ υλ αν ικ ομ",
            "ινα ακος αλις εα ωρα ονη αρια ίδης ανος ικη ερα υρα",
        ),
        "ka": (
            "ზარ თორ ლევ მარგ ქარ დავ ბერ გორ ვარ კოლ ნატ რუს ტაბ ფარ შავ ჩიხ ხარ ჯავ სამ ონ",
            "ა ი უ ო ან ელ ურ",
            "ნდი რი თექსი ლუქსი ხარი დონი ზემი ვალი ბუნი გალი მეტი როსი",
        ),
        "hy": (
            "Զար Թոր Լև Մարգ Քար Դավ Բեր Գոր Վար Կոլ Նատ Ռուբ Տաբ Փար Շավ Չիխ Խար Ջավ Սամ Օն",
            "ա ի ու ո ան ել ուր",
            "նդի րի տեքս լուքս խար դոն զեմ վալ բուն գալ մետ րոս",
        ),
        "ko": (
            "대 한 성 진 우 태 광 동 신 영 세 화 정 남 선 원 국 창 미 보 경 희 룡 강 백 송 류 림",
            "라 미 산 청 해 월 금 봉 천 암 포 연 호 수 단 학 매 운 덕 평 흥 길 련",
            "텍 테크 닉스 정 원 성 진 호 양 천 봉 산 강 룡",
        ),
    }.items()
}

# character, traditional form, Mandarin, Cantonese as Hong Kong firms write it
_HAN = tuple(
    tuple(row.split("/"))
    for row in (
        "华/華/hua/wah 鑫/鑫/xin/yam 泰/泰/tai/tai 宏/宏/hong/wang 瑞/瑞/rui/sui 辰/辰/chen/san "
        "威/威/wei/wai 博/博/bo/pok 创/創/chuang/chong 凯/凱/kai/hoi 腾/騰/teng/tang 锐/銳/rui/yui "
        "恒/恆/heng/hang 睿/睿/rui/yui 诺/諾/nuo/nok 盛/盛/sheng/shing 迈/邁/mai/mai 朗/朗/lang/long "
        "源/源/yuan/yuen 达/達/da/tat 顺/順/shun/shun 航/航/hang/hong 鹏/鵬/peng/pang 骏/駿/jun/chun "
        "维/維/wei/wai 联/聯/lian/luen 优/優/you/yau 晶/晶/jing/ching 铭/銘/ming/ming 润/潤/run/yun "
        "泽/澤/ze/chak 捷/捷/jie/chit 翔/翔/xiang/cheung 益/益/yi/yik 庆/慶/qing/hing 嘉/嘉/jia/ka "
        "昊/昊/hao/ho 旭/旭/xu/yuk 禾/禾/he/wo 穗/穗/sui/sui 骐/騏/qi/kei 衡/衡/heng/hang "
        "岳/岳/yue/ngok 岭/嶺/ling/ling 沣/灃/feng/fung 沃/沃/wo/yuk 珞/珞/luo/lok 钧/鈞/jun/kwan "
        "铠/鎧/kai/hoi 阔/闊/kuo/fut 弈/弈/yi/yik 颢/顥/hao/ho 澜/瀾/lan/lan 湛/湛/zhan/cham "
        "逸/逸/yi/yat 煜/煜/yu/yuk 衍/衍/yan/hin 畅/暢/chang/cheung 骁/驍/xiao/hiu 麒/麒/qi/kei "
        "霖/霖/lin/lam 枫/楓/feng/fung 朔/朔/shuo/sok 岩/岩/yan/ngam"
    ).split()
)

_KANA = tuple(
    tuple(row.split("/"))
    for row in (
        "ト/to ル/ru メ/me ザ/za キ/ki ノ/no バ/ba シ/shi ラ/ra モ/mo ガ/ga ニ/ni ハ/ha ベ/be ゾ/zo "
        "ミ/mi テ/te カ/ka レ/re ソ/so ヤ/ya ド/do フ/fu ヌ/nu リ/ri"
    ).split()
)
_KANA_ENDINGS = (
    ("テック", "tekku", "tech"),
    ("ックス", "kkusu", "x"),
    ("ニクス", "nikusu", "nix"),
    ("ロン", "ron", "ron"),
    ("コム", "komu", "com"),
    ("メタル", "metaru", "metal"),
    ("ダイン", "dain", "dyne"),
)
_KANJI = tuple(
    tuple(row.split("/"))
    for row in (
        "北/kita 浜/hama 瀬/se 津/tsu 鶴/tsuru 森/mori 沢/sawa 宮/miya 橋/hashi 岸/kishi 戸/to "
        "麻/asa 榎/enoki 梶/kaji 湊/minato 笹/sasa 蔵/kura 篠/shino 窪/kubo 鷲/washi"
    ).split()
)

# Arabic consonants, each with its usual and its second Latin spelling
_ROOT = tuple(
    tuple(row.split("/"))
    for row in (
        "ب/b/b ت/t/t ج/j/g ح/h/h خ/kh/kh د/d/d ر/r/r ز/z/z س/s/s ش/sh/sh ص/s/s ط/t/t غ/gh/g "
        "ف/f/f ق/q/k ك/k/c ل/l/l م/m/m ن/n/n ض/d/dh"
    ).split()
)
# Where the three root letters go: Arabic, usual Latin, second Latin
_PATTERNS = (
    ("{0}ا{1}{2}", "{0}aa{1}i{2}", "{0}a{1}e{2}"),
    ("{0}{1}ي{2}", "{0}a{1}ee{2}", "{0}a{1}i{2}"),
    ("{0}{1}{2}ان", "{0}a{1}{2}an", "{0}a{1}{2}aan"),
    ("م{0}{1}و{2}", "Ma{0}{1}oo{2}", "Ma{0}{1}u{2}"),
    ("{0}و{1}{2}", "{0}aw{1}a{2}", "{0}ou{1}a{2}"),
    ("{0}{1}{2}اوي", "{0}a{1}{2}awi", "{0}i{1}{2}awy"),
    ("{0}و{1}ا{2}", "{0}uwa{1}{2}", "{0}owa{1}{2}"),
)

# Persian syllables: native, usual Latin, second Latin
_PERSIAN = tuple(
    tuple(row.split("/"))
    for row in (
        "زر/Zar/Zar تاو/Tav/Taw کار/Kar/Kaar مهر/Mehr/Mehr پیش/Pish/Peesh نوا/Nava/Nawa شهر/Shahr/Shahr "
        "دان/Dan/Daan رخ/Rokh/Rukh سپ/Sep/Sap هیر/Hir/Heer بهین/Behin/Behin گل/Gol/Gul هور/Hour/Hur "
        "کیو/Kiv/Kiw لور/Lor/Lour ماز/Maz/Maaz نیک/Nik/Neek پرت/Part/Part رای/Ray/Rai سور/Sour/Sur "
        "تیر/Tir/Teer ورن/Varn/Warn یاک/Yak/Yaak"
    ).split()
)
_PERSIAN_ENDINGS = tuple(
    tuple(row.split("/"))
    for row in (
        "وین/vin/veen ران/ran/raan زاد/zad/zaad تاب/tab/taab ساز/saz/saaz گستر/gostar/gustar بان/ban/baan "
        "نوش/noush/nush کاو/kav/kaav یار/yar/yaar مند/mand/mand اوا/ava/awa فن/fan/fann سیر/sir/seer"
    ).split()
)

_ASCII = str.maketrans("ıİşŞçÇğĞüÜöÖäÄáéíóúñÁÉÍÓÚÑß", "iIsScCgGuUoOaAaeiounAEIOUNs")
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def without_marks(text: str) -> str:
    """The Latin text without the diacritics of Turkish, German and Spanish."""
    return text.translate(_ASCII)


def _han_word(chars: Sequence[tuple[str, ...]]) -> Word:
    mandarin = [c[2] for c in chars]
    return Word(
        native=tuple(dict.fromkeys(("".join(c[0] for c in chars), "".join(c[1] for c in chars)))),
        latin=(
            "".join(mandarin).capitalize(),
            " ".join(mandarin).title(),
            " ".join(c[3] for c in chars).title(),
        ),
    )


def _japanese(rng: Random, length: int) -> Word:
    if rng.randrange(3) == 0:
        kanji = [rng.choice(_KANJI) for _ in range(length)]
        return Word(
            native=("".join(k[0] for k in kanji),),
            latin=("".join(k[1] for k in kanji).capitalize(),),
        )
    kana = [rng.choice(_KANA) for _ in range(length)]
    ending = rng.choice(_KANA_ENDINGS)
    root = "".join(k[1] for k in kana).capitalize()
    return Word(
        native=("".join(k[0] for k in kana) + ending[0],),
        latin=tuple(dict.fromkeys((root + ending[2], root + ending[1]))),
    )


def _arabic(rng: Random, length: int) -> Word:
    native, first, second = [], [], []
    for _ in range(max(1, length - 2)):
        root = rng.sample(_ROOT, 3)
        pattern = rng.choice(_PATTERNS)
        native.append("ال" + pattern[0].format(*(r[0] for r in root)))
        first.append("Al " + pattern[1].format(*(r[1] for r in root)).capitalize())
        second.append("Al-" + pattern[2].format(*(r[2] for r in root)).capitalize())
    return Word(native=(" ".join(native),), latin=(" ".join(first), " ".join(second)))


def _persian(rng: Random, length: int) -> Word:
    parts = [rng.choice(_PERSIAN) for _ in range(max(1, length - 1))]
    ending = rng.choice(_PERSIAN_ENDINGS)
    return Word(
        native=("".join(p[0] for p in parts) + ending[0],),
        latin=tuple(
            dict.fromkeys("".join(p[i] for p in parts).capitalize() + ending[i] for i in (1, 2))
        ),
    )


def stem(rng: Random, language: str) -> str:
    """The root of a family name, in the language's own letters."""
    first, _, last = _SYLLABLES["ru" if language == "uk" else language]
    root = rng.choice(first)
    # One in three is longer, so that namesakes stay rare in a large sample.
    return root + rng.choice(last) if rng.randrange(3) == 0 else root


def _spelt(text: str, language: str) -> Word:
    if language in CONVENTIONS or language == "ko":
        return Word(native=(text,), latin=romanise(text, language))
    plain = text.translate(_GERMAN) if language == "de" else without_marks(text)
    return Word(native=(text,), latin=tuple(dict.fromkeys((plain, without_marks(text)))))


def _other(rng: Random, choices: str, taken: str) -> str:
    return rng.choice([char for char in choices if char != taken])


_NEAR_LETTERS: Mapping[str, str] = {
    "ru": "аоуеи",
    "uk": "аоуеи",
    "ka": "აიუოე",
    "hy": "աիոե",
    "el": "αιοε",
}


def near(rng: Random, word: Word, language: str) -> Word | None:
    """Another word that differs in one letter or character; None where the sample has no way."""
    text = word.native[0]
    if language == "zh":
        row = {char[0]: char for char in _HAN}
        chars = [row[char] for char in text]
        at = rng.randrange(len(chars))
        chars[at] = rng.choice([char for char in _HAN if char[0] != text[at]])
        return _han_word(chars)
    letters = _NEAR_LETTERS.get(language, "aoeiu")
    places = [at for at, char in enumerate(text) if char in letters]
    if language in {"ja", "ar", "fa", "ko"} or not places:
        return None
    at = rng.choice(places)
    changed = text[:at] + _other(rng, letters, text[at]) + text[at + 1 :]
    return _spelt(changed, language)


def coin(rng: Random, language: str, *, length: int = 2) -> Word:
    """A distinctive word of a language.

    Args:
        rng: Where the choices come from.
        language: ISO 639-1 (`in` stands for the Latin spellings of India).
        length: About how many syllables; 2 to 4. Longer words collide less.

    Returns:
        The word in its script and in Latin letters.
    """
    if language == "zh":
        return _han_word([rng.choice(_HAN) for _ in range(length)])
    if language == "ja":
        return _japanese(rng, length)
    if language == "ar":
        return _arabic(rng, length)
    if language == "fa":
        return _persian(rng, length)
    first, middle, last = _SYLLABLES["ru" if language == "uk" else language]
    links = "".join(rng.choice(middle) for _ in range(length - 2))
    text = rng.choice(first) + (links or rng.choice(("", rng.choice(middle)))) + rng.choice(last)
    if language == "uk":
        text = text.translate(str.maketrans("ыэё", "иее"))
    return _spelt(text, language)
