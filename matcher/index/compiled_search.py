"""Search the listed names for one name in the compiled kernel."""

import threading
from collections.abc import Sequence
from ctypes import addressof, byref, create_string_buffer, memmove
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.alignment import Alignment
from matcher.errors import SnapshotError
from matcher.index.ranking import MOST_POSTINGS, Allowed, shares_of_length
from matcher.index.reference_search import ReferenceSearcher
from matcher.index.searching import (
    CANDIDATES_ACROSS,
    MOST_EXACT,
    NAME_CANDIDATES,
    OTHER_CANDIDATES,
    PLAIN_CANDIDATES,
    Interest,
    OwnKeys,
    Searched,
    cuts_of,
    ranked,
)
from matcher.index.snapshot import Snapshot
from matcher.kernel import layout
from matcher.kernel.aligned import alignment_of
from matcher.kernel.asking import lay_out
from matcher.kernel.batch import Batch, Sieved
from matcher.kernel.knowledge import CompiledKnowledge
from matcher.kernel.names import CompiledNames
from matcher.kernel.persons import CompiledPersons
from matcher.kernel.query_keys import SHARE_OF_KIND, HashedKeys
from matcher.kernel.reference import Compared
from matcher.kernel.weights import CompiledWeights
from matcher.normalise.names import Name
from matcher.normalise.persons import PersonName
from matcher.records import Cut
from matcher.scoring.weights import Weights

_NO_CUTS: frozenset[Cut] = frozenset()


class CompiledSearcher:
    """See `Searcher`.

    Args:
        snapshot: To search.
        weights: Of the model's levels.
        compiled: The kernel, with the model's knowledge.
        reference: For names of so many words that the kernel does not take them.
    """

    compared_by: Literal["kernel"] = "kernel"

    def __init__(
        self,
        snapshot: Snapshot,
        weights: Weights,
        compiled: CompiledKnowledge,
        reference: ReferenceSearcher,
    ) -> None:
        self._kernel = compiled.library
        self._knowledge = compiled
        self._reference = reference
        self._names = CompiledNames(snapshot.packed_names, compiled)
        self._size = snapshot.name_count
        self._persons = CompiledPersons(
            compiled, self._names, self._size, partial(_parts_of, snapshot)
        )
        # Kept here for as long as the structures below have their addresses.
        self._weights = CompiledWeights(weights)
        self._entities = snapshot.alias_entities
        self._kinds = snapshot.kinds
        self._shares_of_length = shares_of_length(snapshot)
        self._postings = layout.Postings(
            **snapshot.names.addresses(),
            **snapshot.common_names.addresses(),
            shares_of_length=self._shares_of_length.ctypes.data,
            entities=self._entities.ctypes.data,
            shares=SHARE_OF_KIND.ctypes.data,
            kinds=self._kinds.ctypes.data if snapshot.has_others else None,
            row_count=self._size,
            greatest_share_of_length=self._shares_of_length.max(initial=0),
        )
        self._lists = layout.Lists(
            knowledge=compiled.address,
            weights=self._weights.address,
            names=self._names.address,
            postings=addressof(self._postings),
            most_postings=MOST_POSTINGS,
            most_exact=MOST_EXACT,
            half=NAME_CANDIDATES // 2,
            half_across=CANDIDATES_ACROSS // 2,
            half_own=OTHER_CANDIDATES // 2,
            half_plain=PLAIN_CANDIDATES // 2,
        )
        self._snapshot = snapshot  # whose postings are mapped
        self._of_thread = threading.local()

    def search(
        self,
        name: Name,
        beside: NDArray[np.uint32],
        allowed: Allowed,
        interest: Interest,
        own: OwnKeys = None,
    ) -> Searched:
        """See `Searcher.search`."""
        room = self._ask(name)
        if room is None:
            return self._reference.search(name, beside, allowed, interest, own)
        is_long = False
        if own is not None:
            keys = self._reference.keys.of(name, own)
            is_long = len(keys) > layout.MOST_KEYS
            room.look_for(keys.first(layout.MOST_KEYS))
        found = room.begin(len(beside))
        room.rows[: len(beside)] = beside
        done = self._kernel.tallyman_screen(
            byref(self._lists),
            byref(room.structure),
            byref(room.asked),
            self._names.form_levels(name.legal_forms),
            None if allowed is None else allowed.ctypes.data,
            layout.Interest(*interest),
            byref(found),
        )
        self._check(done)
        count = found.count
        rows, entities = room.rows[:count].copy(), room.entities[:count].copy()
        compared = Compared(room.levels[:count].copy(), room.weights[:count].copy())
        cuts = _NO_CUTS
        if found.cuts or is_long:
            cuts = cuts_of(bool(found.cuts & 1), bool(found.cuts & 2), is_long=is_long)
        if found.compared_count < count:
            left = np.flatnonzero(compared.levels[:, 0] == layout.NOT_COMPARED).tolist()
            self._reference.comparer.compare_some(name, rows, left, compared, len(beside))
            return ranked(rows, entities, compared, cuts, found.least)
        best = room.best[: found.best_count].copy()
        return Searched(rows, entities, compared, best, found.entity_count, cuts)

    def sieve(
        self,
        names: Sequence[Name],
        beside: Sequence[NDArray[np.uint32]],
        leasts: Sequence[float],
        allowed: Allowed,
    ) -> list[Sieved | None]:
        """See `Searcher.sieve`."""
        room = self._room()
        room.name = None
        levels = [self._names.form_levels(name.legal_forms) for name in names]
        batch = Batch(names, levels, leasts, beside)
        self._check(
            self._kernel.tallyman_sieve(
                byref(self._lists),
                byref(room.structure),
                byref(room.asked),
                byref(batch.names),
                None if allowed is None else allowed.ctypes.data,
                byref(room.begin(batch.most_beside)),
                byref(batch.room),
            )
        )
        return batch.sieved()

    def compare(self, names: Sequence[Name], beside: Sequence[NDArray[np.uint32]]) -> Compared:
        """See `Searcher.compare`."""
        room = self._room()
        room.name = None
        levels = [self._names.form_levels(name.legal_forms) for name in names]
        batch = Batch(names, levels, [float("-inf")] * len(names), beside)
        count = sum(map(len, beside))
        compared = Compared(
            np.full((count, layout.NAME_COMPARISONS), layout.NULL_LEVEL, dtype=np.int8),
            np.empty(count, dtype=np.float64),
        )
        self._check(
            self._kernel.tallyman_compare(
                byref(self._lists),
                byref(room.structure),
                byref(room.asked),
                byref(batch.names),
                compared.levels.ctypes.data,
                compared.weights.ctypes.data,
            )
        )
        compared.weights[compared.levels[:, 0] == layout.NOT_COMPARED] = np.inf
        return compared

    def in_common(
        self,
        persons: Sequence[PersonName],
        queries: NDArray[np.intp],
        rows: NDArray[np.uint32],
    ) -> NDArray[np.int8]:
        """See `Searcher.in_common`."""
        room = self._room()
        room.name = None
        return self._persons.in_common(persons, queries, rows, room.asked)

    def align(self, name: Name, row: int) -> Alignment | None:
        """See `Searcher.align`."""
        word_count = self._snapshot.packed_names.word_count(row)
        room = self._ask(name) if 0 < word_count <= layout.MOST_WORDS else None
        if room is None:
            return self._reference.align(name, row)
        count = self._kernel.tallyman_align(
            byref(self._lists), byref(room.structure), byref(room.asked), row, room.pairs
        )
        if count == layout.NOT_COMPARED:
            return self._reference.align(name, row)
        if count < 0:
            raise MemoryError("no memory to align names in")
        return alignment_of(room.pairs[:count], len(name.tokens), word_count)

    def _check(self, done: int) -> None:
        if done == layout.DAMAGED:
            raise SnapshotError("postings point past their end", path=self._snapshot.path)
        if not done:
            raise MemoryError("no memory to search names in")

    def _room(self) -> "_Room":
        """The room of this thread."""
        room: _Room | None = getattr(self._of_thread, "room", None)
        if room is None:
            room = self._of_thread.room = _Room(max(self._size, self._snapshot.entity_count))
        return room

    def _ask(self, name: Name) -> "_Room | None":
        """The room with the name made ready; None if the kernel takes no such name."""
        room = self._room()
        if room.name is not name:
            room.name = None
            texts, natives, tokens = lay_out(name.tokens)
            if not self._kernel.tallyman_ask(
                self._knowledge.address, tokens, len(name.tokens), texts, natives, byref(room.asked)
            ):
                return None
            room.name = name
        return room


