"""The listed names that share most with a query, by the keys that both have.

A key that few names carry is worth more, so the sum over shared keys ranks names roughly as
the model will. Half of the names are ranked by what they share, half by what they share for
their length. The kernel ranks in the same way (`matcher/kernel/source/find.c`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.index.postings import Spans
from matcher.index.snapshot import Snapshot
from matcher.kernel.query_keys import SHARE_OF_KIND, HashedKeys

# Read for one query name: 5 ms. Of the keys that most names carry the commonest go first.
MOST_POSTINGS = 2_000_000
# The model asks for the rarest word that agrees, so one rare key must outweigh many common
# ones: with plain sums 92% of the names to be found were among 64 candidates, with squares
# 96%, with cubes 97% (docs/experiments.md).
_RARITY_POWER = 3
_SCALE = 8  # weights are whole numbers, so that sums do not depend on their order
LENGTH_OFFSET = 12.0  # keys: a short name is not all there is to a match
# Some 16 words. A longer name is several in one: it shares a key with everybody, and counts but a part
# of what it shares, so that it does not take a place, and cost a comparison, in every search.
_MANY_KEYS = np.float32(128)

Allowed = NDArray[np.bool_] | None  # which entity rows may be answered; None: all


class Ranked(NamedTuple):
    """Names worth comparing.

    Args:
        rows: Those of the very words that are asked for, then the best for their length, then
            the best; each once.
        many_exact: Whether there are more of the very words.
        many_postings: Whether the commonest keys were passed over.
    """

    rows: NDArray[np.uint32]
    many_exact: bool
    many_postings: bool


def shares_of_length(snapshot: Snapshot) -> NDArray[np.float32]:
    """What sharing a key counts for each name: the less, the more keys it has."""
    found: NDArray[np.float32] = np.float32(1) / (
        snapshot.alias_weights + np.float32(LENGTH_OFFSET)
    )
    return found


def rank_names(
    snapshot: Snapshot, keys: HashedKeys, allowed: Allowed, most_exact: int, half: int
) -> Ranked:
    """The names worth comparing with one that has these keys, its whole name first.

    Args:
        snapshot: To rank names of.
        keys: Each once.
        allowed: Which entities may be answered. The others are left out before any cut, so
            that they never take the place of what may.
        most_exact: Names of the very same words, at most.
        half: Names of either ranking, at most.
    """
    spans = snapshot.names.find_hashed(np.frombuffer(keys.hashes, dtype=np.uint64))
    shares = SHARE_OF_KIND[np.frombuffer(keys.kinds, dtype=np.uint8)]
    most_bits = np.frombuffer(keys.most_bits, dtype=np.float32)
    weights = weigh(spans, shares, snapshot.name_count, most_bits)
    exact = snapshot.names.span_rows(spans, 0)
    many_postings = int(spans.counts.sum()) > MOST_POSTINGS
    if many_postings:
        spans, weights = _rarest(spans, weights)
    rows, scores = snapshot.names.touched(spans, weights, snapshot.name_count)
    if allowed is not None:
        keep = allowed[snapshot.alias_entities[rows]]
        rows, scores = rows[keep], scores[keep]
        exact = exact[allowed[snapshot.alias_entities[exact]]]
    for_length = scores.astype(np.float32) * shares_of_length(snapshot)[rows]
    by_share = np.minimum(scores.astype(np.float32), for_length * _MANY_KEYS)
    parts = (
        exact[:most_exact],
        rows[best_places(for_length, half)],
        rows[best_places(by_share, half)],
    )
    return Ranked(each_once(np.concatenate(parts)), len(exact) > most_exact, many_postings)


def weigh(
    spans: Spans,
    shares: NDArray[np.float64],
    size: int,
    most_bits: NDArray[np.float32] | float = np.inf,
) -> NDArray[np.int32]:
    """What each key is worth: its kind's share of its rarity cubed.

    At least 1: on a short list a word that every name carries is all there is to find by.

    Args:
        spans: Where the rows that carry each key are.
        shares: Of each key's kind.
        size: How many rows there are.
        most_bits: The rarity of each key at most.
    """
    rarity = np.minimum(np.log2((size + 1) / np.maximum(spans.counts, 1)), most_bits)
    weights = np.maximum(shares * rarity**_RARITY_POWER * _SCALE, 1.0)
    whole: NDArray[np.int32] = weights.astype(np.int32)
    return whole


def best_places(scores: NDArray[np.number], count: int) -> NDArray[np.int64]:
    """Places of the greatest scores, greatest first; of equal ones the first."""
    if len(scores) > 4 * count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


def each_once(rows: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The rows in their order, each where it comes first."""
    _, first = np.unique(rows, return_index=True)
    first.sort()
    found: NDArray[np.uint32] = rows[first]
    return found


def _rarest(spans: Spans, weights: NDArray[np.int32]) -> tuple[Spans, NDArray[np.int32]]:
    """The keys that the fewest names carry, as many as may be read."""
    rarest_first = np.lexsort((spans.starts, spans.counts))  # the kernel breaks ties so too
    read = np.cumsum(spans.counts[rarest_first]) <= MOST_POSTINGS
    kept = np.sort(rarest_first[read])
    return Spans(starts=spans.starts[kept], ends=spans.ends[kept]), weights[kept]
