"""Names of persons: given names in use, family names coined.

Russian and Ukrainian family names stand in the masculine, so their given names are men's.
"""

from collections.abc import Mapping
from random import Random

from matcher.sample.coinage import Word, coin, stem, without_marks
from matcher.sample.romanise import CONVENTIONS, romanise

# native/Latin/second Latin where the script does not give it; Chinese and Korean ones are coined
_GIVEN: Mapping[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "ru": "Сергей Алексей Дмитрий Юрий Михаил Евгений Игорь Владимир Николай Андрей Павел",
        "uk": "Олексій Сергій Юрій Михайло Дмитро Ігор Тарас Андрій",
        "ja": "健一/Kenichi 浩/Hiroshi 直子/Naoko 隆/Takashi 真由美/Mayumi",
        "tr": "Mehmet Ayşe Mustafa Hüseyin Elif Özgür Çağrı İbrahim",
        "ar": "أحمد/Ahmad/Ahmed محمد/Muhammad/Mohamed خالد/Khalid/Khaled يوسف/Yusuf/Youssef سامر/Samir/Samer عمر/Umar/Omar",
        "fa": "رضا/Reza/Riza حسین/Hossein/Hussein علی/Ali/Aly مهدی/Mehdi/Mahdi زهرا/Zahra/Zahraa بهروز/Behrouz/Behruz",
        "ka": "გიორგი დავითი ნინო ლევანი თამარი",
        "hy": "Արմեն Տիգրան Անահիտ Գագիկ Նարինե",
        "el": "Γεώργιος Νικόλαος Μαρία Δημήτριος Ελένη",
        "de": "Jürgen Stefan Andreas Sabine Björn Käthe",
        "es": "José Luis Mónica Ramón Guadalupe Héctor",
        "en": "James Robert Susan Andrew Claire Peter",
        "in": "Rajesh Sunil Priya Anil Kavita Suresh",
    }.items()
}
_FAMILY_ZH = (
    "王/王/Wang 李/李/Li 张/張/Zhang 刘/劉/Liu 陈/陳/Chen 赵/趙/Zhao 黄/黃/Huang 吴/吳/Wu".split()
)
_SYLLABLES_KO = "철 수 영 호 성 민 미 경 광 은 주 명 길 혁 남 진 희 룡 해 선 옥 일".split()
_FAMILY_KO = "김 리 박 최 정 강 조 윤".split()
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ru": ("ов", "ин", "ский"), "uk": ("енко", "ук"), "tr": ("oğlu", "can"), "ka": ("შვილი", "ძე"),
    "hy": ("յան",), "el": ("όπουλος", "ίδης"), "fa": ("ی", "پور"), "de": ("er", "mann"),
    "es": ("ez",), "en": ("son",), "in": ("kar",),
}  # fmt: skip
_ENDINGS_PERSIAN = {"ی": "i", "پور": "pour"}


def _given(rng: Random, language: str) -> Word:
    if language == "zh":
        return coin(rng, language, length=2)
    if language == "ko":
        text = rng.choice(_SYLLABLES_KO) + rng.choice(_SYLLABLES_KO)
        return Word(native=(text,), latin=romanise(text, "ko"))
    spellings = rng.choice(_GIVEN[language]).split("/")
    if len(spellings) > 1:
        return Word(native=(spellings[0],), latin=tuple(spellings[1:]))
    if language in CONVENTIONS:
        return Word(native=(spellings[0],), latin=romanise(spellings[0], language))
    return Word(native=(spellings[0],), latin=(without_marks(spellings[0]),))


def _family(rng: Random, language: str) -> Word:
    if language == "zh":
        simplified, traditional, latin = rng.choice(_FAMILY_ZH).split("/")
        return Word(native=(simplified, traditional), latin=(latin,))
    if language == "ko":
        text = rng.choice(_FAMILY_KO)
        return Word(native=(text,), latin=romanise(text, "ko"))
    if language in {"ar", "ja"}:
        return coin(rng, language)
    ending = rng.choice(_ENDINGS[language])
    if language == "fa":
        root = coin(rng, language)
        return Word(
            native=(root.native[0] + ending,),
            latin=tuple(spelling + _ENDINGS_PERSIAN[ending] for spelling in root.latin),
        )
    native = stem(rng, language) + ending
    if language in CONVENTIONS:
        return Word(native=(native,), latin=romanise(native, language))
    return Word(native=(native,), latin=(without_marks(native),))


def draw_person(rng: Random, language: str) -> tuple[Word, Word]:
    """Given and family name of a person who speaks a language (ISO 639-1)."""
    return _given(rng, language), _family(rng, language)
