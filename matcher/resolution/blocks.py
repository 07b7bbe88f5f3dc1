"""Pairs of parties worth comparing: those that share a rare key.

A word that thousands of names carry makes no pair by itself, but two words together do. So
the work grows with the parties, not with their square.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matcher.kernel.hashing import MULTIPLIER
from matcher.resolution.keys import Keyed, KeyTable

Pairs = NDArray[np.uint64]  # shape (n,): lower row << 32 | higher row

_RAREST_WORDS = 4  # of a party, that are taken two by two
_ALL_PAIRS = 16  # parties of a key that are compared each with each; of more, with neighbours
_NEIGHBOURS = 2
# A key of more parties than these says nothing, except a whole name, number or address.
_MOST_SHARING = 400
_RARE = 16  # parties of a word that is enough by itself


def find_pairs(table: KeyTable, parties: int) -> Pairs:
    """Pairs of rows that share a key, each once, ascending.

    Args:
        table: Keys of all parties.
        parties: How many there are.
    """
    found = [
        _pairs(table.whole, most=parties),
        _pairs(table.words, most=_RARE),
        _pairs(table.parts, most=_RARE),
        _pairs(_two_words(table.words, parties), most=_MOST_SHARING),
    ]
    pairs: Pairs = np.unique(np.concatenate(found))
    return pairs


def _two_words(words: Keyed, parties: int) -> Keyed:
    """The rarest words of each party, two by two."""
    _, place, counts = np.unique(words.keys, return_inverse=True, return_counts=True)
    common = counts[place]
    chosen = common > 1  # alone with a word: it meets nobody there
    rows, keys, common = words.rows[chosen], words.keys[chosen], common[chosen]
    order = np.lexsort((keys, common, rows))
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.diff(rows, prepend=np.uint32(parties)) != 0)
    lengths = np.diff(starts, append=len(rows))
    rank = np.arange(len(rows)) - np.repeat(starts, lengths)
    rarest = np.zeros((parties, _RAREST_WORDS), dtype=np.uint64)
    kept = rank < _RAREST_WORDS
    rarest[rows[kept], rank[kept]] = keys[kept]
    all_rows, all_keys = [], []
    for one, other in combinations(range(_RAREST_WORDS), 2):
        both = np.flatnonzero((rarest[:, one] != 0) & (rarest[:, other] != 0))
        low = np.minimum(rarest[both, one], rarest[both, other])
        high = np.maximum(rarest[both, one], rarest[both, other])
        all_rows.append(both.astype(np.uint32))
        all_keys.append(low * np.uint64(MULTIPLIER) + high)
    return Keyed(np.concatenate(all_rows), np.concatenate(all_keys))


def _pairs(keyed: Keyed, *, most: int) -> Pairs:
    """Pairs of the rows of each key."""
    order = np.lexsort((keyed.rows, keyed.keys))
    keys, rows = keyed.keys[order], keyed.rows[order].astype(np.uint64)
    if len(keys) < 2:
        return np.empty(0, dtype=np.uint64)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    lengths = np.diff(starts, append=len(keys))
    size = np.repeat(lengths, lengths)
    last = np.repeat(starts + lengths, lengths)
    position = np.arange(len(keys))
    found = []
    for step in range(1, _ALL_PAIRS):
        allowed = (size <= _ALL_PAIRS) | (step <= _NEIGHBOURS)
        chosen = np.flatnonzero(allowed & (size <= most) & (position + step < last))
        low, high = rows[chosen], rows[chosen + step]
        found.append((low << np.uint64(32)) | high)
    first = np.repeat(starts, lengths)
    far = np.flatnonzero((size > _ALL_PAIRS) & (size <= most) & (position - first > _NEIGHBOURS))
    found.append((rows[first[far]] << np.uint64(32)) | rows[far])  # and each with the first
    pairs: Pairs = np.unique(np.concatenate(found))
    distinct: Pairs = pairs[(pairs >> np.uint64(32)) != (pairs & np.uint64(0xFFFFFFFF))]
    return distinct
