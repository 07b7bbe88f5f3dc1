"""Compare one name with many listed ones, compiled."""

import threading
from ctypes import CDLL, byref, c_char_p, c_void_p, cast

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import joined_sounds
from matcher.kernel import layout
from matcher.kernel.hashing import hash_few
from matcher.kernel.model import CompiledModel
from matcher.kernel.names import CompiledNames, PackedNames
from matcher.kernel.queries import QueryWords
from matcher.kernel.reference import Compared, ReferenceComparer
from matcher.normalise.names import Name
from matcher.scoring.weights import Weights


class CompiledComparer:
    """Compares with the names of one snapshot by one model. Safe to share between threads.

    Args:
        compiled: The kernel.
        names: The listed names.
        weights: Of the model's levels.
        knowledge: Of the model.
        reference: Compares names of so many words that the kernel does not.
    """

    def __init__(
        self,
        compiled: CDLL,
        names: PackedNames,
        weights: Weights,
        knowledge: Knowledge,
        reference: ReferenceComparer,
    ) -> None:
        self._compiled = compiled
        self._reference = reference
        self._model = CompiledModel(weights, knowledge)
        self._names = CompiledNames(names, self._model)
        self._of_thread = threading.local()

    def compare(self, name: Name, rows: NDArray[np.uint32]) -> Compared:
        """See `Comparer.compare`."""
        words = self._query_words()
        numbers = words.numbers(name.tokens)
        joins = hash_few(joined_sounds(name.tokens))
        form_levels = self._names.form_levels(name.legal_forms)
        query = layout.Query(
            words=words.structure,
            word_numbers=numbers.ctypes.data,
            joins=cast(c_char_p(joins), c_void_p),
            form_levels=form_levels.ctypes.data,
            count=len(numbers),
            join_count=len(joins) // 8,
        )
        levels = np.empty((len(rows), layout.NAME_COMPARISONS), dtype=np.int8)
        weights = np.empty(len(rows), dtype=np.float64)
        count = self._compiled.tallyman_compare(
            self._model.reference,
            self._names.reference,
            byref(query),
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
            self._reference.compare_some(name, rows, left, compared)
        return compared

    def _query_words(self) -> QueryWords:
        words: QueryWords | None = getattr(self._of_thread, "words", None)
        if words is None:
            words = self._of_thread.words = QueryWords(self._model)
        return words
