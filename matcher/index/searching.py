"""Search the listed names for one name, and compare it with those that are worth it.

Compiled; where there is no kernel, and for names that it does not take, in Python.
"""

import threading
from collections.abc import Callable, Sequence
from ctypes import addressof, byref, create_string_buffer, memmove
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.alignment import Alignment
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import WeighedName
from matcher.errors import SnapshotError
from matcher.index.ranking import MOST_POSTINGS, Allowed, each_once, rank_names, shares_of_length
from matcher.index.snapshot import Snapshot
from matcher.kernel import layout
from matcher.kernel.aligned import alignment_of
from matcher.kernel.asking import lay_out
from matcher.kernel.knowledge import CompiledKnowledge, compile_knowledge
from matcher.kernel.names import CompiledNames
from matcher.kernel.query_keys import SHARE_OF_KIND, HashedKeys, QueryKeys
from matcher.kernel.reference import Compared, ReferenceComparer
from matcher.kernel.weights import CompiledWeights
from matcher.normalise.names import Name
from matcher.records import Cut, PartyKind
from matcher.scoring.weights import Weights

# Alias rows compared for one query name, half ranked by what they share, half by what they
# share for their length (docs/experiments.md says what fewer and more would find). A name with
# words of another script shares less with what it is in Latin letters, and ranks lower there.
NAME_CANDIDATES = 128
CANDIDATES_ACROSS = 256
# That share all words of a name. More than these are equally near, and near by nothing else.
MOST_EXACT = 500
OwnKeys = Sequence[str] | None
NO_ROWS = np.empty(0, dtype=np.uint32)
_NO_CUTS: frozenset[Cut] = frozenset()


class Interest(NamedTuple):
    """Which entities are of interest.

    Args:
        least: Weight of its names from which an entity is.
        slack: Bits that what stands beside the names may be worth more for one than for another.
        limit: How many are asked for; 0 for all.
    """

    least: float
    slack: float = 0.0
    limit: int = 0


EVERYTHING = Interest(float("-inf"))


class Searched(NamedTuple):
    """The listed names that one name was compared with.

    Args:
        rows: Shape (names,): alias rows.
        entities: Shape (names,): whose names they are.
        compared: Levels and weights.
        best: Places of the best name of each entity, the heaviest first; of entities that weigh
            enough.
        entity_count: How many entities there are, whatever they weigh; those of which no name is a
            candidate are none.
        cuts: What was left out.
    """

    rows: NDArray[np.uint32]
    entities: NDArray[np.uint32]
    compared: Compared
    best: NDArray[np.uint32]
    entity_count: int
    cuts: frozenset[Cut]


class Searcher(Protocol):
    """Searches one snapshot with one model. Safe to share between threads."""

    @property
    def compared_by(self) -> Literal["kernel", "python"]:
        """What compares names."""
        ...

    def search(
        self,
        name: Name,
        beside: NDArray[np.uint32],
        allowed: Allowed,
        interest: Interest,
        own: OwnKeys = None,
        /,
    ) -> Searched:
        """Search for one name.

        Args:
            name: What to search for; of one without words nothing is found.
            beside: Alias rows that are compared whatever is found, each once. Of the others, which
                may share no more than a run of letters, a name is a candidate if a word of it
                stands for a word of this one.
            allowed: Which entities may be answered.
            interest: In which entities. Others are counted, and their pairs may have no levels and
                more weight than they are due; they are not among the best.
            own: Keys of the name, where these are not those of an organisation.
        """
        ...

    def align(self, name: Name, row: int, /) -> Alignment | None:
        """Which words of a name and of a listed one stand for each other.

        Args:
            name: That was searched for.
            row: Of a listed name it was compared with.

        Returns:
            None where a side has no words.
        """
        ...


