"""The pairs of names that a screening compares, and the best of each listed party."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.index.candidates import Candidates
from matcher.index.snapshot import Snapshot
from matcher.kernel.asking import AskedName
from matcher.kernel.reference import Compared, Comparer
from matcher.records import Cut

_MOST_NAMES_OF_ENTITY = 20  # of an entity that was found by address or identifier
# Names compared for one query: .2 s. A query of 200 names keeps the best 50 candidates of each.
_MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of names, compared.

    Args:
        queries: Shape (pairs,): place of the query's name.
        rows: Shape (pairs,): alias row of the listed name.
        entities: Shape (pairs,): whose name it is.
        compared: Levels and weights of the names.
    """

    queries: NDArray[np.intp]
    rows: NDArray[np.uint32]
    entities: NDArray[np.uint32]
    compared: Compared

    def best(self) -> NDArray[np.intp]:
        """The best pair of each entity, the greatest weight first; of equal ones the first."""
        order = np.argsort(-self.compared.weights, kind="stable")
        _, first = np.unique(self.entities[order], return_index=True)
        first.sort()
        return order[first]

    def as_good_as(self, place: int) -> list[int]:
        """The pairs of the same entity that weigh as much as a pair, itself among them."""
        weights = self.compared.weights
        same = (self.entities == self.entities[place]) & (weights == weights[place])
        return np.flatnonzero(same).tolist()

    @property
    def listed_names(self) -> int:
        """How many listed names were compared."""
        return len(self.rows) if not self.queries.any() else len(np.unique(self.rows))


def compare_pairs(
    asked: Sequence[AskedName],
    rows: Sequence[NDArray[np.uint32]],
    snapshot: Snapshot,
    comparer: Comparer,
) -> Pairs:
    """Compare each name with the listed names of some rows.

    Args:
        asked: The names of the query.
        rows: Alias rows for each of them.
        snapshot: That has the rows.
        comparer: Of the snapshot's names.
    """
    compared = [comparer.compare(one, some) for one, some in zip(asked, rows, strict=True)]
    if len(asked) == 1:
        [every], [found] = rows, compared
        queries = np.zeros(len(every), dtype=np.intp)
    else:
        every = np.concatenate(rows) if rows else np.empty(0, dtype=np.uint32)
        queries = np.repeat(np.arange(len(asked)), [len(some) for some in rows])
        found = Compared(
            np.concatenate([one.levels for one in compared]),
            np.concatenate([one.weights for one in compared]),
        )
    return Pairs(queries, every, snapshot.alias_entities[every], found)


def rows_to_compare(
    name_count: int, candidates: Candidates, snapshot: Snapshot, cuts: set[Cut]
) -> list[NDArray[np.uint32]]:
    """Alias rows to compare each name of a query with.

    A listed name is compared with the query names that found it, so that a query of
    fifty names costs fifty times one name; a party found by what stands beside, with
    all of them.

    Args:
        name_count: Names of the query; one at least, which may say nothing.
        candidates: What was found.
        snapshot: In which.
        cuts: What is left out is added to them.
    """
    share = _MOST_PAIRS // name_count
    by_name = [rows[:share] for rows in candidates.alias_rows] or [np.empty(0, dtype=np.uint32)]
    if any(len(rows) > share for rows in candidates.alias_rows):
        cuts.add(Cut.MANY_PAIRS)
    if not candidates.entities:
        return by_name
    # Where the query has no name, one row of a party says as much as all of them.
    most = _MOST_NAMES_OF_ENTITY if any(len(rows) for rows in by_name) else 1
    left = _MOST_PAIRS
    with_all: list[int] = []
    with_first: list[int] = []
    for entity in candidates.entities:
        theirs = snapshot.alias_rows(entity)
        left -= len(theirs[:most]) * name_count
        if left < 0:  # an identifier or an address in common is not passed over even then
            cuts.add(Cut.MANY_PAIRS)
            with_first.append(theirs[0])
            continue
        if len(theirs) > most > 1:
            cuts.add(Cut.MANY_ALIASES)
        with_all += theirs[:most]
    return [
        _each_once(rows, with_all + with_first if place == 0 else with_all)
        for place, rows in enumerate(by_name)
    ]


def _each_once(rows: NDArray[np.uint32], more: Sequence[int]) -> NDArray[np.uint32]:
    return np.unique(np.concatenate((rows, np.array(more, dtype=np.uint32))))
