"""The pairs of names that are compared by other rules than those of organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.index.snapshot import Snapshot
from matcher.kernel.layout import MOST_OTHERS
from matcher.pairs import Pairs
from matcher.records import PartyKind, is_other


@dataclass(frozen=True, slots=True)
class Others:
    """Pairs of names of which a side is a person, a vessel or a place.

    Args:
        queries: Shape (pairs,): place of the query's name; ascending.
        rows: The alias rows of the listed names.
        entities: Whose these are.
    """

    queries: NDArray[np.intp]
    rows: NDArray[np.uint32]
    entities: NDArray[np.uint32]

    def at(self, place: int) -> tuple[int, int, int]:
        """Query, row and entity of a pair."""
        return int(self.queries[place]), int(self.rows[place]), int(self.entities[place])


def of_names(snapshot: Snapshot, rows: Sequence[NDArray[np.uint32]]) -> Others:
    """Pairs of several names and the alias rows that were found for each."""
    together = np.concatenate(rows)
    queries = np.repeat(np.arange(len(rows)), [len(found) for found in rows])
    return Others(queries, together, snapshot.alias_entities[together])


def among(snapshot: Snapshot, pairs: Pairs, kind: PartyKind) -> Others:
    """The first of each name of a query: the most promising, where the kernel has no rules.

    Args:
        snapshot: That was searched.
        pairs: What was found.
        kind: Of the query.
    """
    searched = pairs.searched
    if is_other(kind):
        places = np.arange(len(pairs.queries))
    elif snapshot.has_others:
        places = np.flatnonzero(snapshot.kinds[searched.entities] >= PartyKind.PERSON)
    else:
        places = np.empty(0, dtype=np.intp)
    queries = pairs.queries[places]
    if len(places) > MOST_OTHERS:
        places = np.concatenate(
            [places[queries == query][:MOST_OTHERS] for query in np.unique(queries)]
        )
    return Others(pairs.queries[places], searched.rows[places], searched.entities[places])
