"""What a model knows of words, as the kernel reads it."""

from ctypes import CDLL, addressof

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.acronyms import SURE_INITIAL
from matcher.comparison.background import BITS_PER_LETTER, Background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.sounds import Sounds, Transducer
from matcher.kernel import layout
from matcher.kernel.hashing import hash_keys
from matcher.kernel.library import library
from matcher.kernel.query_keys import strongest_translations
from matcher.kernel.tables import PackedTable, mix, pack_table
from matcher.kernel.words import SCRIPTS, WordBits
from matcher.normalise.letters import letter_spellings
from matcher.normalise.pinyin import syllable_bits

_INITIALS = "abcdefghijklmnopqrstuvwxyz0123456789"


def compile_knowledge(knowledge: Knowledge) -> "CompiledKnowledge | None":
    """The kernel with what a model knows of words; None where there is no kernel."""
    compiled = library()
    return None if compiled is None else CompiledKnowledge(compiled, knowledge)


class CompiledKnowledge:
    """What a model knows of words, packed once for all comparisons.

    Args:
        compiled: The kernel.
        knowledge: Of the model.
    """

    def __init__(self, compiled: CDLL, knowledge: Knowledge) -> None:
        self.library = compiled
        self.word_bits = WordBits(knowledge.words)
        self.translated_words = np.sort(hash_keys(list(knowledge.lexicon.probabilities)))
        translated, self._translated_keys = _translated(knowledge.lexicon)
        self._tables = (
            _rarities(knowledge.words),
            translated,
            _translations(knowledge.lexicon),
            _initials(knowledge.lexicon),
            _syllables(),
        )
        self._transducers, self._of_script = _transducers(knowledge.sounds)
        self._spellings, self._spellings_of = _spellings()
        self._structure = layout.Knowledge(
            *(table.structure for table in self._tables),
            transducers=self._transducers.ctypes.data,
            transducer_of_script=self._of_script.ctypes.data,
            translated_keys=self._translated_keys.ctypes.data,
            spellings_of=self._spellings_of.ctypes.data,
            spellings=self._spellings.ctypes.data,
            letter_count=len(self._spellings_of) - 1,
            rarest=knowledge.words.rarity(0),
            bits_per_letter=BITS_PER_LETTER,
        )
        self.address = addressof(self._structure)


def _rarities(background: Background) -> PackedTable:
    hashes = hash_keys(list(background.counts)).tolist()
    rarity_of = {count: background.rarity(count) for count in set(background.counts.values())}
    counts = background.counts.values()
    return pack_table({key: rarity_of[count] for key, count in zip(hashes, counts, strict=True)})


def _translated(lexicon: Lexicon) -> tuple[PackedTable, NDArray[np.uint64]]:
    """Place of each word's translations, plus one; and the keys to look for them under."""
    strongest = strongest_translations(lexicon)
    hashed = hash_keys(list(strongest)).tolist()
    keys = np.zeros((max(1, len(strongest)), layout.MOST_TRANSLATIONS), dtype=np.uint64)
    for place, looked_for in enumerate(strongest.values()):
        keys[place, : len(looked_for)] = hash_keys(looked_for)
    return pack_table({key: place + 1.0 for place, key in enumerate(hashed)}), keys


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
    for syllable, bits in syllable_bits().items():
        if syllable.isascii():
            packed = 0
            for letter in syllable:
                packed = packed << 5 | (ord(letter) - ord("a") + 1)
            entries[packed] = bits
    return pack_table(entries)


def _spellings() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Spellings of letters, each after its length, and where those of each letter start."""
    packed = [
        b"".join([bytes([len(one)]) + one.encode() for one in spellings])
        for spellings in letter_spellings()
    ]
    starts = np.cumsum([0, *map(len, packed)]).astype(np.uint32)
    return np.frombuffer(b"".join(packed), dtype=np.uint8), starts


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