def _parts_of(snapshot: Snapshot, row: int) -> str:
    return snapshot.alias(row).parts


class _Room:
    """Room for the searches of one thread: a quarter of a megabyte, and 8 bytes a name.

    Args:
        size: How many names there are, or parties if these are more: both are counted in it.
    """

    def __init__(self, size: int) -> None:
        self._scores = np.zeros(size + 1, dtype=np.int32)
        self._touched = np.empty(size + 1, dtype=np.uint32)
        self._remembered = create_string_buffer(layout.REMEMBERED_BYTES)
        self.name: Name | None = None  # that is asked for
        self.asked = layout.Asked()
        self.pairs = (layout.AlignedPair * layout.MOST_WORDS)()
        self.structure = layout.Room(
            layout.Scratch(self._scores.ctypes.data, self._touched.ctypes.data),
            addressof(self._remembered),
        )
        self._make_room(MOST_EXACT + CANDIDATES_ACROSS)

    def _make_room(self, most: int) -> None:
        self._most = most
        self.rows, self.entities, self.best = np.empty((3, most), dtype=np.uint32)
        self.levels = np.empty((most, layout.NAME_COMPARISONS), dtype=np.int8)
        self.weights = np.empty(most, dtype=np.float64)
        parts = (self.rows, self.entities, self.levels, self.weights, self.best)
        self._found = layout.Found(*(part.ctypes.data for part in parts))

    def look_for(self, keys: HashedKeys) -> None:
        """Look for these keys instead of those that the kernel made of the name."""
        memmove(self.asked.keys, keys.hashes, len(keys.hashes))
        memmove(self.asked.kinds, keys.kinds, len(keys.kinds))
        memmove(self.asked.most_bits, keys.most_bits, len(keys.most_bits))
        self.asked.key_count = len(keys)
        self.asked.has_own_keys = True
        self.name = None  # whose keys these are not

    def begin(self, count: int) -> layout.Found:
        """A search that is to compare so many rows, the first of `rows`, whatever it finds."""
        if (most := count + MOST_EXACT + CANDIDATES_ACROSS) > self._most:
            self._make_room(most)
        self._found.count = count
        return self._found