def make_searcher(
    snapshot: Snapshot,
    weights: Weights,
    knowledge: Knowledge,
    name_of: Callable[[int], WeighedName | None],
) -> Searcher:
    """The kernel, or Python where there is none.

    Args:
        snapshot: To search.
        weights: Of the model's levels.
        knowledge: Of the model.
        name_of: The name of an alias row, for Python; None if there is none.
    """
    reference = ReferenceSearcher(snapshot, weights, knowledge, name_of)
    compiled = compile_knowledge(knowledge)
    if compiled is None:
        return reference
    return CompiledSearcher(snapshot, weights, compiled, reference)


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
        self.keys = QueryKeys(knowledge.lexicon)
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

    def align(self, name: Name, row: int) -> Alignment | None:
        """See `Searcher.align`."""
        return self.comparer.align(name, row)

    def _rank(
        self, name: Name, allowed: Allowed, own: OwnKeys
    ) -> tuple[NDArray[np.uint32], frozenset[Cut]]:
        keys = self.keys.of(name, own)
        across = any(token.native for token in name.tokens)
        half = (CANDIDATES_ACROSS if across else NAME_CANDIDATES) // 2
        found = rank_names(self._snapshot, keys.first(layout.MOST_KEYS), allowed, MOST_EXACT, half)
        is_long = len(keys) > layout.MOST_KEYS
        return found.rows, cuts_of(found.many_exact, found.many_postings, is_long=is_long)


def cuts_of(many_exact: bool, many_postings: bool, *, is_long: bool = False) -> frozenset[Cut]:
    """What was left out."""
    met = (
        (many_exact, Cut.EQUAL_NAMES),
        (many_postings, Cut.COMMON_WORDS),
        (is_long, Cut.LONG_NAME),
    )
    return frozenset(cut for is_met, cut in met if is_met)


def ranked(
    rows: NDArray[np.uint32],
    entities: NDArray[np.uint32],
    compared: Compared,
    cuts: frozenset[Cut],
    least: float,
) -> Searched:
    """Find the best name of each entity; what weighs -inf is none."""
    order = np.argsort(-compared.weights, kind="stable")
    _, first = np.unique(entities[order], return_index=True)
    best = order[np.sort(first)].astype(np.uint32)
    weights = compared.weights[best]
    is_candidate = weights > float("-inf")
    enough = best[(weights >= least) & is_candidate]
    return Searched(rows, entities, compared, enough, int(is_candidate.sum()), cuts)


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
        # Kept here for as long as the structures below have their addresses.
        self._weights = CompiledWeights(weights)
        self._entities = snapshot.alias_entities
        self._kinds = snapshot.kinds
        self._shares_of_length = shares_of_length(snapshot)
        self._postings = layout.Postings(
            **snapshot.names.addresses(),
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
        found = room.begin(beside)
        done = self._kernel.tallyman_screen(
            byref(self._lists),
            byref(room.structure),
            byref(room.asked),
            self._names.form_levels(name.legal_forms),
            None if allowed is None else allowed.ctypes.data,
            layout.Interest(*interest),
            byref(found),
        )
        if done == layout.DAMAGED:
            raise SnapshotError("postings point past their end", path=self._snapshot.path)
        if not done:
            raise MemoryError("no memory to search names in")
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

    def _ask(self, name: Name) -> "_Room | None":
        """The room of this thread, with the name made ready; None if the kernel takes no such name."""
        room: _Room | None = getattr(self._of_thread, "room", None)
        if room is None:
            room = self._of_thread.room = _Room(max(self._size, self._snapshot.entity_count))
        if room.name is not name:
            room.name = None
            texts, natives, tokens = lay_out(name.tokens)
            if not self._kernel.tallyman_ask(
                self._knowledge.address, tokens, len(name.tokens), texts, natives, byref(room.asked)
            ):
                return None
            room.name = name
        return room


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
        self.asked.key_count = len(keys)
        self.name = None  # whose keys these are not

    def begin(self, beside: NDArray[np.uint32]) -> layout.Found:
        """A search that is to compare some rows whatever it finds."""
        count = len(beside)
        if (most := count + MOST_EXACT + CANDIDATES_ACROSS) > self._most:
            self._make_room(most)
        if count:
            self.rows[:count] = beside
        self._found.count = count
        return self._found
