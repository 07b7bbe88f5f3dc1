"""What a name looks for in the postings: hashes of its keys, and what each of them counts.

Few listed names write `научно` as `nauchno`, so that its keys in Latin letters are rare among
them, and the word is plain all the same: no key of a word counts more bits than the word has.

A query's words recur (`technology`, `trading`), so the keys of a word are made and hashed once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from matcher.comparison.background import Background, token_key
from matcher.comparison.keys import (
    filed_elsewhere,
    heard_in,
    heard_together,
    native_key,
    spanning_keys,
    stemmed_key,
    token_keys,
)
from matcher.comparison.lexicon import Lexicon
from matcher.kernel.hashing import hash_few
from matcher.kernel.layout import MOST_TRANSLATIONS
from matcher.normalise.names import Name
from matcher.normalise.tokens import Token

_REMEMBERED_WORDS = 1 << 16
# A key's share of its rarity, by kind: three letters say less than a word, and a word says
# it once, not once in sound, once in consonants and once in letters.
SHARES = {
    "=": 1.0,
    "w": 1.0,
    "n": 1.0,
    "c": 0.8,
    "g": 0.2,
    "l": 0.8,
    "o": 0.8,
    # A word that is spelled alike is found by its consonants and letters too, a translated one
    # by this key alone.
    "translated": 3.0,
    "p": 1.0,
}
KINDS = {kind: number for number, kind in enumerate(SHARES)}  # the kernel has the same numbers
SHARE_OF_KIND = np.array(list(SHARES.values()), dtype=np.float64)
_WITHOUT_BOUND = float("inf")
_HASH, _BITS = np.dtype(np.uint64), np.dtype(np.float32)


@dataclass(frozen=True, slots=True)
class HashedKeys:
    """Keys, as bytes that are cheap to join.

    Args:
        hashes: Of unsigned 64-bit integers.
        kinds: A byte each: numbers of `KINDS`.
        most_bits: Of 32-bit floats: what each counts at most, however few names carry it.
    """

    hashes: bytes
    kinds: bytes
    most_bits: bytes

    def __len__(self) -> int:
        return len(self.kinds)

    def first(self, count: int) -> "HashedKeys":
        """Not more than so many of them."""
        return HashedKeys(
            self.hashes[: count * _HASH.itemsize],
            self.kinds[:count],
            self.most_bits[: count * _BITS.itemsize],
        )

    def each_once(self) -> "HashedKeys":
        """Each hash where it comes first, and with the most that it may count anywhere."""
        hashes, first, place = np.unique(
            np.frombuffer(self.hashes, dtype=_HASH), return_index=True, return_inverse=True
        )
        most_bits = np.zeros(len(hashes), dtype=_BITS)
        np.maximum.at(most_bits, place, np.frombuffer(self.most_bits, dtype=_BITS))
        order = np.argsort(first)
        kinds = np.frombuffer(self.kinds, dtype=np.uint8)[first[order]]
        return HashedKeys(hashes[order].tobytes(), kinds.tobytes(), most_bits[order].tobytes())


_Parts = tuple[HashedKeys, HashedKeys, HashedKeys]


class QueryKeys:
    """Makes the keys of names, with one model's translations.

    Args:
        lexicon: The translations.
        words: How rare words are.
    """

    def __init__(self, lexicon: Lexicon, words: Background) -> None:
        translations = strongest_translations(lexicon)

        @lru_cache(maxsize=_REMEMBERED_WORDS)
        def parts(token: Token) -> _Parts:
            bits = words.bits(token)
            return (
                hashed(token_keys(token), most_bits=bits),
                hashed(translations.get(token_key(token), ()), "translated", most_bits=bits),
                hashed(filed_elsewhere(heard_in(token)), most_bits=bits),
            )

        self._parts = parts

    def of(self, name: Name, own: Iterable[str] | None = None) -> HashedKeys:
        """The keys of a name, the whole name first; each once.

        Those of its words, those it may be translated to, and those of the words in other
        scripts that it may be heard in.

        Args:
            name: With a word at least.
            own: Keys of the name and its words, where these are not those of an organisation.
        """
        spelled, translated, heard = zip(*map(self._parts, name.tokens), strict=True)
        if own is None:
            spanning = hashed(spanning_keys(name))
        else:
            spanning, spelled = hashed(own), ()
        together = [
            hashed(filed_elsewhere(heard_together(first, second)))
            for first, second in pairwise(token for token in name.tokens if not token.number)
        ]
        return _joined((spanning, *spelled, *translated, *heard, *together)).each_once()


def hashed(
    keys: Iterable[str], kind: str | None = None, *, most_bits: float = _WITHOUT_BOUND
) -> HashedKeys:
    """Keys with their kinds, or all of one; and what each may count."""
    keys = tuple(keys)
    return HashedKeys(
        hash_few(keys),
        bytes([KINDS[kind or key[0]] for key in keys]),
        np.full(len(keys), most_bits, dtype=_BITS).tobytes(),
    )


def _joined(parts: Iterable[HashedKeys]) -> HashedKeys:
    parts = [part for part in parts if part.hashes]
    return HashedKeys(
        b"".join([part.hashes for part in parts]),
        b"".join([part.kinds for part in parts]),
        b"".join([part.most_bits for part in parts]),
    )


def strongest_translations(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Token key -> keys of the most probable translations."""
    return {
        word: tuple(
            _key_of(other)
            for other, _ in sorted(others.items(), key=lambda found: (-found[1], found[0]))
        )[:MOST_TRANSLATIONS]
        for word, others in lexicon.probabilities.items()
    }


def _key_of(word: str) -> str:
    return stemmed_key(word) if word.isascii() else native_key(word)
