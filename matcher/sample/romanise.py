"""Letter tables that write the sample's native words in Latin, several conventions each.

The generator keeps tables of its own, apart from those in `matcher.normalise`: the sample
has to hold the spellings that publishers print, not those that the matcher would print,
and its bytes must not change with the version of a romanisation library.
"""

from collections.abc import Mapping

_RU = {
    **dict(zip("абвгдезиклмнопрстуфы", "abvgdeziklmnoprstufy", strict=True)),
    "ё": "e",
    "ж": "zh",
    "й": "y",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
_UK = {
    **_RU,
    "г": "h",
    "и": "y",
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "й": "i",
    "'": "",
}
_GEORGIAN = {
    **dict(zip("აბგდევზთიკლმნოპრსტუფქყხჯჰ", "abgdevztiklmnoprstupkqkjh", strict=True)),
    "ჟ": "zh",
    "ღ": "gh",
    "შ": "sh",
    "ჩ": "ch",
    "ც": "ts",
    "ძ": "dz",
    "წ": "ts",
    "ჭ": "ch",
    "ხ": "kh",
}
_ARMENIAN = {
    **dict(zip("աբգդեզէիլխկհմյնոպջռսվտրւքֆօ", "abgdezeilkkhmynopjrsvtrvkfo", strict=True)),
    "ը": "y",
    "թ": "t",
    "ժ": "zh",
    "խ": "kh",
    "ծ": "ts",
    "ձ": "dz",
    "ղ": "gh",
    "ճ": "ch",
    "շ": "sh",
    "չ": "ch",
    "ց": "ts",
    "փ": "p",
    "և": "ev",
    "ու": "u",
}
_GREEK = {
    **dict(zip("αβγδεζηικλμνοπρσςτυφωάέήίόύώ", "avgdeziiklmnoprsstyfoaeiioyo", strict=True)),
    "θ": "th",
    "ξ": "x",
    "χ": "ch",
    "ψ": "ps",
    "ου": "ou",
    "ού": "ou",
    "ευ": "ef",
    "ϊ": "i",
}

CONVENTIONS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "ru": (
        _RU,  # as most publishers print it
        {**_RU, "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"},  # passports
        {**_RU, "х": "h", "ц": "c", "щ": "sch", "ж": "j", "ь": "'", "кс": "x"},  # typed by hand
    ),
    "uk": (_UK, {**_UK, "г": "g", "и": "i", "й": "y"}),
    "ka": (_GEORGIAN, {**_GEORGIAN, "ქ": "q", "წ": "ts'", "კ": "k'"}),
    "hy": (_ARMENIAN, {**_ARMENIAN, "ք": "q", "յ": "i", "ց": "c"}),
    "el": (_GREEK, {**_GREEK, "β": "b", "η": "e", "χ": "h", "υ": "u", "φ": "ph"}),
}
"""Language -> letter tables, the usual convention first. Two-letter keys win over one-letter ones."""

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_INITIALS_NORTH = "k kk n t tt r m p pp s ss - ch tch ch k t p h".split()
_VOWELS_NORTH = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()


def _hangul(text: str, initials: list[str], vowels: list[str]) -> str:
    latin = []
    for char in text:
        code = ord(char) - 0xAC00
        if not 0 <= code < 11172:
            latin.append(char)
            continue
        parts = (initials[code // 588], vowels[code % 588 // 28], _FINALS[code % 28])
        latin.append("".join(parts).replace("-", ""))
    return "".join(latin)


def _letters(text: str, table: Mapping[str, str]) -> str:
    latin: list[str] = []
    at = 0
    while at < len(text):
        for width in (2, 1):
            chunk = text[at : at + width]
            if chunk.lower() in table:
                letters = table[chunk.lower()]
                latin.append(letters.capitalize() if chunk[0].isupper() else letters)
                break
        else:
            latin.append(text[at])
        at += width
    return "".join(latin)


def romanise(text: str, language: str) -> tuple[str, ...]:
    """A native spelling in Latin letters.

    Args:
        text: In the alphabet of `language`; other characters pass through.
        language: ISO 639-1: one of `CONVENTIONS`, or `ko`.

    Returns:
        One spelling per convention, without repeats, the most usual first.
    """
    if language == "ko":
        south = _hangul(text, _INITIALS, _VOWELS)
        north = _hangul(text, _INITIALS_NORTH, _VOWELS_NORTH)
        return tuple(dict.fromkeys((south.title(), north.title())))
    spellings = [_letters(text, table) for table in CONVENTIONS[language]]
    if language == "ka":  # an alphabet without capitals
        spellings = [spelling.title() for spelling in spellings]
    return tuple(dict.fromkeys(spellings))
