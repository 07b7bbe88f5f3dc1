"""Writing systems: which one a character belongs to, and how it is written in Latin letters.

Folding never loses the native text: a name keeps both, because agreement in the native
script is worth more than agreement of two romanisations.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from anyascii import anyascii
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, load_single_dict

from matcher.normalise.spelling import spell_arabic, spell_cyrillic, spell_hangul, spell_kana

_TO_SIMPLIFIED = OpenCC("t2s")  # read-only dictionary, safe to share
# How a character by itself is read in names, where the library's first reading is another word's.
_READ_IN_NAMES = {
    "长": "cháng", "都": "dū", "晟": "shèng", "藏": "zàng", "佛": "fó", "厦": "xià",
    "泊": "bó", "朝": "cháo", "靓": "liàng", "薄": "bó", "勒": "lè", "得": "dé", "什": "shí",
    "伽": "jiā", "若": "ruò", "埔": "pǔ", "曾": "zēng", "纤": "xiān",
}  # fmt: skip
load_single_dict({ord(character): reading for character, reading in _READ_IN_NAMES.items()})


class Script(StrEnum):
    """Writing systems that are treated differently somewhere in the matcher."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    HAN = "Han"
    KANA = "Kana"
    HANGUL = "Hangul"
    ARABIC = "Arabic"
    OTHER = "Other"  # Greek, Georgian, Armenian, Hebrew, Thai, ...: romanised the same way


_SPELLED = {
    Script.CYRILLIC: spell_cyrillic,
    Script.KANA: spell_kana,
    Script.HANGUL: spell_hangul,
    Script.ARABIC: spell_arabic,
}
_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, Script.LATIN),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0600, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x3005, 0x3007, Script.HAN),
    (0x3040, 0x30FF, Script.KANA),
    (0x3400, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7AF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0x20000, 0x3FFFF, Script.HAN),
)


@lru_cache(maxsize=8192)
def script_of(character: str) -> Script | None:
    """Writing system of one letter; None for digits, marks, spaces and punctuation."""
    if not character.isalpha():
        return None
    code = ord(character)
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return Script.OTHER


@lru_cache(maxsize=16384)
def script_name(word: str) -> str:
    """Name of the writing system that a word of one script is in."""
    return next((script.value for script in map(script_of, word) if script), "")


