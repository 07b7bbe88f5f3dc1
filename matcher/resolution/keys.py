"""The keys under which a party of a trade file meets those that may be the same.

They are the index's keys of words and what stands beside; trigrams are left out, by which
every name meets a thousand others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.bulk.parties import decode_query
from matcher.comparison.keys import (
    exact_key,
    identifier_keys,
    native_key,
    whole_address_key,
    word_key,
)
from matcher.comparison.party import make_context
from matcher.kernel.hashing import hash_keys
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.scripts import consonant_key, stem_key
from matcher.records import Query

_SHORTEST_CONSONANTS = 4
_MOST_NAMES = 3  # of one party
_MOST_WORDS = 24  # of one name


# Kinds of keys: by which one party is known (its name, a number, an address); the words of its
# names; what is left of a word that is spelled otherwise (its consonants, two neighbours as one).
WHOLE, WORDS, PARTS = range(3)


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Keys of some parties.

    Args:
        kinds: Shape (n,).
        rows: Shape (n,).
        keys: Shape (n,): hashes.
    """

    kinds: NDArray[np.uint8]
    rows: NDArray[np.uint32]
    keys: NDArray[np.uint64]


def keys_of(first_row: int, queries: Sequence[bytes]) -> KeyTable:
    """The keys of some encoded parties, whose rows follow one another."""
    found: list[list[list[str]]] = [[], [], []]
    for encoded in queries:
        query = decode_query(encoded)
        names = [normalise_name(text) for text in query.names[:_MOST_NAMES]]
        found[WHOLE].append(list(dict.fromkeys(_whole_keys(query, names))))
        found[WORDS].append(list(dict.fromkeys(_word_keys(names))))
        found[PARTS].append(list(dict.fromkeys(_part_keys(names))))
    tables = [_keyed(kind, first_row, keys) for kind, keys in enumerate(found)]
    return KeyTable(
        np.concatenate([table.kinds for table in tables]),
        np.concatenate([table.rows for table in tables]),
        np.concatenate([table.keys for table in tables]),
    )


def _whole_keys(query: Query, names: Iterable[Name]) -> Iterator[str]:
    yield from (exact_key(name) for name in names if name.tokens)
    context = make_context((), query.addresses, query.identifiers)
    yield from identifier_keys(context)
    yield from (whole_address_key(address) for address in context.addresses)


def _word_keys(names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        for token in name.tokens[:_MOST_WORDS]:
            yield word_key(token.text if token.number else stem_key(token.text))


def _part_keys(names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        tokens = name.tokens[:_MOST_WORDS]
        for token in tokens:
            if token.native:
                yield native_key(token.native)
            if len(consonants := consonant_key(token.text)) >= _SHORTEST_CONSONANTS:
                yield f"c{consonants}"
        for first, second in pairwise(tokens):
            yield word_key(first.text + second.text)


def _keyed(kind: int, first_row: int, keys: Sequence[Sequence[str]]) -> KeyTable:
    counts = np.fromiter(map(len, keys), dtype=np.int64, count=len(keys))
    rows = np.repeat(np.arange(first_row, first_row + len(keys), dtype=np.uint32), counts)
    flat = [key for of_one in keys for key in of_one]
    hashes = hash_keys(flat) if flat else np.empty(0, dtype=np.uint64)
    return KeyTable(np.full(len(rows), kind, dtype=np.uint8), rows, hashes)
