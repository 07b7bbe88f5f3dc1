"""Countries, cities and streets, and the addresses made of them.

Cities and the names of their avenues are public geography; house numbers are drawn, so an
address may exist, but no company of the sample ever sat there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city in English and in its own script (the same where that is Latin)."""

    english: str
    native: str
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What the sample knows about a country.

    Args:
        code: ISO 3166-1 alpha-2, lower case.
        name: As OFAC writes it.
        un_name: As the United Nations write it.
        language: Of its companies' native names, ISO 639-1 (`in`: Indian words in Latin).
        postcode: Pattern, `#` for a digit; empty where none is in use.
        street: Pattern of the street line; `{s}` street, `{n}` house, `{m}` unit or floor.
    """

    code: str
    name: str
    un_name: str
    language: str
    cities: tuple[City, ...]
    streets: tuple[str, ...]
    street: tuple[str, ...]
    postcode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in the parts that publishers print apart."""

    street: str
    city: str
    postcode: str
    region: str | None
    country: Country

    def line(self, style: int = 0) -> str:
        """One string, in one of three orders that publishers use."""
        place = f"{self.city} {self.postcode}".strip()
        name = self.country.name
        ordered: tuple[str | None, ...] = (self.street, place, name)  # OFAC's
        if style == 1:  # the European journal's
            ordered = (self.postcode, self.region, self.city, self.street, name)
        elif style == 2:  # as on an invoice
            ordered = (self.street, self.city, self.region, self.postcode, name.upper())
        return ", ".join(part for part in ordered if part)


