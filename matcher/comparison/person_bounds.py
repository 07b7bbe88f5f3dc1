"""What two persons' names may be found to be, from above: for less than aligning them costs.

Of a name it is cheap to say which words have no counterpart in another name at all, and how many
may have one. That bounds the row of `person_name` and its column, and so the weight.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from matcher.comparison.persons import BOUNDS_OF_BITS, Found, name_level
from matcher.normalise.persons import Part

MOST = 2  # of words that agree, and of words that are left: of more the levels say the same
_BESIDE = ("", Part.INITIAL, Part.PATRONYMIC)


class InCommon(NamedTuple):
    """A bound of an alignment.

    Args:
        words: Words of the name that agree, at most.
        initials: Whether an initial may fit.
        ours, theirs: Words of the name without counterpart on each side, at least.
    """

    words: int
    initials: int
    ours: int
    theirs: int


@cache
def possible_levels() -> dict[InCommon, frozenset[int]]:
    """The levels of `person_name` that each bound leaves; numbers go up to `MOST`."""
    levels: dict[InCommon, set[int]] = {}
    for found in _alignments():
        ours, theirs = found.ours.count(Part.WORD), found.theirs.count(Part.WORD)
        said = InCommon(found.words, found.initials, ours, theirs)
        levels.setdefault(said, set()).add(name_level(found))
    numbers = range(MOST + 1)
    return {
        bound: frozenset[int]().union(
            *(known for said, known in levels.items() if _is_within(said, bound))
        )
        for bound in map(InCommon._make, product(numbers, (0, 1), numbers, numbers))
    }


def _alignments() -> Iterator[Found]:
    """What alignments can say, as far as levels tell it apart."""
    left = [Part.WORD * count + more for count in range(MOST + 1) for more in _BESIDE]
    for words, initials, alike, ours, theirs in product(
        range(MOST + 1), range(MOST + 1), (False, True), left, left
    ):
        for bits in (0.0, *BOUNDS_OF_BITS) if words else (0.0,):
            yield Found(words, bits, initials, alike, ours, theirs)


def _is_within(said: InCommon, bound: InCommon) -> bool:
    return (
        said.words <= bound.words
        and (said.initials == 0 or bound.initials > 0)
        and said.ours >= bound.ours
        and said.theirs >= bound.theirs
    )
