"""Candidates for one query: the listed names worth comparing, found in the postings.

What is certain to be worth a look (the same identifier, the same address, the same words) is
always among the candidates, whatever its rank; the rest is ranked by the keys it shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.keys import address_keys, identifier_keys, whole_address_key
from matcher.comparison.party import Context
from matcher.index.ranking import Allowed, best_places, make_ranker, weigh
from matcher.index.snapshot import Snapshot
from matcher.kernel.asking import AskedName, Asker
from matcher.normalise.names import Name
from matcher.records import Cut

# Alias rows compared for one query name, half ranked by what they share, half by what they
# share for their length (docs/experiments.md says what fewer and more would find).
NAME_CANDIDATES = 64
ADDRESS_CANDIDATES = 12
# That share all words of a name, one identifier or one whole address. More than these are at
# the address of a thousand shell companies: all equally near, and near by nothing else. Where
# there is a name, it finds those of them that matter.
_EXACT_CANDIDATES = 500
_EXACT_CANDIDATES_BESIDE_NAME = 100
_MOST_KEYS = 400  # of all addresses of a query
# A key's share of its rarity: the whole address, a word of it, a number.
_SHARES = {"A": 1.0, "a": 1.0, "m": 0.7}
_NONE = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows to compare.

    Args:
        asked: The names of the query, ready to be compared.
        alias_rows: For each name of the query the listed names to compare it with, each
            once, best first.
        entities: Entity rows to compare with all their names, each once: found by what
            stands beside.
        cuts: What was left out.
    """

    asked: tuple[AskedName, ...]
    alias_rows: tuple[NDArray[np.uint32], ...]
    entities: tuple[int, ...]
    cuts: frozenset[Cut] = frozenset()


class CandidateFinder:
    """Finds candidates in one snapshot.

    Args:
        snapshot: To search.
        asker: Makes the names ready that are asked for.
    """

    def __init__(self, snapshot: Snapshot, asker: Asker) -> None:
        self._snapshot = snapshot
        self._asker = asker
        self._ranker = make_ranker(snapshot)

    def find(self, names: Sequence[Name], context: Context, allowed: Allowed) -> Candidates:
        """Candidates for a query.

        What may not be answered is left out before any cut, so that it never takes the
        place of what may.

        Args:
            names: The query's names.
            context: What stands beside them.
            allowed: Which entity rows may be answered; None if all may.
        """
        cuts: set[Cut] = set()
        asked = tuple(map(self._asker.ask, names))
        alias_rows = tuple(self._by_name(one, allowed, cuts) for one in asked)
        found_any = any(len(rows) for rows in alias_rows)
        most = _EXACT_CANDIDATES_BESIDE_NAME if found_any else _EXACT_CANDIDATES
        entities = self._by_context(context, allowed, most, cuts)
        return Candidates(asked, alias_rows, entities, frozenset(cuts))

    def _by_name(self, asked: AskedName, allowed: Allowed, cuts: set[Cut]) -> NDArray[np.uint32]:
        if not asked.name.tokens:
            return _NONE
        if asked.is_cut:
            cuts.add(Cut.LONG_NAME)
        ranked = self._ranker.rank(asked, allowed, _EXACT_CANDIDATES, NAME_CANDIDATES // 2)
        if ranked.many_exact:
            cuts.add(Cut.EQUAL_NAMES)
        if ranked.many_postings:
            cuts.add(Cut.COMMON_WORDS)
        return ranked.rows

    def _by_context(
        self, context: Context, allowed: Allowed, most: int, cuts: set[Cut]
    ) -> tuple[int, ...]:
        beside = self._snapshot.beside
        found: list[int] = []
        same = identifier_keys(context) + [whole_address_key(a) for a in context.addresses]
        for key in same:
            rows = beside.rows(key)
            if allowed is not None:
                rows = rows[allowed[rows]]
            if len(rows) > most:
                cuts.add(Cut.SHARED_EVIDENCE)
            found += rows[:most].tolist()
        keys = address_keys(context.addresses)
        if len(keys) > _MOST_KEYS:
            cuts.add(Cut.MANY_ADDRESSES)
        if keys := keys[:_MOST_KEYS]:
            size = self._snapshot.entity_count
            spans = beside.find(keys)
            shares = np.array([_SHARES[key[0]] for key in keys])
            rows, scores = beside.touched(spans, weigh(spans, shares, size), size)
            if allowed is not None:
                keep = allowed[rows]
                rows, scores = rows[keep], scores[keep]
            found += rows[best_places(scores, ADDRESS_CANDIDATES)].tolist()
        return tuple(dict.fromkeys(found))
