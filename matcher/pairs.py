"""The pairs of names that a screening compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.index.searching import NO_ROWS, Searched, ranked
from matcher.index.snapshot import Snapshot
from matcher.kernel.reference import Compared
from matcher.records import Cut

_MOST_NAMES_OF_ENTITY = 20  # of an entity that was found by address or identifier
_MOST_PAIRS = 10_000  # with such entities, for one query


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of names, compared.

    Args:
        queries: Shape (pairs,): place of the query's name.
        searched: Rows, entities, levels and weights of the pairs, and the best of each entity.
    """

    queries: NDArray[np.intp]
    searched: Searched

    def as_good_as(self, place: int) -> list[int]:
        """The pairs of the same entity that weigh as much as a pair, itself among them."""
        entities, weights = self.searched.entities, self.searched.compared.weights
        same = (entities == entities[place]) & (weights == weights[place])
        return np.flatnonzero(same).tolist()

    @property
    def entity_count(self) -> int:
        """How many parties have a name among them."""
        return self.searched.entity_count

    @property
    def listed_names(self) -> int:
        """How many listed names were compared."""
        rows = self.searched.rows
        return len(np.unique(rows)) if self.queries.any() else len(rows)


def put_together(searched: Sequence[Searched], least: float) -> Pairs:
    """What was found for each name of a query, together.

    Args:
        searched: For each name; for one at least.
        least: Weight from which an entity is of interest.
    """
    if len(searched) == 1:
        return Pairs(np.zeros(len(searched[0].rows), dtype=np.intp), searched[0])
    together = ranked(
        np.concatenate([one.rows for one in searched]),
        np.concatenate([one.entities for one in searched]),
        Compared(
            np.concatenate([one.compared.levels for one in searched]),
            np.concatenate([one.compared.weights for one in searched]),
        ),
        frozenset[Cut]().union(*(one.cuts for one in searched)),
        least,
    )
    lengths = [len(one.rows) for one in searched]
    return Pairs(np.repeat(np.arange(len(searched)), lengths), together)


class RowsBeside(NamedTuple):
    """Alias rows of parties that were found by what stands beside a name.

    Args:
        with_all: To compare with every name of the query.
        with_first: To compare with the first name: the same, and more.
        cuts: What was left out.
    """

    with_all: NDArray[np.uint32]
    with_first: NDArray[np.uint32]
    cuts: frozenset[Cut]


_NOTHING = RowsBeside(NO_ROWS, NO_ROWS, frozenset())


def rows_beside(
    snapshot: Snapshot, entities: Sequence[int], name_count: int, *, is_named: bool
) -> RowsBeside:
    """Alias rows of parties that were found by what stands beside a name.

    Args:
        snapshot: That has the parties.
        entities: Their rows.
        name_count: Names they are compared with.
        is_named: Whether any of these says something; where none does, one row of a party says
            as much as all of them.
    """
    if not entities:
        return _NOTHING
    most = _MOST_NAMES_OF_ENTITY if is_named else 1
    left = _MOST_PAIRS
    with_all: list[int] = []
    with_first: list[int] = []
    cuts: set[Cut] = set()
    for entity in entities:
        theirs = snapshot.alias_rows(entity)
        left -= len(theirs[:most]) * name_count
        if left < 0:  # an identifier or an address in common is not passed over even then
            cuts.add(Cut.MANY_PAIRS)
            with_first.append(theirs[0])
            continue
        if len(theirs) > most > 1:
            cuts.add(Cut.MANY_ALIASES)
        with_all += theirs[:most]
    first = np.array(with_all + with_first, dtype=np.uint32)
    return RowsBeside(first[: len(with_all)], first, frozenset(cuts))