# Decomposing accents helps Latin; in other scripts the marks are letters (й, ё, が).
_CANONICAL = str.maketrans({
    "ß": "ss", "ı": "i", "İ": "i", "ə": "e", "Ə": "e", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l",
    "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    **dict.fromkeys("’‘`´ʹʺʻʼʽʾʿ", "'"),
})  # fmt: skip
_STRESS = re.compile(r"(?<=[\u0400-\u052f])[\u0300\u0301]")  # of a dictionary: `гру́ппа`
_MARKS = re.compile(r"[\u0300-\u036f]")
# Undecodable bytes of a command line; OpenCC takes none.
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
# Latin letters that look Cyrillic: typed, or put, into Cyrillic words.
_LOOKALIKES = str.maketrans("aeopcyxkmtbhi", "аеорсухкмтвні")
_LATIN_LOOKALIKES = {cyrillic: latin for latin, cyrillic in _LOOKALIKES.items()}
# From its first letter: tried from every later one, a long word would take quadratic time.
_MIXED_WORD = re.compile(r"(?<![a-z])[a-z]*[\u0400-\u052f][a-z\u0400-\u052f]*")
# A Latin letter by itself between Cyrillic words, where it passes for a word (`с` for with).
_LATIN_ALONE = re.compile(r"(?<=[\u0400-\u052f]\s)[acokyib](?=\s[\u0400-\u052f])")
# Letters that Arabic and Persian keyboards and publishers use for one another.
_ARABIC_LETTERS = str.maketrans("أإآٱىيكةؤئہھۀۃےںٹڈڑ", "ااااییکهویههههینتدر")
# Characters that Japan simplified in its own way, as China did: `浜松` and `濱松` are one town.
_JAPANESE_FORMS = str.maketrans(
    "鉄駆亜悪圧囲為隠栄営衛駅円縁塩応桜価壊拡覚楽巻関観歓帰気亀戯拠挙暁勲薫恵渓経継軽鶏撃県検権顕験険剣圏厳呉効広鉱黒済斎剤砕雑参桟賛歯児実釈収従"
    "縦粛処渉焼証奨乗浄縄譲醸触嘱図粋酔穂枢瀬斉摂専戦繊銭荘捜挿巣騒増蔵贈臓続帯滞沢択滝単団弾遅鋳庁聴鎮転伝闘徳読悩脳廃拝売発抜浜払仏変辺歩豊毎満"
    "黙薬訳揺様謡頼覧竜両猟緑涙塁齢霊歴労録",
    "铁驱亚恶压围为隐荣营卫驿圆缘盐应樱价坏扩觉乐卷关观欢归气龟戏据举晓勋薰惠溪经继轻鸡击县检权显验险剑圈严吴效广矿黑济斋剂碎杂参栈赞齿儿实释收从"
    "纵肃处涉烧证奖乘净绳让酿触嘱图粹醉穗枢濑齐摄专战纤钱庄搜插巢骚增藏赠脏续带滞泽择泷单团弹迟铸厅听镇转传斗德读恼脑废拜卖发拔滨拂佛变边步丰每满"
    "默药译摇样谣赖览龙两猎绿泪垒龄灵历劳录",
)


def fold_native(text: str) -> str:
    """One form for each way of writing the same letters in their own script.

    Compatibility forms are unified (NFKC), case is folded, accents of Latin letters and
    vowel signs of Arabic are dropped, and Chinese is written in simplified characters.
    """
    text = unicodedata.normalize("NFKC", text).translate(_CANONICAL).casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _drop_latin_accents(text))
    text = _STRESS.sub("", text)
    text = _MIXED_WORD.sub(_unmixed, text)
    text = _LATIN_ALONE.sub(lambda letter: letter[0].translate(_LOOKALIKES), text)
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    if any(script_of(c) is Script.HAN for c in text):
        text = _LONE_SURROGATES.sub(" ", text).translate(_JAPANESE_FORMS)
        text = str(_TO_SIMPLIFIED.convert(text))
    return text


def _unmixed(word: re.Match[str]) -> str:
    """A word of Latin and Cyrillic letters in the alphabet that most of them are of."""
    latin = sum(letter.isascii() for letter in word[0])
    to_latin = latin > len(word[0]) / 2
    return word[0].translate(_LATIN_LOOKALIKES if to_latin else _LOOKALIKES)


def _drop_latin_accents(text: str) -> str:
    parts = []
    for character in text:
        if script_of(character) is Script.LATIN and not character.isascii():
            character = _MARKS.sub("", unicodedata.normalize("NFD", character))
        parts.append(character)
    return "".join(parts)


def runs(text: str) -> list[tuple[Script | None, str]]:
    """Split into runs of one script; kana that continues a Han run starts a new one."""
    return [(script, "".join(part)) for script, part in groupby(text, key=script_of)]


def romanise(text: str, script: Script | None) -> str:
    """Latin letters, lower case ASCII, for one run of one script that `fold_native` returned."""
    if text.isascii():
        return text
    if script is Script.HAN:
        return anyascii("".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=True))).lower()
    if script in _SPELLED:
        text = _SPELLED[script](text)
    return anyascii(text).lower()


@lru_cache(maxsize=1 << 16)
def in_latin_letters(word: str) -> str:
    """One word as written, in lower case Latin letters and digits, without punctuation."""
    return "".join(
        letter
        for script, run in runs(fold_native(word))
        for letter in romanise(run, script)
        if letter.isalnum()
    )


def unread(text: str) -> str:
    """A word whose reading nobody knows, as digits that sound like no other word.

    In a Japanese name 造船所 is zosensho: compared as the Mandarin zaochuansuo, it is found in
    names that have nothing to do with it.

    Args:
        text: Chinese characters.
    """
    return "".join([str(ord(character)) for character in text])


_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        # The article, which is a word of its own elsewhere and is dropped there: `Al-Naser`. Before
        # another l it is none: `Alliance`.
        ("^[ae]l(?=[b-df-hjkmnp-tv-xz][a-z]{4})", ""),
        ("shch|stch|sch|shh|sh", "S"),
        ("tch|tsch|ch|cs(?!$)", "C"),  # at its end `cs` is of a plural, `electronics`
        ("zh", "Z"),
        ("kh", "h"),
        ("gh", "k"),  # of Persian and Arabic, where others write q: `Ghods`, `Qods`
        ("ts(?!$)|tz|cz", "c"),  # and so is `ts`, `products`
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("c(?=[aoulrtks]|$)", "k"),
        ("ou|oo", "u"),
        ("ee", "i"),
        ("(?<!^)[yij]+(?=[aeou])", ""),  # ya, ia, ja after a consonant: one vowel
        ("^[yij](?=[aeou])", ""),
        ("[yij]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def sound_key(text: str) -> str:
    """What different romanisations of one word have in common.

    `shchekinoazot`, `schekinoazot` and `shhekinoazot` share a key; so do `zavodskoy`,
    `zavodskoi` and `zavodskoj`, `alnaser` and `naser`, `tekhno` and `techno` do not. It is a fold of spelling
    conventions, not a phonetic code: distinct sounds stay distinct.

    Args:
        text: Lower case ASCII letters.
    """
    for pattern, key in _SOUNDS:
        text = pattern.sub(key, text)
    return text


_ENDINGS = re.compile("(?:imi|ami|es|ogo|ego|omu|oi|ei|oe|ov|ev|ai|ih|ah|im|om|i|a|e|o|u|s)$")
_ADJECTIVE = re.compile("sk$")
_PLURAL = re.compile("(?<=[^aious])s$")
_SHORTEST_INFLECTED = 7  # letters of the key; shorter words differ by their last vowel
_SHORTEST_PLURAL = 5
_SHORTEST_STEM = 4


@lru_cache(maxsize=65536)
def stem_key(text: str) -> str:
    """The sound key without the endings of cases and adjectives.

    `lavochkina` and `lavochkin` share it, `kazanskiy`, `kazanskaya` and `kazan`,
    `technologies` and `technology`, `guards` and `guard`. Words are counted and translated under it, so that every
    inflection of a word teaches the others.
    """
    key = sound_key(text)
    if len(key) == _SHORTEST_INFLECTED and key.endswith("es"):
        key = key[:-1]  # `engines`: one letter less keeps its ending, `engine`
    elif len(key) >= _SHORTEST_INFLECTED:
        key = _ENDINGS.sub("", key)
    elif len(key) >= _SHORTEST_PLURAL:
        key = _PLURAL.sub("", key)
    if len(key) >= _SHORTEST_STEM + 2:
        key = _ADJECTIVE.sub("", key)
    return key


_VOWELS = re.compile("[aeiouy'h]")


@lru_cache(maxsize=65536)
def consonant_key(text: str) -> str:
    """The consonants of the sound key, for scripts that do not write short vowels."""
    return _VOWELS.sub("", sound_key(text))


# Sounds that kana, Hangul and Arabic letters do not keep apart, or spell by their nearest.
_LOOSE = str.maketrans({"l": "r", "v": "b", "p": "b", "f": "h", "C": "t", "c": "t", "S": "s",
                        "Z": "s", "j": "s", "z": "s", "m": "n", "d": "t", "g": "k"})  # fmt: skip
_LOOSE_VOWELS = re.compile("[aeiouy']")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def loose_key(text: str) -> str:
    """The consonants that survive when a foreign word is written in kana, Hangul or Arabic.

    `kuronshutatto` (クロンシュタット) and `kronshtadt` share it.
    """
    key = sound_key(text).translate(_LOOSE)
    return _DOUBLED.sub(r"\1", _LOOSE_VOWELS.sub("", key))
