"""A model as the kernel reads it: its weights, and what it knows of words."""

from ctypes import POINTER, byref, c_int8, c_void_p, cast
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.acronyms import SURE_INITIAL
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.sounds import Sounds, Transducer
from matcher.kernel import layout
from matcher.kernel.hashing import hash_keys
from matcher.kernel.tables import PackedTable, mix, pack_table
from matcher.kernel.words import SCRIPTS, WordBits
from matcher.normalise.scripts import pinyin_syllables
from matcher.scoring.weights import Weights

_INITIALS = "abcdefghijklmnopqrstuvwxyz0123456789"


class CompiledModel:
    """A model, packed once for all comparisons.

    Args:
        weights: Of its levels.
        knowledge: Of words.
    """

    def __init__(self, weights: Weights, knowledge: Knowledge) -> None:
        self.word_bits = WordBits(knowledge.words)
        self._tables = (
            _translations(knowledge.lexicon),
            _initials(knowledge.lexicon),
            _syllables(),
        )
        self._transducers, self._of_script = _transducers(knowledge.sounds)
        self._weights = [
            np.array(bits, dtype=np.float64) for bits in weights.bits[: layout.NAME_COMPARISONS]
        ]
        translations, initials, syllables = (table.structure for table in self._tables)
        self._structure = layout.Model(
            translations=translations,
            initials=initials,
            syllables=syllables,
            transducers=self._transducers.ctypes.data,
            transducer_of_script=cast(self._of_script.ctypes.data, POINTER(c_int8)),
            weights=(c_void_p * layout.NAME_COMPARISONS)(*(w.ctypes.data for w in self._weights)),
            prior_bits=weights.prior_bits,
        )
        self.reference: Any = byref(self._structure)


def _translations(lexicon: Lexicon) -> PackedTable:
    words = list(lexicon.probabilities)
    hash_of = dict(zip(words, hash_keys(words).tolist(), strict=True))
    return pack_table(
        {
            mix(hash_of[word], hash_of[other]): p
            for word, others in lexicon.probabilities.items()
            for other, p in others.items()
        }
    )


def _initials(lexicon: Lexicon) -> PackedTable:
    """Which letters the probable translations of a word begin with, a bit each."""
    entries: dict[int, float] = {}
    words = list(lexicon.probabilities)
    for word, key in zip(words, hash_keys(words).tolist(), strict=True):
        letters = {
            other[0].lower()
            for other, p in lexicon.probabilities[word].items()
            if p >= SURE_INITIAL and other.isascii()
        }
        bits = sum(1 << place for place, letter in enumerate(_INITIALS) if letter in letters)
        if bits:
            entries[key] = float(bits)
    return pack_table(entries)


def _syllables() -> PackedTable:
    entries: dict[int, float] = {}
    for syllable in pinyin_syllables():
        if syllable.isascii():
            packed = 0
            for letter in syllable:
                packed = packed << 5 | (ord(letter) - ord("a") + 1)
            entries[packed] = 1.0
    return pack_table(entries)


def _transducers(sounds: Sounds) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The transducers one after the other, and which of them each script has."""
    of_script = np.full(len(SCRIPTS), -1, dtype=np.int8)
    packed: list[NDArray[np.float64]] = []
    for place, script in enumerate(SCRIPTS):
        if script in sounds.transducers:
            of_script[place] = len(packed)
            packed.append(_flat(sounds.transducers[script]))
    return np.concatenate(packed or [np.zeros(1)]), of_script


def _flat(transducer: Transducer) -> NDArray[np.float64]:
    written = np.array(transducer.written, dtype=np.float64)
    rest = (transducer.dropped, transducer.added, (transducer.ended,))
    return np.concatenate([written.ravel(), *(np.array(part, dtype=np.float64) for part in rest)])
