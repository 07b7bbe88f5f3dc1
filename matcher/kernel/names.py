"""Listed names as the kernel reads them: arrays that a snapshot stores and workers share."""

from array import array
from collections.abc import Sequence
from ctypes import addressof
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.name import forms_level
from matcher.kernel import layout
from matcher.kernel.hashing import hash_keys
from matcher.kernel.knowledge import CompiledKnowledge
from matcher.kernel.words import PackedWords

LegalForms = tuple[str, ...]
_REMEMBERED_FORMS = 1024
_HASHED_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedNames:
    """Names by row.

    Args:
        words: All their words.
        word_starts: Shape (names + 1,): where each name's words start in `word_numbers`.
        word_numbers: Numbers of words.
        join_starts: Shape (names + 1,): where each name's hashes start in `joins`.
        joins: Hashes of what `joined_sounds` says of a name.
        form_sets: Shape (names,): which of `legal_forms` a name states.
        legal_forms: Each combination of legal forms once.
    """

    words: PackedWords
    word_starts: NDArray[np.uint32]
    word_numbers: NDArray[np.uint32]
    join_starts: NDArray[np.uint32]
    joins: NDArray[np.uint64]
    form_sets: NDArray[np.uint32]
    legal_forms: tuple[LegalForms, ...]

    def word_count(self, row: int) -> int:
        """How many words a name has."""
        return int(self.word_starts[row + 1]) - int(self.word_starts[row])


class NamesPacker:
    """Packs names one after the other."""

    def __init__(self) -> None:
        self._word_starts = array("I", [0])
        self._word_numbers = array("I")
        self._join_starts = array("I", [0])
        self._joins = array("Q")
        self._pending: list[str] = []
        self._form_sets = array("I")
        self._numbers: dict[LegalForms, int] = {}

    def add(self, words: Sequence[int], joins: Sequence[str], legal_forms: LegalForms) -> None:
        """Add the next name.

        Args:
            words: Numbers of its words.
            joins: What `joined_sounds` says of them.
            legal_forms: As `Name` has them.
        """
        self._word_numbers.extend(words)
        self._word_starts.append(len(self._word_numbers))
        self._pending.extend(joins)
        self._join_starts.append(self._join_starts[-1] + len(joins))
        self._form_sets.append(self._numbers.setdefault(legal_forms, len(self._numbers)))
        if len(self._pending) >= _HASHED_AT_ONCE:
            self._hash_pending()

    def _hash_pending(self) -> None:
        self._joins.frombytes(hash_keys(self._pending).tobytes())
        self._pending.clear()

    def packed(self, words: PackedWords) -> PackedNames:
        """All names.

        Args:
            words: Of all numbers.
        """
        self._hash_pending()
        return PackedNames(
            words=words,
            word_starts=np.frombuffer(self._word_starts, dtype=np.uint32),
            word_numbers=np.frombuffer(self._word_numbers, dtype=np.uint32),
            join_starts=np.frombuffer(self._join_starts, dtype=np.uint32),
            joins=np.frombuffer(self._joins, dtype=np.uint64),
            form_sets=np.frombuffer(self._form_sets, dtype=np.uint32),
            legal_forms=tuple(self._numbers),
        )


class CompiledNames:
    """Listed names with the information that one model gives their words.

    Args:
        packed: The names.
        knowledge: What a model knows of words.
    """

    def __init__(self, packed: PackedNames, knowledge: CompiledKnowledge) -> None:
        self._packed = packed
        words = packed.words
        self._bits = knowledge.word_bits.of(words)
        self._has_translations = np.isin(words.records["key"], knowledge.translated_words)
        self._structure = layout.Names(
            words=layout.Words(
                words=words.records.ctypes.data,
                letters=words.letters.ctypes.data,
                natives=words.natives.ctypes.data,
                bits=self._bits.ctypes.data,
                has_translations=self._has_translations.ctypes.data,
            ),
            word_starts=packed.word_starts.ctypes.data,
            word_numbers=packed.word_numbers.ctypes.data,
            join_starts=packed.join_starts.ctypes.data,
            joins=packed.joins.ctypes.data,
            form_sets=packed.form_sets.ctypes.data,
        )
        self.address = addressof(self._structure)
        sets = packed.legal_forms

        @lru_cache(maxsize=_REMEMBERED_FORMS)
        def form_levels(forms: LegalForms) -> bytes:
            levels = (forms_level(forms, theirs) for theirs in sets)
            known = [layout.NULL_LEVEL if level is None else level for level in levels]
            return np.array(known, dtype=np.int8).tobytes()

        self._form_levels = form_levels

    def form_levels(self, forms: LegalForms) -> bytes:
        """Level of the `legal_form` comparison, a byte for each combination of legal forms."""
        return self._form_levels(forms)
