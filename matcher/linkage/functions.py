"""The comparisons as functions of two parties: every engine's SQL runs the online kernel.

A name cannot be aligned word by word in SQL, so each comparison is a function of two
parties. Splink repeats the call in every branch of a CASE, and asks for one comparison after
the other; a pair is therefore compared once, and its levels are remembered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.levels import Comparison
from matcher.comparison.party import Party, make_context, make_party
from matcher.comparison.specification import Vector, compare
from matcher.records import Identifier, Side

NULL_LEVEL = -1
Handles = NDArray[np.int64]

_REMEMBERED_PAIRS = 1 << 21
_REMEMBERED_PARTIES = 1 << 18
_HALF = 32  # bits of a key for each of its two handles


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A party in a table, and the key of the knowledge that compares it."""

    side: Side
    knowledge_key: str = ""


def function_name(comparison: Comparison) -> str:
    """The comparison's name in SQL."""
    return f"tallyman_{comparison.name}_level"


def encode(record: Record) -> str:
    """A party as text, for an engine whose workers are other processes."""
    side = record.side
    fields = [
        record.knowledge_key,
        side.name,
        side.countries,
        side.addresses,
        [(identifier.kind, identifier.value) for identifier in side.identifiers],
    ]
    return orjson.dumps(fields).decode()


class Kernel:
    """Compares parties by handle, and remembers both parties and pairs.

    A copy that travels to another process knows what this one knows and remembers nothing.

    Args:
        knowledges: By the key that the records name; cross-fitting has one a fold.
    """

    def __init__(self, knowledges: Mapping[str, Knowledge]) -> None:
        self._knowledges = dict(knowledges)
        self._handles: dict[str, int] = {}
        self._parties: list[tuple[Party, Knowledge]] = []
        self._levels = _Levels(self._compare)

    def __reduce__(self) -> tuple[Any, ...]:
        return Kernel, (self._knowledges,)

    def handles(self, texts: Iterable[str]) -> Handles:
        """The number of each encoded party; each is read and normalised once."""
        return np.fromiter((self._handle(text) for text in texts), dtype=np.int64)

    def levels(self, place: int, query: Handles, listed: Handles) -> pa.Array:
        """Levels of one comparison, row by row; `NULL_LEVEL` for the null level.

        Args:
            place: Of the comparison among `COMPARISONS`.
            query: Handles of one side of each row.
            listed: Handles of the other.
        """
        keys = (query << _HALF | listed).tolist()
        levels = self._levels
        return pa.array([levels[key][place] for key in keys], pa.int8())

    def levels_of_texts(self, place: int, query: pa.Array, listed: pa.Array) -> pa.Array:
        """The same of encoded parties, in bounded memory."""
        if len(self._parties) > _REMEMBERED_PARTIES:
            self._handles.clear()
            self._parties.clear()
            self._levels.clear()
        return self.levels(place, self.handles(query.to_pylist()), self.handles(listed.to_pylist()))

    def vector(self, query: Record, listed: Record) -> Vector:
        """The comparison vector of one pair."""
        ours, theirs = self._handle(encode(query)), self._handle(encode(listed))
        levels = self._levels[ours << _HALF | theirs]
        return tuple(None if level == NULL_LEVEL else level for level in levels)

    def _handle(self, text: str) -> int:
        handle = self._handles.get(text)
        if handle is None:
            handle = self._handles[text] = len(self._parties)
            self._parties.append(self._read(text))
        return handle

    def _read(self, text: str) -> tuple[Party, Knowledge]:
        key, name, countries, addresses, identifiers = orjson.loads(text)
        knowledge = self._knowledges[key]
        context = make_context(
            tuple(countries),
            tuple(addresses),
            tuple(Identifier(kind=kind, value=value) for kind, value in identifiers),
        )
        return make_party(name, context, knowledge), knowledge

    def _compare(self, key: int) -> tuple[int, ...]:
        query, knowledge = self._parties[key >> _HALF]
        listed, _ = self._parties[key & (1 << _HALF) - 1]
        vector = compare(query, listed, knowledge)
        return tuple(NULL_LEVEL if level is None else level for level in vector)


class _Levels(dict[int, tuple[int, ...]]):
    """Levels by pair, computed when first asked for; equal vectors are kept once."""

    def __init__(self, compare: Callable[[int], tuple[int, ...]]) -> None:
        super().__init__()
        self._compare = compare
        self._vectors: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __missing__(self, key: int) -> tuple[int, ...]:
        if len(self) >= _REMEMBERED_PAIRS:
            self.clear()
        levels = self._compare(key)
        levels = self[key] = self._vectors.setdefault(levels, levels)
        return levels
