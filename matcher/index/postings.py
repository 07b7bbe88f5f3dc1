"""Postings: from a key (a trigram, a token, an identifier) to the rows that carry it.

On disk three arrays (compressed sparse rows): the sorted 64-bit hashes of the keys, where
each key's rows start, and the rows, ascending within a key. The keys are not stored: two
whose hashes collide share their rows. Among ten million keys the chance that any two do is
about three in a million. That is tolerable, as would be collisions that somebody crafts,
because rows found here are candidates and each is compared in full afterwards: a collision
costs a comparison, never an answer.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array, save_array
from matcher.kernel.hashing import hash_keys

# Keys that are hashed at a time while building: enough to make numpy's overhead vanish.
HASHED_AT_ONCE = 1 << 17
# Postings that are sorted at a time: bounds what sorting needs beside the postings.
SORTED_AT_ONCE = 1 << 22
# Up to how many postings sorting them beats a pass over every row; docs/decisions/0003.
SPARSE_POSTINGS = 5_000
SPARSE_SHARE = 64  # and one more for every so many rows


class PostingsBuilder:
    """Collects postings in memory, 12 bytes each, and writes them sorted."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._hashes = array("Q")
        self._rows = array("I")

    def add(self, key: str, row: int) -> None:
        """Add one posting; adding it again changes nothing."""
        self.add_many((key,), row)

    def add_many(self, keys: Iterable[str], row: int) -> None:
        """Add every key of one row.

        Args:
            keys: In any order, repeated or not.
            row: 0 to 2^32 - 1; rows may come in any order.

        Raises:
            OverflowError: The row does not fit.
        """
        row_once = array("I", (row,))
        before = len(self._pending)
        self._pending.extend(keys)
        self._rows.extend(row_once * (len(self._pending) - before))
        if len(self._pending) >= HASHED_AT_ONCE:
            self._hash_pending()

    def _hash_pending(self) -> None:
        self._hashes.frombytes(hash_keys(self._pending).tobytes())
        self._pending.clear()

    def write(self, directory: Path, name: str) -> None:
        """Write `<name>.keys.npy`, `.buckets.npy`, `.offsets.npy` and `.rows.npy`.

        Args:
            directory: An existing directory.
            name: Stem of the four files.
        """
        self._hash_pending()
        hashes = np.frombuffer(self._hashes, dtype=np.uint64)
        rows = np.frombuffer(self._rows, dtype=np.uint32)
        # Hashes are spread evenly, so ranges of their first byte are parts of equal size.
        first_byte = (hashes >> np.uint64(56)).astype(np.uint8)
        edges = np.linspace(0, 256, min(len(hashes) // SORTED_AT_ONCE, 255) + 2).astype(int)
        parts = [
            _sorted_part(hashes[chosen], rows[chosen])
            for low, high in pairwise(edges)
            for chosen in [(first_byte >= low) & (first_byte < high)]
        ]
        keys, counts, sorted_rows = (np.concatenate(column) for column in zip(*parts, strict=True))
        save_array(directory, f"{name}.keys", keys)
        save_array(directory, f"{name}.buckets", _buckets(keys))
        save_array(directory, f"{name}.offsets", np.concatenate(([0], np.cumsum(counts))))
        save_array(directory, f"{name}.rows", sorted_rows)


def _buckets(keys: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Where the keys of each beginning start: some eight of them share one.

    Hashes are spread evenly, so a look-up begins a few keys from where it ends.

    Returns:
        Shape (beginnings + 1,), the number of beginnings a power of two, at least two.
    """
    bits = max(1, len(keys).bit_length() - 3)
    beginnings = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    starts = np.searchsorted(keys, beginnings)
    return np.append(starts, len(keys)).astype(np.uint32)


def _sorted_part(
    hashes: NDArray[np.uint64], rows: NDArray[np.uint32]
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.uint32]]:
    """Distinct keys ascending, how many rows each has, and those rows; repeats are dropped."""
    order = np.lexsort((rows, hashes))
    hashes, rows = hashes[order], rows[order]
    distinct = _starts_run(hashes) | _starts_run(rows)
    hashes, rows = hashes[distinct], rows[distinct]
    first = np.flatnonzero(_starts_run(hashes))
    return hashes[first], np.diff(first, append=len(hashes)), rows


def _starts_run(values: NDArray[np.uint64] | NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it."""
    starts = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=starts[1:])
    return starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Where the rows of some keys lie, in the order of the keys; see `Postings.find`.

    Args:
        starts: Shape (keys,): position of the first row.
        ends: Shape (keys,): position after the last row; equal to `starts` if unknown.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """Rows per key: the document frequency that a rarity weight needs."""
        return self.ends - self.starts


class Postings:
    """The postings of one kind of key, memory-mapped. Safe to share between threads."""

    __slots__ = ("_buckets", "_keys", "_offsets", "_rows")

    def __init__(
        self,
        keys: NDArray[np.uint64],
        buckets: NDArray[np.uint32],
        offsets: NDArray[np.int64],
        rows: NDArray[np.uint32],
    ) -> None:
        self._keys = keys
        self._buckets = buckets
        self._offsets = offsets
        self._rows = rows

    @classmethod
    def open(cls, directory: Path, name: str) -> "Postings":
        """Map what `PostingsBuilder.write` wrote.

        Raises:
            SnapshotError: A file is missing or damaged, or they do not fit each other.
        """
        keys = open_array(directory, f"{name}.keys")
        offsets = open_array(directory, f"{name}.offsets")
        rows = open_array(directory, f"{name}.rows")
        types = tuple(column.dtype.name for column in (keys, offsets, rows))
        if types != ("uint64", "int64", "uint32"):
            raise SnapshotError(f"postings {name!r} are of types {types}", path=directory)
        if len(offsets) != len(keys) + 1 or int(offsets[-1]) != len(rows):
            raise SnapshotError(f"the arrays of postings {name!r} do not fit", path=directory)
        buckets = open_array(directory, f"{name}.buckets")
        beginnings = len(buckets) - 1
        if (
            buckets.dtype.name != "uint32"
            or beginnings < 2
            or beginnings & (beginnings - 1)
            or int(buckets[-1]) != len(keys)
            or int(buckets.max()) > len(keys)
        ):
            raise SnapshotError(f"the buckets of postings {name!r} do not fit", path=directory)
        return cls(keys, buckets, offsets, rows)

    def __len__(self) -> int:
        """How many distinct keys there are."""
        return len(self._keys)

    def find(self, keys: Sequence[str]) -> Spans:
        """Look up many keys at once.

        Args:
            keys: Known or not; a repeated key is found twice.

        Returns:
            One span per key. Hand it to `accumulate` or `touched` in place of the keys
            where the weights depend on the counts, so that keys are hashed once.
        """
        return self.find_hashed(hash_keys(keys))

    def find_hashed(self, hashes: NDArray[np.uint64]) -> Spans:
        """The same of keys that are hashed."""
        # An unknown key is inserted at the same place from both sides: an empty span.
        return Spans(
            starts=self._offsets[np.searchsorted(self._keys, hashes, side="left")],
            ends=self._offsets[np.searchsorted(self._keys, hashes, side="right")],
        )

    def addresses(self) -> dict[str, int]:
        """Where the three arrays are in memory and how long, for the compiled kernel."""
        return {
            "key_count": len(self._keys),
            "posting_count": len(self._rows),
            "keys": self._keys.ctypes.data,
            "buckets": self._buckets.ctypes.data,
            "bucket_shift": 64 - (len(self._buckets) - 1).bit_length() + 1,
            "offsets": self._offsets.ctypes.data,
            "rows": self._rows.ctypes.data,
        }

    def rows(self, key: str) -> NDArray[np.uint32]:
        """The rows of a key, ascending; empty if the key is unknown."""
        return self.span_rows(self.find((key,)), 0)

    def span_rows(self, spans: Spans, place: int) -> NDArray[np.uint32]:
        """The rows of one of the keys that were found."""
        return self._rows[int(spans.starts[place]) : int(spans.ends[place])]

    def count(self, key: str) -> int:
        """How many rows a key has; 0 if it is unknown."""
        return int(self.find((key,)).counts[0])

    def accumulate(
        self,
        keys: Sequence[str] | Spans,
        weights: NDArray[np.int32],
        size: int,
        *,
        max_rows_per_key: int | None = None,
        out: NDArray[np.int32] | None = None,
    ) -> NDArray[np.int32]:
        """Add up, for every row of the index, the weights of the keys that it carries.

        Args:
            keys: Keys, or the spans that `find` returned for them.
            weights: Shape (keys,). Integers, so that a sum does not depend on its order
                and `touched` gives the very same scores.
            size: Rows in the index, more than the greatest row.
            max_rows_per_key: Keys with more rows are left out; None leaves out none.
            out: Shape (size,): add onto these scores and return them; None starts at zero.

        Returns:
            Shape (size,): score of each row.
        """
        spans, weights = self._chosen(keys, weights, max_rows_per_key)
        scores = np.zeros(size, dtype=np.int32) if out is None else out
        self._add_to(scores, spans, weights)
        return scores

    def touched(
        self,
        keys: Sequence[str] | Spans,
        weights: NDArray[np.int32],
        size: int,
        *,
        max_rows_per_key: int | None = None,
    ) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """The rows that carry any of the keys, and their scores, as `accumulate` gives them.

        Few postings are sorted and summed by row, many are accumulated densely: whichever
        is faster at this size (measured in docs/decisions/0003-snapshots.md).

        Args:
            keys: As for `accumulate`.
            weights: As for `accumulate`.
            size: As for `accumulate`.
            max_rows_per_key: As for `accumulate`.

        Returns:
            Rows whose score is not 0, ascending, and their scores; equally long.
        """
        spans, weights = self._chosen(keys, weights, max_rows_per_key)
        if int(spans.counts.sum()) <= SPARSE_POSTINGS + size // SPARSE_SHARE:
            rows, scores = self._sorted_sums(spans, weights)
        else:
            dense = np.zeros(size, dtype=np.int32)
            self._add_to(dense, spans, weights)
            rows = np.flatnonzero(dense != 0).astype(np.uint32)
            scores = dense[rows]
        return rows, scores

    def _chosen(
        self, keys: Sequence[str] | Spans, weights: NDArray[np.int32], max_rows: int | None
    ) -> tuple[Spans, NDArray[np.int32]]:
        """Spans and weights of the keys that have rows, and not too many of them."""
        spans = keys if isinstance(keys, Spans) else self.find(keys)
        if weights.shape != spans.starts.shape or weights.dtype != np.int32:
            raise ValueError(f"want one int32 weight per key, not {weights.dtype}{weights.shape}")
        counts = spans.counts
        chosen = counts > 0
        if max_rows is not None:
            chosen &= counts <= max_rows
        return Spans(starts=spans.starts[chosen], ends=spans.ends[chosen]), weights[chosen]

    def _slices(self, spans: Spans) -> list[NDArray[np.uint32]]:
        bounds = zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)
        return [self._rows[start:end] for start, end in bounds]

    def _add_to(self, scores: NDArray[np.int32], spans: Spans, weights: NDArray[np.int32]) -> None:
        # Weights stay numpy scalars: np.add.at is ten times slower when it must cast. With
        # equal types it takes half the time of `scores[rows] += weight`.
        for rows, weight in zip(self._slices(spans), weights, strict=True):
            np.add.at(scores, rows, weight)

    def _sorted_sums(
        self, spans: Spans, weights: NDArray[np.int32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        if len(weights) == 0:
            return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int32)
        rows = np.concatenate(self._slices(spans))
        order = np.argsort(rows, kind="stable")
        rows = rows[order]
        first = np.flatnonzero(_starts_run(rows))
        scores = np.add.reduceat(np.repeat(weights, spans.counts)[order], first, dtype=np.int32)
        carried = scores != 0
        return rows[first][carried], scores[carried]
