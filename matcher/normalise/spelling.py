"""Words of alphabets and syllabaries, spelled in Latin letters as their readers say them.

One convention a script, the one that the lists follow most often. Others meet it in `sound_key`, or
are heard. What is no letter of the script is passed on as it is.
"""

import re

# Russian passport practice (ICAO 9303 without its "ie"), which the lists follow most often;
# other conventions meet it in `sound_key`.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
}  # fmt: skip
# Short vowels are not written; long ones are, with letters that are consonants elsewhere.
_ARABIC = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "u",
    "ه": "h", "ی": "i", "ء": "",
}  # fmt: skip
_CONSONANT = {"و": "w", "ی": "y"}  # at the beginning, and before a long vowel
_LONG_VOWELS = frozenset("اوی")
_KANA_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_KANA = {kana: row + vowel for row, line in _KANA_ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)} | {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "zhi", "ヂ": "zhi", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu", "ー": "",
}  # fmt: skip
_SMALL = {
    "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa",
}  # fmt: skip
_DOUBLED = "ッ"
_SIBILANTS = re.compile("(sh|ch|zh)y")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}  # the katakana of each
# Revised Romanisation of Korean (2000).
_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_MEDIALS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_LINKED = {
    1: "g", 2: "kk", 7: "d", 8: "r", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p",
}  # fmt: skip
_SILENT, _R = 11, 5  # places in the tables above
_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11_172


def spell_cyrillic(text: str) -> str:
    """Russian passport practice."""
    return "".join([_CYRILLIC.get(letter, letter) for letter in text])


def spell_arabic(text: str) -> str:
    """Arabic, Persian and Urdu: consonants and long vowels."""
    spelled = []
    for place, letter in enumerate(text):
        following = text[place + 1 : place + 2]
        if letter == "ا" and not place and following in ("و", "ی"):
            continue  # it carries the vowel: `ایران` is Iran
        if letter == "ع" and not place:
            spelled.append("a")
        elif letter in _CONSONANT and (not place or following in _LONG_VOWELS):
            spelled.append(_CONSONANT[letter])
        else:
            spelled.append(_ARABIC.get(letter, letter))
    return "".join(spelled)


def spell_kana(text: str) -> str:
    """Hepburn without marks of length, but `zh` for its `j`, which is a vowel in half of Europe."""
    joined = "".join([spelled for _, spelled in kana_morae(text)])
    return re.sub(f"{_DOUBLED}+(?=([a-z]?))", r"\1", joined)


def kana_morae(text: str) -> list[tuple[str, str]]:
    """Each kana as katakana, with a small one beside it, and how it is spelled; `ッ` as itself."""
    morae: list[tuple[str, str]] = []
    for kana in text.translate(_HIRAGANA):
        if kana in _SMALL and morae:
            large, before = morae[-1]
            stem = before[:-1] if len(before) > 1 else {"u": "w"}.get(before, before)
            morae[-1] = (large + kana, _SIBILANTS.sub(r"\1", stem + _SMALL[kana]))
        else:
            morae.append((kana, _KANA.get(kana, _SMALL.get(kana, kana))))
    return morae


def spell_hangul(text: str) -> str:
    """Revised Romanisation, with a final consonant drawn over to a vowel that follows."""
    spelled: list[str] = []
    final = 0
    for letter in text:
        syllable = hangul_letters(letter)
        if syllable is None:
            spelled += [_FINALS[final], letter]
            final = 0
            continue
        initial, medial, next_final = syllable
        spelled.append(_joint(final, initial) + _MEDIALS[medial])
        final = next_final
    return "".join([*spelled, _FINALS[final]])


def hangul_letters(syllable: str) -> tuple[int, int, int] | None:
    """Initial consonant, vowel and final consonant by their numbers in Unicode; 0 for no final."""
    code = ord(syllable) - _FIRST_SYLLABLE
    if not 0 <= code < _SYLLABLES:
        return None
    return code // 588, code % 588 // 28, code % 28


def _joint(final: int, initial: int) -> str:
    """A final consonant, and the initial one of the syllable behind it."""
    if initial == _SILENT and final in _LINKED:
        return _LINKED[final]
    if initial == _R and final:
        return "ll" if _FINALS[final] in ("l", "n") else _FINALS[final] + "n"
    return _FINALS[final] + _INITIALS[initial]
