"""What a process of the pool does. It is started afresh, and imports no DuckDB and no Arrow."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

from matcher.bulk.engine import Chunk, HitRow, Screened
from matcher.bulk.mentions import SEPARATOR, Mention, mentions_of
from matcher.bulk.parties import decode_query
from matcher.index.snapshot import open_snapshot
from matcher.records import Filters, Hit
from matcher.scoring.explain import as_line
from matcher.scoring.model import load_model
from matcher.screening import Screener
from matcher.trade.mapping import ColumnMapping
from matcher.trade.shipments import RowReader
from matcher.trade.tables import Row

_GARBAGE_EVERY = 50_000  # objects; the screener makes millions, and hardly one in a cycle


@cache
def _screener(snapshot: Path, model: Path) -> Screener:
    return Screener(open_snapshot(snapshot), load_model(model))


def prepare_process() -> None:
    """Set a fresh process of the pool up for its work."""
    gc.freeze()
    gc.set_threshold(_GARBAGE_EVERY)


@contextmanager
def fewer_collections() -> Iterator[None]:
    """The same for a while, in a process that does other things too."""
    before = gc.get_threshold()
    gc.set_threshold(_GARBAGE_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def read_rows(
    mapping: ColumnMapping, rows: Sequence[Row]
) -> tuple[list[Mention], dict[bytes, bytes]]:
    """Take rows of a trade file apart; see `mentions_of`."""
    return mentions_of(map(RowReader(mapping).read, rows))


def screen_chunk(
    snapshot: Path, model: Path, filters: Filters, dataset: str | None, chunk: Chunk
) -> Screened:
    """Screen a chunk of parties as `POST /match` would."""
    screener = _screener(snapshot, model)
    queries = [decode_query(query) for query in chunk.queries]
    found = (
        hit_rows(key, screener.screen(query, filters, dataset).hits)
        for key, query, may_hit in zip(
            chunk.keys, queries, screener.sieve(queries, filters, dataset), strict=True
        )
        if may_hit
    )
    hits = tuple(chain.from_iterable(found))
    return Screened(number=chunk.number, parties=len(chunk.keys), hits=hits)


def hit_rows(key: bytes, hits: Sequence[Hit]) -> list[HitRow]:
    """The hits of one party as lines of the answer, by `HIT_COLUMNS`."""
    return [
        (
            key,
            rank,
            hit.score,
            hit.match,
            hit.match_weight,
            hit.matched_name,
            hit.listed.id,
            hit.listed.caption,
            hit.listed.schema,
            SEPARATOR.join(hit.listed.countries),
            SEPARATOR.join(hit.listed.datasets),
            SEPARATOR.join(hit.listed.topics),
            as_line(hit.evidence),
        )
        for rank, hit in enumerate(hits, start=1)
    ]
