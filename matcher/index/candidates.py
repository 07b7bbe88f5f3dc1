"""Parties that are found by what stands beside a name: an identifier, an address.

What is certain to be worth a look (the same identifier, the same address) is always among them.
"""

from dataclasses import dataclass

import numpy as np

from matcher.comparison.keys import address_keys, identifier_keys, whole_address_key
from matcher.comparison.party import Context
from matcher.index.ranking import Allowed, best_places, weigh
from matcher.index.snapshot import Snapshot
from matcher.records import Cut

ADDRESS_CANDIDATES = 12
# That share one identifier or one whole address. More than these are at the address of a thousand
# shell companies: all equally near, and near by nothing else. Where there is a name, it finds
# those of them that matter.
MOST_EXACT = 500
_MOST_EXACT_BESIDE_NAME = 100
_MOST_KEYS = 400  # of all addresses of a query
# A key's share of its rarity: the whole address, a word of it, a number.
_SHARES = {"A": 1.0, "a": 1.0, "m": 0.7}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entities to compare with all names of a query.

    Args:
        entities: Their rows, each once.
        cuts: What was left out.
    """

    entities: tuple[int, ...]
    cuts: frozenset[Cut] = frozenset()


_NOBODY = Candidates(())


def find_beside(
    snapshot: Snapshot, context: Context, allowed: Allowed, *, beside_name: bool
) -> Candidates:
    """Find entities by what stands beside a name.

    Args:
        snapshot: To search.
        context: What stands beside the query's names.
        allowed: Which entities may be answered; the others never take their place.
        beside_name: Whether the query has a name.
    """
    if not (context.addresses or context.identifiers):
        return _NOBODY
    beside = snapshot.beside
    most = _MOST_EXACT_BESIDE_NAME if beside_name else MOST_EXACT
    cuts: set[Cut] = set()
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
        size = snapshot.entity_count
        spans = beside.find(keys)
        shares = np.array([_SHARES[key[0]] for key in keys])
        rows, scores = beside.touched(spans, weigh(spans, shares, size), size)
        if allowed is not None:
            keep = allowed[rows]
            rows, scores = rows[keep], scores[keep]
        found += rows[best_places(scores, ADDRESS_CANDIDATES)].tolist()
    return Candidates(tuple(dict.fromkeys(found)), frozenset(cuts))
