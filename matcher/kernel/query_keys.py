"""What a name looks for in the postings: hashes of its keys, and what each kind of key counts.

A query's words recur (`technology`, `trading`), so the keys of a word are made and hashed once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from matcher.comparison.background import token_key
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
from matcher.normalise.names import Name, Token

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
    "translated": 2.0,
    "p": 1.0,
}
KINDS = {kind: number for number, kind in enumerate(SHARES)}  # the kernel has the same numbers
SHARE_OF_KIND = np.array(list(SHARES.values()), dtype=np.float64)
_BYTES = 8  # of a hash


@dataclass(frozen=True, slots=True)
class HashedKeys:
    """Keys, as bytes that are cheap to join.

    Args:
        hashes: Of unsigned 64-bit integers.
        kinds: A byte each: numbers of `KINDS`.
    """

    hashes: bytes
    kinds: bytes

    def __len__(self) -> int:
        return len(self.kinds)

    def first(self, count: int) -> "HashedKeys":
        """Not more than so many of them."""
        return HashedKeys(self.hashes[: count * _BYTES], self.kinds[:count])

    def each_once(self) -> "HashedKeys":
        """Each hash where it comes first."""
        hashes = np.frombuffer(self.hashes, dtype=np.uint64)
        _, first = np.unique(hashes, return_index=True)
        first.sort()
        kinds = np.frombuffer(self.kinds, dtype=np.uint8)
        return HashedKeys(hashes[first].tobytes(), kinds[first].tobytes())


_Parts = tuple[HashedKeys, HashedKeys, HashedKeys]


class QueryKeys:
    """Makes the keys of names, with one model's translations.

    Args:
        lexicon: The translations.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        translations = strongest_translations(lexicon)

        @lru_cache(maxsize=_REMEMBERED_WORDS)
        def parts(token: Token) -> _Parts:
            return (
                hashed(token_keys(token)),
                hashed(translations.get(token_key(token), ()), "translated"),
                hashed(filed_elsewhere(heard_in(token))),
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


def hashed(keys: Iterable[str], kind: str | None = None) -> HashedKeys:
    """Keys with their kinds, or all of one."""
    keys = tuple(keys)
    return HashedKeys(hash_few(keys), bytes([KINDS[kind or key[0]] for key in keys]))


def _joined(parts: Iterable[HashedKeys]) -> HashedKeys:
    parts = [part for part in parts if part.hashes]
    return HashedKeys(
        b"".join([part.hashes for part in parts]), b"".join([part.kinds for part in parts])
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
