"""Dates of birth: as far as they are known, and how far two of them agree."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from matcher.comparison.levels import Comparison, Level

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ]\d.*)?$")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_NEAR_YEARS = 2  # apart: as publishers guess


class Birth(NamedTuple):
    """A date of birth; month and day are None where they are not known."""

    year: int
    month: int | None = None
    day: int | None = None


def parse_birth(text: str) -> Birth | None:
    """A date of birth: ISO 8601, whole or in part; of any other text its one year.

    Returns:
        None if no year is in it, or two are.
    """
    if iso := _ISO.match(text.strip()):
        year, month, day = (int(part) if part and int(part) else None for part in iso.groups())
        if year and (month is None or month <= 12) and (day is None or day <= 31):
            return Birth(year, month, day if month else None)
        return None
    years = set(_YEAR.findall(text))
    return Birth(int(years.pop())) if len(years) == 1 else None


def parse_births(texts: Iterable[str]) -> tuple[Birth, ...]:
    """The dates that are understood, each once, in order."""
    return tuple(dict.fromkeys(filter(None, map(parse_birth, texts))))


def birth_level(query: tuple[Birth, ...], listed: tuple[Birth, ...]) -> int | None:
    """The level of the two dates that agree most; None where a side has none."""
    return max((_level(ours, theirs) for ours in query for theirs in listed), default=None)


def best_births(
    query: tuple[Birth, ...], listed: tuple[Birth, ...]
) -> tuple[Birth | None, Birth | None]:
    """The two dates that agree most; the first of a side that stands alone."""
    pairs = [(ours, theirs) for ours in query for theirs in listed]
    if pairs:
        return max(pairs, key=lambda pair: _level(*pair))
    return (query[0] if query else None), (listed[0] if listed else None)


def birth_text(birth: Birth | None) -> str | None:
    """A date as it is written, as far as it is known."""
    if birth is None:
        return None
    parts = [f"{birth.year:04}", *(f"{part:02}" for part in birth[1:] if part)]
    return "-".join(parts)


def _level(ours: Birth, theirs: Birth) -> int:
    if ours.year != theirs.year:
        apart = abs(ours.year - theirs.year)
        day_agrees = ours.day is not None and ours[1:] == theirs[1:] and not _stands_in(ours)
        return 1 if apart <= _NEAR_YEARS or day_agrees else 0
    if _stands_in(ours) or _stands_in(theirs) or ours.month is None or theirs.month is None:
        return 3
    if ours.day is None or theirs.day is None:
        return 3 if ours.month == theirs.month else 2
    return 4 if ours == theirs else 2


def _stands_in(birth: Birth) -> bool:
    """Whether it is 1 January, which offices write where they know the year alone."""
    return birth.month == 1 and birth.day == 1


BIRTH_COMPARISON = Comparison(
    name="birth_date",
    # u counted: two of OFAC's persons of 2019 at random; but for the same day, of which lists
    # of thousands hold every one, so that chance finds it more often than the 6e-5 of one pair.
    # m counted: 346 persons whom the UN lists under the same three words or more; the two lists
    # copy one another, and who asks does not, so what disagrees is taken twice as often.
    levels=(
        Level(label="The years of birth differ", m=0.03, u=0.87),
        Level(label="The years of birth are near, or the year alone differs", m=0.05, u=0.1),
        Level(label="The year of birth is the same, the day is not", m=0.05, u=0.018),
        Level(label="The year of birth is the same, as far as it is known", m=0.32, u=0.012),
        Level(label="The date of birth is the same", m=0.55, u=0.002),
    ),
    null_label="A side has no date of birth",
)
