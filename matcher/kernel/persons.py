"""What persons' names have in common at most, asked of the kernel for many listed names at once."""

from collections.abc import Callable, Sequence
from ctypes import byref

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.person_alignment import NAMES
from matcher.kernel import layout
from matcher.kernel.batch import LaidOutNames
from matcher.kernel.knowledge import CompiledKnowledge
from matcher.kernel.names import CompiledNames
from matcher.normalise.persons import Part, PersonName

_KINDS = 3  # of parts: words of the name, the same with patronymics, initials


class CompiledPersons:
    """The persons among the listed names.

    Args:
        knowledge: The kernel, with what a model knows.
        names: The listed names.
        size: How many there are.
        parts_of: What each word of a person's listed name is; empty for what is no person's.
    """

    def __init__(
        self,
        knowledge: CompiledKnowledge,
        names: CompiledNames,
        size: int,
        parts_of: Callable[[int], str],
    ) -> None:
        self._knowledge = knowledge
        self._names = names
        self._parts_of = parts_of
        # Read when a name is met first: of most nobody ever asks.
        self._parts = np.zeros((size, _KINDS), dtype=np.uint32)

    def in_common(
        self,
        persons: Sequence[PersonName],
        queries: NDArray[np.intp],
        rows: NDArray[np.uint32],
        room: layout.Asked,
    ) -> NDArray[np.int8]:
        """See `Searcher.in_common`.

        Args:
            persons: The names.
            queries: Shape (pairs,): places of the names; ascending.
            rows: Shape (pairs,): of the listed names.
            room: For one name.
        """
        for row in np.unique(rows[self._parts[rows, 0] == 0]).tolist():
            self._parts[row] = _places(self._parts_of(row))
        laid_out = LaidOutNames([person.name for person in persons])
        parts = np.array([_places(person.parts) for person in persons], dtype=np.uint32)
        starts = np.searchsorted(queries, np.arange(len(persons) + 1)).astype(np.uint32)
        rows = np.ascontiguousarray(rows)
        found = np.empty((len(rows), layout.IN_COMMON), dtype=np.int8)
        self._knowledge.library.tallyman_compare_persons(
            self._knowledge.address,
            self._names.address,
            byref(laid_out.structure),
            parts.ctypes.data,
            self._parts.ctypes.data,
            starts.ctypes.data,
            rows.ctypes.data,
            byref(room),
            found.ctypes.data,
        )
        return found


def _places(parts: str) -> tuple[int, int, int]:
    """The places of the words of the name, the same with patronymics, and of initials, as sets."""
    words = names = initials = 0
    for place, part in enumerate(parts[: layout.MOST_WORDS_OF_PERSON]):
        words |= (part == Part.WORD) << place
        names |= (part in NAMES) << place
        initials |= (part == Part.INITIAL) << place
    return words, names, initials
