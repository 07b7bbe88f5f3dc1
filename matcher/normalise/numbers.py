"""Numbers as they stand in names: digits, ordinals, roman, spelled out in a few languages.

A number is part of a name: plant No. 150 is not plant No. 810.
"""

import re

_ENDINGS = (
    "st|nd|rd|th|oy|y|i|ya|ja|aya|iy|go|e|eme|ere|er|re|ra|ro|a|o|ste|te|de|ter|nci|inci|uncu"
)
_ORDINAL = re.compile(rf"^(\d+)(?:{_ENDINGS})$")
_HYPHENED_ENDING = re.compile(rf"(?<=\d)-(?=(?:{_ENDINGS}|й|я|е|го|ая|ый|ий|ой|а)(?!\w))")
_ROMAN = re.compile(r"^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}

# Cardinals and ordinals that stand in company and unit names; romanised for Cyrillic.
_SPELLED: dict[str, int] = {
    word: value
    for value, words in {
        1: "one first odin pervyy pervyi pervy perviy pervaya pervoe pershyi pershyy premier premiere primero primer "
           "primera primeiro primeira erste erster erstes eerste pierwszy pierwsza prvi prva birinci pertama",
        2: "two second dva vtoroy vtoroi vtoraya druhyi deux deuxieme dos segundo segunda zwei zweite zweiter tweede "
           "iki ikinci kedua",
        3: "three third tretiy tretii tretya trois troisieme tres tercero tercera drei dritte dritter derde ucuncu ketiga",
        4: "four fourth chetyre chetvertyy chetvertyi quatre quatrieme cuatro cuarto quattro vier vierte dort dorduncu",
        5: "five fifth pyat pyatyy pyatyi cinq cinquieme cinco quinto cinque funf funfte besinci",
        6: "six sixth shest shestoy shestoi sixieme seis sexto sechs sechste altinci",
        7: "seven seventh sedmoy sedmoi sept septieme siete septimo sette sieben siebte yedi yedinci",
        8: "eight eighth vosem vosmoy vosmoi huit huitieme ocho octavo acht achte sekiz sekizinci",
        9: "nine ninth devyat devyatyy devyatyi neuf neuvieme nueve noveno neun neunte dokuz dokuzuncu",
        10: "ten tenth desyat desyatyy desyatyi dix dixieme diez decimo zehn zehnte onuncu",
        11: "eleven eleventh", 12: "twelve twelfth", 13: "thirteen thirteenth",
        14: "fourteen fourteenth", 15: "fifteen fifteenth", 16: "sixteen sixteenth",
        17: "seventeen seventeenth", 18: "eighteen eighteenth", 19: "nineteen nineteenth",
        20: "twenty twentieth dvadtsat", 30: "thirty thirtieth", 40: "forty fortieth",
        50: "fifty fiftieth", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
        100: "hundred hundredth", 1000: "thousand",
    }.items()
    for word in words.split()
}  # fmt: skip


_TENS = {
    word: _SPELLED[word] for word in "twenty thirty forty fifty sixty seventy eighty ninety".split()
}
_UNITS = {word: value for word, value in _SPELLED.items() if value < 10}
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[\s-]({'|'.join(_UNITS)})\b")


def joined_numbers(text: str) -> str:
    """A text with numbers of two words in digits, and endings beside theirs: `twenty-sixth`, `35-th`.

    Args:
        text: What `fold_native` returned.
    """
    if "-" in text:
        text = _HYPHENED_ENDING.sub("", text)
    if "ty" in text:
        text = _COMPOUND.sub(lambda spelled: str(_TENS[spelled[1]] + _UNITS[spelled[2]]), text)
    return text


def number_in(token: str) -> str | None:
    """The number a token stands for, without leading zeros; None if it is not a number.

    Args:
        token: Lower case ASCII letters and digits (`150`, `110th`, `iv`, `first`).
    """
    if token.isdigit():
        return _without_leading_zeros(token)
    if match := _ORDINAL.match(token):
        return _without_leading_zeros(match[1])
    if token in _SPELLED:
        return str(_SPELLED[token])
    if len(token) > 1 and _ROMAN.match(token):
        return str(_roman_value(token))
    return None


_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}
# With the sign of an ordinal, or digit by digit, or before what is numbered: 三一 and 三十六计 are
# names. Before 十 stand five characters at most (九千九百九): with any number of them a long name
# would take quadratic time.
_HAN_NUMBER = re.compile(
    "第([〇零一二三四五六七八九十百千]+)|[〇零一二三四五六七八九]{3,}"
    "|[一二三四五六七八九百千]{0,5}十[一二三四五六七八九]?(?=(?:研究|工厂|基地|世纪|[所院厂局师旅]))"
)


def han_numbers_as_digits(text: str) -> str:
    """A text with its Chinese numbers as words of digits: 第二十八研究所 is ` 28 研究所`.

    Args:
        text: What `fold_native` returned.
    """
    return _HAN_NUMBER.sub(lambda number: f" {_han_value(number[1] or number[0])} ", text)


def _han_value(numeral: str) -> str:
    if not any(digit in _HAN_POWERS for digit in numeral):
        return _without_leading_zeros("".join([str(_HAN_DIGITS[digit]) for digit in numeral]))
    total = digit = 0
    for character in numeral:
        if power := _HAN_POWERS.get(character):
            total += (digit or 1) * power
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return str(total + digit)


def _without_leading_zeros(digits: str) -> str:
    """As `int` would read them, but for any length: Python refuses more than 4,300 digits."""
    return digits.lstrip("0") or "0"


def _roman_value(token: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in token]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
