"""What an engine is: something that answers chunks of distinct parties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

HIT_COLUMNS = (
    "key", "rank", "score", "match", "match_weight", "matched_name", "listed_id", "listed_name",
    "listed_schema", "listed_countries", "datasets", "topics", "explanation",
)  # fmt: skip

HitRow = tuple[object, ...]  # by HIT_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some distinct parties.

    Args:
        number: Of the chunk.
        keys: Of the parties.
        queries: The same parties, as `matcher.bulk.parties.encode_query` wrote them.
    """

    number: int
    keys: tuple[bytes, ...]
    queries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What was found for a chunk.

    Args:
        number: Of the chunk.
        parties: How many it had.
        hits: By party in the chunk's order, best first; nothing of a party that is clear.
    """

    number: int
    parties: int
    hits: tuple[HitRow, ...]


class Engine(Protocol):
    """Answers chunks: on the processes of one machine, or on many machines."""

    def screen(self, chunks: Iterable[Chunk], /) -> Iterator[Screened]:
        """What is found for each chunk, in any order; the chunks are taken as they are needed."""
        ...
