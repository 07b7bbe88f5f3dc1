"""Names that are asked for, as the kernel reads them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.words import spell
from matcher.kernel import layout
from matcher.kernel.model import CompiledModel
from matcher.kernel.names import words_structure
from matcher.kernel.words import PackedWords, pack_words
from matcher.normalise.names import Token

_ROOM = 4096  # words and letters to begin with
_MOST_WORDS = 1 << 16  # remembered; then all are forgotten


class QueryWords:
    """Words that were asked for lately, packed once. Not to be shared between threads.

    Args:
        model: Whose words.

    Attributes:
        structure: The words as the kernel takes them, until the next call of `numbers`.
    """

    def __init__(self, model: CompiledModel) -> None:
        self._word_bits = model.word_bits
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[Token, int] = {}
        self._records = np.zeros(_ROOM, dtype=layout.WORD)
        self._bits = np.zeros(_ROOM, dtype=np.float64)
        self._letters = np.zeros(_ROOM * 8, dtype=np.uint8)
        self._natives = np.zeros(_ROOM, dtype=np.uint32)
        self._letter_count = self._native_count = 0
        self._lay_out()

    def _lay_out(self) -> None:
        packed = PackedWords(self._records, self._letters, self._natives)
        self.structure = words_structure(packed, self._bits)

    def numbers(self, tokens: tuple[Token, ...]) -> NDArray[np.uint32]:
        """The numbers of words; they hold until the next call."""
        known = self._numbers
        if len(known) > _MOST_WORDS:
            self._forget()
            known = self._numbers
        if new := [token for token in dict.fromkeys(tokens) if token not in known]:
            self._add(new)
        return np.array([known[token] for token in tokens], dtype=np.uint32)

    def _add(self, tokens: list[Token]) -> None:
        packed = pack_words([spell(token) for token in tokens])
        start = len(self._numbers)
        end = start + len(tokens)
        records = packed.records.copy()
        bits = self._word_bits.of(records)
        for field in ("text", "loose_text", "symbols"):
            records[field] += self._letter_count
        records["native"] += self._native_count
        self._records = _with_room(self._records, end)
        self._bits = _with_room(self._bits, end)
        self._records[start:end] = records
        self._bits[start:end] = bits
        letters_end = self._letter_count + len(packed.letters)
        natives_end = self._native_count + len(packed.natives)
        self._letters = _with_room(self._letters, letters_end)
        self._natives = _with_room(self._natives, natives_end)
        self._letters[self._letter_count : letters_end] = packed.letters
        self._natives[self._native_count : natives_end] = packed.natives
        self._letter_count, self._native_count = letters_end, natives_end
        for token in tokens:
            self._numbers[token] = len(self._numbers)
        self._lay_out()


def _with_room(values: NDArray[Any], count: int) -> NDArray[Any]:
    """The same array, or one of twice the size with the same beginning."""
    size = len(values)
    if count <= size:
        return values
    grown = np.zeros(max(count, 2 * size), dtype=values.dtype)
    grown[:size] = values
    return grown
