"""Clusters of parties: linked by the model, guarded by what the lists say.

Splink clusters by connected components, which is what `grow` gives without a guard (a test
holds them together). A component follows every chain; in trade data chains end in another
company, so each joining is looked at first: two listed parties are never put into one
cluster, and two groups need to agree as groups, not at one pair of spellings.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from matcher.canonical.clusters import Clusters, grow

_SAMPLED = 3  # parties of each group that are compared across
_MORE_THAN = 0.5  # of those pairs have to agree


@dataclass(frozen=True, slots=True)
class PartyLink:
    """Two parties that may be one.

    Args:
        first: Row of a party.
        second: Row of another one.
        score: Calibrated probability that they are one.
    """

    first: int
    second: int
    score: float


@dataclass(frozen=True, slots=True)
class ListedAs:
    """The listed party that a party is taken for.

    Args:
        listed_id: Its id.
        score: With which it was found.
    """

    listed_id: str
    score: float


class Scorer(Protocol):
    """Scores two rows."""

    def score(self, first: int, second: int, /) -> float:
        """Calibrated probability that they are one party."""
        ...


def cluster(
    links: Sequence[PartyLink],
    listed: Mapping[int, ListedAs],
    scorer: Scorer,
    *,
    enough: float,
    agreeing: float,
) -> Clusters[PartyLink]:
    """Put parties into clusters.

    Args:
        links: Pairs that score `enough` or more.
        listed: Rows that are hits, and of whom.
        scorer: Scores further pairs, of groups that are to be joined.
        enough: Score from which two parties are linked.
        agreeing: Score from which two spellings of groups that a link would join agree.
    """
    guard = _Guard(listed, scorer, agreeing)
    both = [*links, *_through_lists(listed, enough)]
    return grow(sorted(both, key=lambda it: (-it.score, it.first, it.second)), guard.refuses)


def _through_lists(listed: Mapping[int, ListedAs], enough: float) -> list[PartyLink]:
    """Links of parties that are surely the same listed one, however differently written."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, hit in sorted(listed.items()):
        if hit.score >= enough:
            found[hit.listed_id].append(row)
    return [
        PartyLink(rows[0], row, min(listed[rows[0]].score, listed[row].score))
        for rows in found.values()
        for row in rows[1:]
    ]


class _Guard:
    def __init__(self, listed: Mapping[int, ListedAs], scorer: Scorer, agreeing: float) -> None:
        self._listed = listed
        self._scorer = scorer
        self._agreeing = agreeing

    def refuses(self, left: Sequence[int], right: Sequence[int], _: PartyLink) -> str | None:
        """Why two groups are not joined by a link; None if they may be."""
        ours, theirs = self._listed_id(left), self._listed_id(right)
        if ours and theirs:
            return None if ours == theirs else f"one is listed as {ours}, the other as {theirs}"
        if len(left) + len(right) == 2:
            return None
        pairs = list(product(_sample(left), _sample(right)))
        agreeing = sum(self._scorer.score(*sorted(pair)) >= self._agreeing for pair in pairs)
        if agreeing > _MORE_THAN * len(pairs):
            return None
        return f"of {len(pairs)} pairs of their spellings {agreeing} agree"

    def _listed_id(self, rows: Sequence[int]) -> str | None:
        """Whom a group is listed as: at most one, since the guard joins no two."""
        return next((self._listed[row].listed_id for row in rows if row in self._listed), None)


def _sample(rows: Sequence[int]) -> list[int]:
    """Some rows, spread over the group."""
    step = max(len(rows) / _SAMPLED, 1.0)
    return [rows[int(place * step)] for place in range(min(_SAMPLED, len(rows)))]