# code|name|UN name|language|postcode|cities english/native/region;...|streets;...|street patterns;...
_TABLE = """
ru|Russia|Russian Federation|ru|######|Moscow/Москва/;Saint Petersburg/Санкт-Петербург/;Novosibirsk/Новосибирск/Novosibirsk Oblast;Yekaterinburg/Екатеринбург/Sverdlovsk Oblast;Kazan/Казань/Republic of Tatarstan;Tula/Тула/Tula Oblast;Penza/Пенза/Penza Oblast;Zelenograd/Зеленоград/;Perm/Пермь/Perm Krai;Izhevsk/Ижевск/Udmurt Republic;Samara/Самара/Samara Oblast|Lenina;Sovetskaya;Gagarina;Zavodskaya;Promyshlennaya;Oktyabrskaya;Sadovaya;Profsoyuznaya;Leningradskoye;Kirova|ul. {s}, d. {n}, office {m};{s} Street, {n};{n} {s} St., Bld. {m};d. {n} str. {m} ul. {s}
by|Belarus|Belarus|ru|2200##|Minsk/Минск/;Gomel/Гомель/Gomel Region;Brest/Брест/Brest Region;Vitebsk/Витебск/Vitebsk Region;Grodno/Гродно/Grodno Region|Pushkina;Sovetskaya;Lenina;Partizansky;Kozlova;Promyshlennaya|ul. {s}, d. {n}, pom. {m};{n} {s} str.
ua|Ukraine|Ukraine|uk|0####|Kyiv/Київ/;Kharkiv/Харків/Kharkiv Oblast;Dnipro/Дніпро/Dnipropetrovsk Oblast;Odesa/Одеса/Odesa Oblast;Donetsk/Донецьк/Donetsk Oblast|Shevchenka;Zavodska;Soborna;Tsentralna;Haharina|vul. {s}, {n};{n} {s} Street, office {m}
kz|Kazakhstan|Kazakhstan|ru|0#0000|Almaty/Алматы/;Astana/Астана/;Aktau/Актау/Mangystau;Karaganda/Караганда/|Abay;Tole Bi;Satpayev;Dostyk;Seifullin|{s} Avenue {n}, office {m};{n} {s} St.
kg|Kyrgyzstan|Kyrgyzstan|ru|7200##|Bishkek/Бишкек/;Osh/Ош/|Chuy;Manas;Sovetskaya;Kievskaya|{s} Avenue, {n};{n} {s} Street, apt. {m}
cn|China|China|zh|51#0##|Shenzhen/深圳/Guangdong;Shanghai/上海/;Beijing/北京/;Guangzhou/广州/Guangdong;Dongguan/东莞/Guangdong;Wuhan/武汉/Hubei;Chengdu/成都/Sichuan;Xi'an/西安/Shaanxi;Suzhou/苏州/Jiangsu;Dalian/大连/Liaoning;Qingdao/青岛/Shandong;Harbin/哈尔滨/Heilongjiang|Huaqiang North Road;Keji South Road;Renmin Road;Jiefang Avenue;Zhongshan Road;Gongye Avenue;Xinhua Road;Chuangye Road|Room {m}, No. {n}, {s};{m}/F, Building {n}, {s};No. {n} {s}
hk|Hong Kong|China, Hong Kong Special Administrative Region|zh||Kowloon/九龍/;Wan Chai/灣仔/;Kwun Tong/觀塘/;Tsim Sha Tsui/尖沙咀/;Mong Kok/旺角/;Sheung Wan/上環/|Nathan Road;Hennessy Road;Kwun Tong Road;Des Voeux Road Central;Argyle Street;Canton Road;Queen's Road East|Room {m}, {f}/F, {b}, {n} {s};Unit {m}, {f}/F., {b}, {n} {s};Flat/Rm {m}, {f}/F, {b}, {n} {s}
tw|Taiwan|Taiwan, Province of China|zh|1####|Taipei/台北/;Hsinchu/新竹/;Taichung/台中/;Kaohsiung/高雄/;Taoyuan/桃園/|Zhongshan Road;Minquan East Road;Gongye Road;Zhongxiao East Road;Dongxing Road|{f}F., No. {n}, {s};No. {n}, Sec. 2, {s}
jp|Japan|Japan|ja|1##-00##|Tokyo/東京/;Osaka/大阪/;Yokohama/横浜/Kanagawa;Nagoya/名古屋/Aichi;Kobe/神戸/Hyogo|Chuo;Minato;Honmachi;Sakae;Higashi|{m}-{n} {s};{n}-{m}-3 {s}
kr|Korea, South|Republic of Korea|ko|0####|Seoul/서울/;Busan/부산/;Incheon/인천/;Suwon/수원/Gyeonggi;Daejeon/대전/|Teheran-ro;Gangnam-daero;Gongdan-ro;Haeun-daero;Sejong-daero|{n}, {s};{f}F, {n}, {s}
kp|Korea, North|Democratic People's Republic of Korea|ko||Pyongyang/평양/;Nampo/남포/;Sinuiju/신의주/|Sungri;Chollima;Kwangbok;Tongil|{s} Street, Central District;{s} Street {n}
tr|Turkey|Türkiye|tr|34###|Istanbul/İstanbul/;Ankara/Ankara/;Izmir/İzmir/;Bursa/Bursa/;Gaziantep/Gaziantep/;Mersin/Mersin/|Atatürk;Cumhuriyet;İnönü;Fatih;Gazi;Barbaros;Sanayi|{s} Mah. {m}. Sok. No: {n};{s} Cad. No: {n}/{m};{s} Bulvarı No. {n} Kat {f}
ae|United Arab Emirates|United Arab Emirates|ar||Dubai/دبي/;Sharjah/الشارقة/;Abu Dhabi/أبو ظبي/;Ajman/عجمان/;Ras Al Khaimah/رأس الخيمة/|Sheikh Zayed Road;Al Maktoum Road;Airport Road;Al Wahda Street;Baniyas Road|Office {m}, {b}, {s};P.O. Box {n}{m}, {s};Warehouse {n}, {s};Unit {m}, {f} Floor, {b}
ir|Iran|Iran (Islamic Republic of)|fa|1#########|Tehran/تهران/;Isfahan/اصفهان/;Shiraz/شیراز/;Tabriz/تبریز/;Bandar Abbas/بندرعباس/;Karaj/کرج/|Azadi;Vali Asr;Enghelab;Shariati;Beheshti;Mirdamad|No. {n}, {s} Ave.;No. {n}, Unit {m}, {s} Street;Floor {f}, No. {n}, {s} St.
sy|Syria|Syrian Arab Republic|ar||Damascus/دمشق/;Aleppo/حلب/;Homs/حمص/;Latakia/اللاذقية/|Baghdad Street;Port Said Street;Al Thawra Street;Mezzeh Highway|{s}, Building {n};PO Box {n}{m}, {s}
ge|Georgia|Georgia|ka|01##|Tbilisi/თბილისი/;Batumi/ბათუმი/;Poti/ფოთი/;Kutaisi/ქუთაისი/|Rustaveli;Chavchavadze;Aghmashenebeli;Pekini|{n} {s} Avenue;{s} St. {n}, office {m}
am|Armenia|Armenia|hy|00##|Yerevan/Երևան/;Gyumri/Գյումրի/;Vanadzor/Վանաձոր/|Abovyan;Tumanyan;Mashtots;Komitas|{n} {s} Street;{s} Ave. {n}, apt. {m}
gr|Greece|Greece|el|185 ##|Piraeus/Πειραιάς/;Athens/Αθήνα/;Thessaloniki/Θεσσαλονίκη/|Akti Miaouli;Notara;Filonos;Syngrou Avenue|{n}, {s};{s} {n}
cy|Cyprus|Cyprus|el|30##|Limassol/Λεμεσός/;Nicosia/Λευκωσία/;Larnaca/Λάρνακα/|Arch. Makariou III;Spyrou Kyprianou;Griva Digeni;Anexartisias|{n}, {s} Avenue, {b}, Office {m};{s} {n}
de|Germany|Germany|de|7####|Stuttgart/Stuttgart/;Hamburg/Hamburg/;Munich/München/;Duesseldorf/Düsseldorf/;Dresden/Dresden/|Industriestraße;Hauptstraße;Bahnhofstraße;Gewerbering;Hafenstraße|{s} {n};{s} {n}a
us|United States|United States of America|en|9####|San Jose/San Jose/CA;Houston/Houston/TX;Newark/Newark/NJ;Miami/Miami/FL;Seattle/Seattle/WA|Main Street;Commerce Drive;Industrial Blvd;Technology Way;Harbor Avenue|{n} {s}, Suite {m};{n}{m} {s}
in|India|India|in|40####|Mumbai/Mumbai/Maharashtra;Bengaluru/Bengaluru/Karnataka;Chennai/Chennai/Tamil Nadu;New Delhi/New Delhi/;Ahmedabad/Ahmedabad/Gujarat|MG Road;Link Road;Industrial Estate;Station Road;Ring Road|Plot No. {n}, {s};{m}, {b}, {s}
mx|Mexico|Mexico|es|6####|Monterrey/Monterrey/Nuevo León;Guadalajara/Guadalajara/Jalisco;Tijuana/Tijuana/Baja California;Mexico City/Ciudad de México/;Culiacan/Culiacán/Sinaloa|Reforma;Hidalgo;Juárez;Independencia;Insurgentes|Av. {s} No. {n}, Col. Centro;Calle {s} {n}-{m}
sg|Singapore|Singapore|en|0#####|Singapore/Singapore/|Robinson Road;Cecil Street;Anson Road;Ubi Avenue 1|{n} {s} #{f}-{m};{n} {s}
pa|Panama|Panama|es||Panama City/Panamá/|Calle 50;Avenida Balboa;Via España|{s}, {b}, Piso {f}
mh|Marshall Islands|Marshall Islands|en|MH 96960|Majuro/Majuro/|Ajeltake Road|Trust Company Complex, {s}
"""

