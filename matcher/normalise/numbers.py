"""Numbers as they stand in names: digits, ordinals, roman, spelled out in a few languages.

A number is part of a name: plant No. 150 is not plant No. 810.
"""

import re

_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|oy|y|i|ya|aya|iy|go|e|eme|er|a|o)$")
_ROMAN = re.compile(r"^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}

# Cardinals and ordinals that stand in company and unit names; romanised for Cyrillic.
_SPELLED: dict[str, int] = {
    word: value
    for value, words in {
        1: "one first pervyy pervyi perviy pervaya pervoe premier primero primera erste birinci",
        2: "two second vtoroy vtoroi vtoraya deuxieme segundo segunda zweite ikinci",
        3: "three third tretiy tretii tretya troisieme tercero tercera dritte ucuncu",
        4: "four fourth chetvertyy chetvertyi quatrieme cuarto vierte dorduncu",
        5: "five fifth pyatyy pyatyi cinquieme quinto funfte besinci",
        6: "six sixth shestoy shestoi sixieme sexto",
        7: "seven seventh sedmoy sedmoi septieme septimo",
        8: "eight eighth vosmoy vosmoi huitieme octavo",
        9: "nine ninth devyatyy devyatyi neuvieme noveno",
        10: "ten tenth desyatyy desyatyi dixieme decimo",
        11: "eleven eleventh", 12: "twelve twelfth", 13: "thirteen thirteenth",
        14: "fourteen fourteenth", 15: "fifteen fifteenth", 16: "sixteen sixteenth",
        17: "seventeen seventeenth", 18: "eighteen eighteenth", 19: "nineteen nineteenth",
        20: "twenty twentieth dvadtsat", 30: "thirty thirtieth", 40: "forty fortieth",
        50: "fifty fiftieth", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
        100: "hundred hundredth", 1000: "thousand",
    }.items()
    for word in words.split()
}  # fmt: skip


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
_HAN_ORDINAL = "第"
_FEWEST_HAN_DIGITS = 3  # 三一 and 八一 are names


def han_number(term: str) -> str | None:
    """The number that a Chinese term stands for; None if it is not a number.

    Args:
        term: Simplified characters: 七一二, digit by digit, or 第五, with the sign of an ordinal.
    """
    digits = term.removeprefix(_HAN_ORDINAL)
    if digits == term and len(term) < _FEWEST_HAN_DIGITS:
        return None
    if digits == "十" and digits != term:
        return "10"
    if not digits or any(digit not in _HAN_DIGITS for digit in digits):
        return None
    return _without_leading_zeros("".join([str(_HAN_DIGITS[digit]) for digit in digits]))


def _without_leading_zeros(digits: str) -> str:
    """As `int` would read them, but for any length: Python refuses more than 4,300 digits."""
    return digits.lstrip("0") or "0"


def _roman_value(token: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in token]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
