"""What single cells of a trade record say: codes of goods, amounts, days, countries.

Each reader returns the value, or None with a note that says why the cell is of no use: a
cell that cannot be read never costs the row.
"""

import re
from datetime import date
from functools import lru_cache

from matcher.normalise.countries import country_code

_BLANK = frozenset(
    {"", "-", "--", ".", "n/a", "na", "nan", "nil", "none", "null", "unknown", "nat"}
)
_CODE = re.compile(r"\d[\d. ]*")
_NUMBER = re.compile(r"[-+]?\d[\d.,' \u00a0\u202f]*")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DAY_FIRST_MARK = "."  # 03.04.2024 is the third of April wherever dates are written with dots

_REMEMBERED_CELLS = 1 << 12  # of a kind; codes, days and countries recur

Note = str | None


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return text.strip().casefold() in _BLANK


@lru_cache(maxsize=_REMEMBERED_CELLS)
def read_hs_codes(text: str) -> tuple[tuple[str, ...], Note]:
    """The codes of a cell such as `8542.31, 8473.30.11`, as digits."""
    codes, wrong = [], []
    for part in re.split(r"[;,|\n]| / ", text):
        if is_blank(part):
            continue
        part = part.strip().removesuffix(".0")
        match = _CODE.match(
            re.sub(r"^(?:hs|hts|htsus|тн вэд)[\s:#]*", "", part, flags=re.IGNORECASE)
        )
        digits = re.sub(r"\D", "", match[0]) if match else ""
        # A spreadsheet took the code for a number and its first zero went.
        digits = f"0{digits}" if len(digits) in (5, 7) else digits
        if 4 <= len(digits) <= 12:
            codes.append(digits)
        else:
            wrong.append(part)
    note = f"{', '.join(map(repr, wrong))} is no HS code" if wrong else None
    return tuple(dict.fromkeys(codes)), note


@lru_cache(maxsize=_REMEMBERED_CELLS)
def read_country(text: str) -> tuple[str | None, Note]:
    """The code of a country, with which a name or a number in brackets may stand."""
    if is_blank(text):
        return None, None
    for part in (text, *re.split(r"[()/\-]", text)):
        if part.strip() and (code := country_code(part)):
            return code, None
    return None, f"no country is known as {text.strip()!r}"


@lru_cache(maxsize=_REMEMBERED_CELLS)
def read_amount(text: str) -> tuple[float | None, str | None, Note]:
    """An amount and, where it stands beside it, its currency."""
    if is_blank(text):
        return None, None, None
    currency = _CURRENCY.search(text)
    number = _NUMBER.search(text)
    if number is None:
        return None, None, f"{text.strip()!r} is no amount"
    digits = re.sub(r"[' \u00a0\u202f]", "", number[0]).rstrip(".,")
    return _decimal(digits), currency[0] if currency else None, None


def _decimal(digits: str) -> float:
    """`1,234.50` and `1.234,50` are one number; `1,234` is taken for a thousand."""
    last = max(digits.rfind(","), digits.rfind("."))
    decimals = len(digits) - last - 1
    marks = re.findall(r"[.,]", digits)
    is_grouped = len(set(marks)) < 2 and (
        len(marks) > 1 or (decimals == 3 and digits[last : last + 1] == ",")
    )
    if last < 0 or is_grouped:
        return float(re.sub(r"[.,]", "", digits))
    return float(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])


@lru_cache(maxsize=_REMEMBERED_CELLS)
def read_day(text: str, *, day_first: bool | None) -> tuple[date | None, Note]:
    """A calendar day.

    Args:
        text: Such as `2024-07-01`, `20240701`, `01.07.2024`, `7/1/2024 12:00`.
        day_first: What `3/4/2024` means; None where the file does not say: then it is not
            known, unless one of the two numbers can be no month.
    """
    if is_blank(text):
        return None, None
    text = text.strip()
    try:
        if found := _YEAR_FIRST.match(text):
            return date(int(found[1]), int(found[2]), int(found[3])), None
        if found := _YEAR_LAST.match(text):
            first, second = int(found[1]), int(found[3])
            year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
            if found[2] == _DAY_FIRST_MARK or first > 12 or first == second:
                return date(year, second, first), None
            if second > 12:
                return date(year, first, second), None
            if day_first is not None:
                day, month = (first, second) if day_first else (second, first)
                return date(year, month, day), None
            return None, f"{text!r} may be day and month or month and day; say --day-first"
    except ValueError:
        pass
    return None, f"{text!r} is no date"