# Invented office buildings, where many shells share a floor.
BUILDINGS = tuple(
    f"{name} {kind}"
    for name in ("Silverquay", "Harvane", "Lotusgate", "Kingsmere", "Pearlcrest", "Orienta", "Marivale")
    for kind in ("Commercial Building", "Tower", "Business Centre", "Industrial Building")
)  # fmt: skip


def _country(row: str) -> Country:
    code, name, un_name, language, postcode, cities, streets, street = row.split("|")
    return Country(
        code=code,
        name=name,
        un_name=un_name,
        language=language,
        cities=tuple(
            City(english=english, native=native, region=region or None)
            for english, native, region in (city.split("/") for city in cities.split(";"))
        ),
        streets=tuple(streets.split(";")),
        street=tuple(street.split(";")),
        postcode=postcode,
    )


COUNTRIES: Mapping[str, Country] = {
    country.code: country for country in map(_country, _TABLE.strip().splitlines())
}


def draw_address(rng: Random, country: Country, city: City | None = None) -> Address:
    """An address in a country, in the given city or any."""
    city = city or rng.choice(country.cities)
    street = rng.choice(country.street).format(
        s=rng.choice(country.streets),
        n=rng.randrange(1, 190),
        m=rng.randrange(1, 60),
        f=rng.randrange(1, 31),
        b=rng.choice(BUILDINGS),
    )
    postcode = "".join(str(rng.randrange(10)) if char == "#" else char for char in country.postcode)
    return Address(
        street=street, city=city.english, postcode=postcode, region=city.region, country=country
    )
