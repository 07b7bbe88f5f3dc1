"""Search the listed names for one name in Python: what the kernel must find too."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.alignment import Alignment
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import WeighedName
from matcher.index.ranking import Allowed, each_once, rank_names
from matcher.index.searching import (
    MOST_EXACT,
    NO_ROWS,
    Interest,
    OwnKeys,
    Searched,
    candidates_of,
    cuts_of,
    ranked,
)
from matcher.index.snapshot import Snapshot
from matcher.kernel import layout
from matcher.kernel.batch import Sieved
from matcher.kernel.query_keys import QueryKeys
from matcher.kernel.reference import ReferenceComparer
from matcher.normalise.names import Name
from matcher.normalise.persons import PersonName
from matcher.records import Cut, PartyKind
from matcher.scoring.weights import Weights


class ReferenceSearcher:
    """See `Searcher` and `make_searcher`."""

    compared_by: Literal["python"] = "python"

    def __init__(
        self,
        snapshot: Snapshot,
        weights: Weights,
        knowledge: Knowledge,
        name_of: Callable[[int], WeighedName | None],
    ) -> None:
        self._snapshot = snapshot
        self._words = knowledge.words
        self.keys = QueryKeys(knowledge.lexicon, knowledge.words)
        self.comparer = ReferenceComparer(name_of, weights, knowledge)

    def search(
        self,
        name: Name,
        beside: NDArray[np.uint32],
        allowed: Allowed,
        interest: Interest,
        own: OwnKeys = None,
    ) -> Searched:
        """See `Searcher.search`."""
        rows, cuts = self._rank(name, allowed, own) if name.tokens else (NO_ROWS, frozenset())
        rows = each_once(np.concatenate((beside, rows)))
        entities = self._snapshot.alias_entities[rows]
        compared = self.comparer.compare(name, rows, len(beside))
        if self._snapshot.has_others:  # which are compared by rules of their own
            others = self._snapshot.kinds[entities] >= PartyKind.PERSON
            compared.levels[others], compared.weights[others] = layout.NULL_LEVEL, float("-inf")
        return ranked(rows, entities, compared, cuts, interest.least)

    def sieve(
        self,
        names: Sequence[Name],
        _beside: Sequence[NDArray[np.uint32]],
        _leasts: Sequence[float],
        _allowed: Allowed,
    ) -> list[Sieved | None]:
        """See `Searcher.sieve`; Python gains nothing by asking for many names at once."""
        return [None] * len(names)

    def compare(self, _names: Sequence[Name], _beside: Sequence[NDArray[np.uint32]]) -> None:
        """See `Searcher.compare`."""

    def in_common(
        self,
        _persons: Sequence[PersonName],
        _queries: NDArray[np.intp],
        _rows: NDArray[np.uint32],
    ) -> None:
        """See `Searcher.in_common`."""

    def align(self, name: Name, row: int) -> Alignment | None:
        """See `Searcher.align`."""
        return self.comparer.align(name, row)

    def _rank(
        self, name: Name, allowed: Allowed, own: OwnKeys
    ) -> tuple[NDArray[np.uint32], frozenset[Cut]]:
        keys = self.keys.of(name, own)
        half = candidates_of(name, own, self._words) // 2
        found = rank_names(self._snapshot, keys.first(layout.MOST_KEYS), allowed, MOST_EXACT, half)
        is_long = len(keys) > layout.MOST_KEYS
        return found.rows, cuts_of(found.many_exact, found.many_postings, is_long=is_long)
