"""What may be answered: listed parties with their best names, in the order of an answer."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop, nlargest
from typing import Protocol

from rapidfuzz import fuzz

from matcher.comparison.alignment import Alignment
from matcher.comparison.party import Context
from matcher.index.weighed import ListedName
from matcher.normalise.names import Name
from matcher.records import Hit, Listed
from matcher.scoring.model import Model

_DECIMALS = 6  # of bits, to which weights are of equal standing


@dataclass(frozen=True, slots=True)
class ListedParties:
    """The listed side of all answers.

    Args:
        model: That scores.
        align: Aligns a name of a query with that of an alias row.
        name_of: The name of an alias row.
        party_of: The party of an entity row.
        context_of: What stands beside the names of an entity row.
    """

    model: Model
    align: Callable[[Name, int], Alignment | None]
    name_of: Callable[[int], ListedName]
    party_of: Callable[[int], Listed]
    context_of: Callable[[int], Context]


class Contender(Protocol):
    """One listed party, with the pair of names that speaks for it."""

    @property
    def entity(self) -> int:
        """Its row."""
        ...

    @property
    def match_weight(self) -> float:
        """Of the pair and what stands beside it."""
        ...

    @property
    def score(self) -> float:
        """Calibrated probability of a match."""
        ...

    def alike(self) -> float:
        """How alike the two names are spelled, 0 to 100."""
        ...

    def hit(self, threshold: float, /) -> Hit:
        """The party as it is answered.

        Args:
            threshold: Score from which it is a match.
        """
        ...


class Greatest:
    """The greatest of some scores.

    Args:
        limit: How many.
        floor: What is less is none of them.
    """

    def __init__(self, limit: int, floor: float) -> None:
        self._limit = limit
        self._floor = floor
        self._scores: list[float] = []  # the least of them first

    @property
    def least(self) -> float:
        """What is less is not among the greatest."""
        is_full = len(self._scores) == self._limit
        return max(self._floor, self._scores[0]) if is_full else self._floor

    def add(self, score: float) -> None:
        """Add one more."""
        if len(self._scores) < self._limit:
            heappush(self._scores, score)
        else:
            heappushpop(self._scores, score)


def first(contenders: Iterable[Contender], limit: int, *, by_score: bool) -> list[Contender]:
    """Best first; of equal standing, as levels make them, the one spelled more alike.

    Levels of equal bits come back from their m and u with the last digits rounded otherwise.

    Args:
        contenders: In any order.
        limit: How many at most.
        by_score: Whether scores rank: bits of one kind of party are no bits of another.
    """
    ranked = [
        (one.score if by_score else round(one.match_weight, _DECIMALS), one) for one in contenders
    ]
    times = Counter(standing for standing, _ in ranked)
    ranked.sort(key=lambda found: -found[0])
    if len(ranked) > limit > 0:  # likeness costs, so only what may come first is asked for it
        least = ranked[limit - 1][0]
        ranked = [found for found in ranked if found[0] >= least]

    def order(found: tuple[float, Contender]) -> tuple[float, float, int]:
        standing, one = found
        return (-standing, -one.alike() if times[standing] > 1 else 0.0, one.entity)

    return [one for _, one in sorted(ranked, key=order)[:limit]]


def floor_of(scores: Collection[float], limit: int) -> float:
    """The score below which nothing comes first, where some have these scores already."""
    limit = max(limit, 1)
    return nlargest(limit, scores)[-1] if len(scores) >= limit else 0.0


def likeness(query: Name | None, listed: Name | None) -> float:
    """How alike two names are spelled, 0 to 100; 0 where there is no name."""
    if not query or not listed or not query.tokens:
        return 0.0
    return fuzz.ratio(_spelled(query), _spelled(listed))


def _spelled(name: Name) -> str:
    """Every word of a name, bracketed ones too, and its legal forms."""
    return " ".join(sorted([token.text for token in name.tokens]) + sorted(name.legal_forms))


def most_alike(places: Sequence[int], alike: Callable[[int], float]) -> int:
    """Of pairs that weigh the same the one spelled most alike; of equal ones the first."""
    return places[0] if len(places) == 1 else max(places, key=lambda one: (alike(one), -one))
