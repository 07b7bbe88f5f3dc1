"""The listed names that share most with a query, by the keys that both have.

A key that few names carry is worth more, so the sum over shared keys ranks names roughly as
the model will. Half of the names are ranked by what they share, half by what they share for
their length. Compiled, and in numpy where there is no compiler, with the same result.
"""

import threading
from ctypes import CDLL, byref, c_int
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.index.postings import Postings, Spans
from matcher.index.snapshot import Snapshot
from matcher.kernel import layout
from matcher.kernel.asking import AskedName
from matcher.kernel.library import library
from matcher.kernel.query_keys import NO_KEYS, SHARES

# Read for one query name: 5 ms. Of the keys that most names carry the commonest go first.
MOST_POSTINGS = 2_000_000
# The model asks for the rarest word that agrees, so one rare key must outweigh many common
# ones: with plain sums 92% of the names to be found were among 64 candidates, with squares
# 96%, with cubes 97% (docs/experiments.md).
_RARITY_POWER = 3
_SCALE = 8  # weights are whole numbers, so that sums do not depend on their order
_LENGTH_OFFSET = 12.0
_MANY_EXACT, _MANY_POSTINGS = 1, 2

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


class Ranker(Protocol):
    """Ranks the names of a snapshot. Safe to share between threads."""

    def rank(self, asked: AskedName, allowed: Allowed, most_exact: int, half: int, /) -> Ranked:
        """The names worth comparing with one that is asked for.

        Args:
            asked: With its keys, of which one that comes twice counts once.
            allowed: Which entities may be answered.
            most_exact: Names of the very same words, at most.
            half: Names of either ranking, at most.
        """
        ...


def make_ranker(snapshot: Snapshot) -> Ranker:
    """The compiled ranking, or the one in numpy."""
    compiled = library()
    return NumpyRanker(snapshot) if compiled is None else CompiledRanker(compiled, snapshot)


def _shares_of_length(snapshot: Snapshot) -> NDArray[np.float32]:
    return np.float32(1) / (snapshot.alias_weights + np.float32(_LENGTH_OFFSET))


def weigh(spans: Spans, shares: NDArray[np.float64], size: int) -> NDArray[np.int32]:
    """What each key is worth: its kind's share of its rarity cubed.

    At least 1: on a short list a word that every name carries is all there is to find by.
    """
    rarity = np.log2((size + 1) / np.maximum(spans.counts, 1))
    weights: NDArray[np.int32] = np.maximum(shares * rarity**_RARITY_POWER * _SCALE, 1.0).astype(
        np.int32
    )
    return weights


def best_places(scores: NDArray[np.number], count: int) -> NDArray[np.int64]:
    """Places of the greatest scores, greatest first; of equal ones the first."""
    if len(scores) > 4 * count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


class NumpyRanker:
    """See `Ranker`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._names = snapshot.names
        self._size = snapshot.name_count
        self._entities = snapshot.alias_entities
        self._shares_of_length = _shares_of_length(snapshot)

    def rank(self, asked: AskedName, allowed: Allowed, most_exact: int, half: int) -> Ranked:
        """See `Ranker.rank`."""
        keys = asked.keys or NO_KEYS
        hashes = np.frombuffer(keys.hashes, dtype=np.uint64)
        _, first = np.unique(hashes, return_index=True)
        first.sort()
        spans = self._names.find_hashed(hashes[first])
        weights = weigh(spans, np.frombuffer(keys.shares, dtype=np.float64)[first], self._size)
        exact = self._names.span_rows(spans, 0)
        many_postings = int(spans.counts.sum()) > MOST_POSTINGS
        if many_postings:
            spans, weights = _rarest(spans, weights)
        rows, scores = self._names.touched(spans, weights, self._size)
        if allowed is not None:
            keep = allowed[self._entities[rows]]
            rows, scores = rows[keep], scores[keep]
            exact = exact[allowed[self._entities[exact]]]
        for_length = scores.astype(np.float32) * self._shares_of_length[rows]
        found = np.concatenate(
            (
                exact[:most_exact],
                rows[best_places(for_length, half)],
                rows[best_places(scores, half)],
            )
        )
        return Ranked(_each_once(found), len(exact) > most_exact, many_postings)


def _rarest(spans: Spans, weights: NDArray[np.int32]) -> tuple[Spans, NDArray[np.int32]]:
    """The keys that the fewest names carry, as many as may be read."""
    rarest_first = np.argsort(spans.counts, kind="stable")
    read = np.cumsum(spans.counts[rarest_first]) <= MOST_POSTINGS
    kept = np.sort(rarest_first[read])
    return Spans(starts=spans.starts[kept], ends=spans.ends[kept]), weights[kept]


def _each_once(rows: NDArray[np.uint32]) -> NDArray[np.uint32]:
    _, first = np.unique(rows, return_index=True)
    first.sort()
    found: NDArray[np.uint32] = rows[first]
    return found


class CompiledRanker:
    """See `Ranker`.

    Args:
        compiled: The kernel.
        snapshot: To rank names of.
    """

    def __init__(self, compiled: CDLL, snapshot: Snapshot) -> None:
        self._compiled = compiled
        self._in_numpy = NumpyRanker(snapshot)
        self._names: Postings = snapshot.names
        self._entities = snapshot.alias_entities
        self._shares_of_length = _shares_of_length(snapshot)
        self._size = snapshot.name_count
        self._shares = np.array(list(SHARES.values()), dtype=np.float64)  # in the kernel's order
        self._structure = layout.Postings(
            **self._names.addresses(),
            key_count=len(self._names),
            shares_of_length=self._shares_of_length.ctypes.data,
            entities=self._entities.ctypes.data,
            shares=self._shares.ctypes.data,
            row_count=self._size,
            greatest_share_of_length=self._shares_of_length.max(initial=0),
        )
        self._of_thread = threading.local()

    def rank(self, asked: AskedName, allowed: Allowed, most_exact: int, half: int) -> Ranked:
        """See `Ranker.rank`."""
        if asked.compiled is None:  # of too many words
            return self._in_numpy.rank(asked, allowed, most_exact, half)
        rows = np.empty(most_exact + 2 * half, dtype=np.uint32)
        cuts = c_int()
        count = self._compiled.tallyman_find(
            byref(self._structure),
            byref(self._scratch().structure),
            asked.reference,
            MOST_POSTINGS,
            None if allowed is None else allowed.ctypes.data,
            most_exact,
            half,
            rows.ctypes.data,
            byref(cuts),
        )
        if count < 0:
            raise MemoryError("no memory to rank names in")
        return Ranked(
            rows[:count], bool(cuts.value & _MANY_EXACT), bool(cuts.value & _MANY_POSTINGS)
        )

    def _scratch(self) -> "_Scratch":
        scratch: _Scratch | None = getattr(self._of_thread, "scratch", None)
        if scratch is None:
            scratch = self._of_thread.scratch = _Scratch(self._size)
        return scratch


class _Scratch:
    """Room for the search of one thread: 8 bytes a name."""

    def __init__(self, size: int) -> None:
        self._scores = np.zeros(size + 1, dtype=np.int32)
        self._touched = np.empty(size + 1, dtype=np.uint32)
        self.structure = layout.Scratch(self._scores.ctypes.data, self._touched.ctypes.data)
