"""Words as the kernel reads them: what resemblance depends on, and which no model knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.background import (
    BITS_PER_LETTER,
    UNITS_PER_BIT,
    Background,
    token_key,
)
from matcher.comparison.resemblance import writing_of
from matcher.comparison.sounds import encode
from matcher.comparison.words import SpelledWord, form_of
from matcher.kernel.hashing import hash_few, hash_keys
from matcher.kernel.layout import LONGEST_WORD, WORD, WordFlag
from matcher.normalise.letters import native_letters
from matcher.normalise.pinyin import is_pinyin, pinyin_bits
from matcher.normalise.places import is_place
from matcher.normalise.scripts import Script, loose_key, script_name
from matcher.normalise.tokens import Token, is_han

SCRIPTS = ("", *(script.value for script in Script))  # by number, as words have them
_PLACE = {script: place for place, script in enumerate(SCRIPTS)}
_MOST = np.iinfo(np.uint16).max
_REST = Struct("<4I4H4BI")  # of `WORD`, after the hashes


@dataclass(frozen=True, slots=True)
class PackedWords:
    """Words by number.

    Args:
        records: Shape (words,), of `WORD`.
        letters: Their texts, loose keys and sound symbols.
        natives: Code points of their native forms, as `with_letters` has them.
    """

    records: NDArray[Any]
    letters: NDArray[np.uint8]
    natives: NDArray[np.uint32]


class WordPacker:
    """Packs words one after the other."""

    def __init__(self) -> None:
        self._records: list[bytes] = []
        self._letters = bytearray()
        self._natives = bytearray()

    def add(self, word: SpelledWord) -> None:
        """Add the next word."""
        token = word.token
        loose = loose_key(token.text)
        native = with_letters(token.native).encode("utf-32-le", "surrogatepass")
        parts = (token.text.encode(), loose.encode(), bytes(encode(token.text)))
        starts = []
        for part in parts:
            starts.append(len(self._letters))
            self._letters += part
        text, loose_text, symbols = starts
        lengths = (len(parts[0]), len(token.native), len(loose), len(parts[2]))
        hashes = hash_few(
            (form_of(token), token_key(token), word.sound, word.stem, word.consonants, loose)
        )
        self._records.append(
            hashes
            + _REST.pack(
                text,
                len(self._natives) // 4,
                loose_text,
                symbols,
                *[min(length, _MOST) for length in lengths],
                min(len(word.consonants), 255),
                writing_of(token),
                script_number(token.native),
                flags_of(token),
                letter_set(token.text),
            )
        )
        self._natives += native

    def packed(self) -> PackedWords:
        """All words that were added."""
        return PackedWords(
            np.frombuffer(b"".join(self._records), dtype=WORD),
            np.frombuffer(bytes(self._letters), dtype=np.uint8),
            np.frombuffer(bytes(self._natives), dtype=np.uint32),
        )


def pack_words(words: Iterable[SpelledWord]) -> PackedWords:
    """Words by number, in their order."""
    packer = WordPacker()
    for word in words:
        packer.add(word)
    return packer.packed()


def letter_set(text: str) -> int:
    """A bit for each letter of a word; two words of few edits have hardly another set."""
    return sum(1 << (ord(letter) & 31) for letter in set(text))


def script_number(native: str) -> int:
    """Place in `SCRIPTS` of the script that a word is in."""
    return _PLACE[script_name(native)]


def with_letters(native: str) -> str:
    """A native word, behind it how many `native_letters` it has and their numbers if it has any."""
    letters = native_letters(native)
    return native + chr(len(letters)) + letters.decode("latin-1") if letters else native


def flags_of(token: Token) -> int:
    """`WordFlag`s of a word."""
    flags = WordFlag(0)
    if token.number:
        flags |= WordFlag.NUMBER
    if token.optional:
        flags |= WordFlag.OPTIONAL
    if is_han(token):
        flags |= WordFlag.HAN
    if is_place(token):
        flags |= WordFlag.PLACE
    if not token.text.isalpha():
        flags |= WordFlag.DIGITS
    if token.native:
        flags |= WordFlag.NATIVE
        if native_letters(token.native):
            flags |= WordFlag.LETTERED
    elif len(token.text) <= LONGEST_WORD and is_pinyin(token.text):
        flags |= WordFlag.PINYIN
    return int(flags)


class WordBits:
    """The information of packed words, as `Background.bits` gives it."""

    def __init__(self, background: Background) -> None:
        keys = list(background.counts)
        hashes = hash_keys(keys)
        order = np.argsort(hashes)
        self._hashes = hashes[order]
        self._counts = np.fromiter(background.counts.values(), np.int64, len(keys))[order]
        self._rarity_of = background.rarity

    def of(self, words: PackedWords) -> NDArray[np.float64]:
        """Bits of each word."""
        records = words.records
        carried = self._carried(records["key"])
        han = (records["flags"] & WordFlag.HAN) != 0
        carried[han] = np.maximum(carried[han], self._carried(records["stem"][han]))
        counts, places = np.unique(carried, return_inverse=True)
        rarity = np.array([self._rarity_of(count) for count in counts.tolist()])
        bits = np.minimum(rarity[places], BITS_PER_LETTER * records["text_length"])
        for place in np.flatnonzero(records["flags"] & WordFlag.PINYIN).tolist():
            start = int(records["text"][place])
            text = bytes(words.letters[start : start + int(records["text_length"][place])])
            spoken = pinyin_bits(text.decode())
            bits[place] = min(bits[place], np.inf if spoken is None else spoken)
        found: NDArray[np.float64] = np.floor(bits * UNITS_PER_BIT + 0.5) / UNITS_PER_BIT
        return found

    def _carried(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        if not len(self._hashes):
            return np.zeros(len(keys), dtype=np.int64)
        places = np.minimum(np.searchsorted(self._hashes, keys), len(self._hashes) - 1)
        return np.where(self._hashes[places] == keys, self._counts[places], 0)
