"""Compare one name with many listed ones, compiled."""

import threading
from ctypes import byref, c_void_p, create_string_buffer
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import layout
from matcher.kernel.asking import AskedName, Asker
from matcher.kernel.knowledge import CompiledKnowledge
from matcher.kernel.names import CompiledNames, PackedNames
from matcher.kernel.reference import Compared, Comparer, ListedNames, ReferenceComparer
from matcher.scoring.weights import Weights


def make_comparer(
    asker: Asker, names: PackedNames, weights: Weights, listed_name: ListedNames
) -> Comparer:
    """What compares with the names of a snapshot: the kernel, or Python where there is none.

    Args:
        asker: Of the model's knowledge; it makes the names that are compared.
        names: The listed names.
        weights: Of the model's levels.
        listed_name: The same names, for Python.
    """
    reference = ReferenceComparer(listed_name, weights, asker.knowledge)
    if asker.compiled is None:
        return reference
    return CompiledComparer(asker.compiled, names, weights, reference)


class CompiledComparer:
    """Compares with the names of one snapshot by one model. Safe to share between threads.

    Args:
        knowledge: Of the model, with the kernel.
        names: The listed names.
        weights: Of the model's levels.
        reference: Compares names of so many words that the kernel does not.
    """

    def __init__(
        self,
        knowledge: CompiledKnowledge,
        names: PackedNames,
        weights: Weights,
        reference: ReferenceComparer,
    ) -> None:
        self._knowledge = knowledge
        self._names = CompiledNames(names, knowledge)
        self._bits = [
            np.array(bits, dtype=np.float64) for bits in weights.bits[: layout.NAME_COMPARISONS]
        ]
        self._weights = layout.Weights(
            bits=(c_void_p * layout.NAME_COMPARISONS)(*(bits.ctypes.data for bits in self._bits)),
            prior_bits=weights.prior_bits,
        )
        self._reference = reference
        self._of_thread = threading.local()

    def compare(self, asked: AskedName, rows: NDArray[np.uint32]) -> Compared:
        """See `Comparer.compare`."""
        if asked.compiled is None:
            return self._reference.compare(asked, rows)
        levels = np.empty((len(rows), layout.NAME_COMPARISONS), dtype=np.int8)
        weights = np.empty(len(rows), dtype=np.float64)
        count = self._knowledge.library.tallyman_compare(
            self._knowledge.reference,
            byref(self._weights),
            self._names.reference,
            asked.reference,
            self._names.form_levels(asked.name.legal_forms),
            self._remembered(),
            rows.ctypes.data,
            len(rows),
            levels.ctypes.data,
            weights.ctypes.data,
        )
        if count < 0:
            raise MemoryError("no memory to compare names in")
        compared = Compared(levels, weights)
        if count < len(rows):
            left = np.flatnonzero(levels[:, 0] == layout.NOT_COMPARED).tolist()
            self._reference.compare_some(asked.name, rows, left, compared)
        return compared

    def _remembered(self) -> Any:
        """Room for the pairs of words that this thread has compared lately."""
        room = getattr(self._of_thread, "remembered", None)
        if room is None:
            room = self._of_thread.remembered = create_string_buffer(layout.REMEMBERED_BYTES)
        return room
