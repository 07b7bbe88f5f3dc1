"""The tables of a run on disk: written as Arrow, put together by DuckDB in bounded memory."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import parquet

from matcher.bulk.engine import HIT_COLUMNS, Chunk, HitRow, Screened
from matcher.bulk.mentions import MENTION_COLUMNS, Mention
from matcher.bulk.state import State, whole

CHUNK_PARTIES = 2_000
_BATCH_ROWS = 20_000
_PARTS_AT_ONCE = 10  # of the file, put beside their hits
_MEMORY = "256MB"  # of DuckDB; what is more goes to the state folder
_NUMBERS = {
    "row": pa.int64(), "place": pa.int32(), "rank": pa.int32(), "score": pa.float64(),
    "match": pa.bool_(), "match_weight": pa.float64(), "value": pa.float64(), "key": pa.binary(),
}  # fmt: skip


def _schema(columns: Iterable[str]) -> pa.Schema:
    return pa.schema([(name, _NUMBERS.get(name, pa.string())) for name in columns])


_MENTIONS, _HITS = _schema(MENTION_COLUMNS), _schema(HIT_COLUMNS)
_PARTIES = pa.schema([("key", pa.binary()), ("query", pa.binary())])


def write_mentions(path: Path, lines: Sequence[Mention]) -> None:
    """Write lines by `MENTION_COLUMNS`."""
    _write(path, lines, _MENTIONS)


def write_parties(path: Path, parties: dict[bytes, bytes]) -> None:
    """Write key -> encoded query."""
    _write(path, list(parties.items()), _PARTIES)


def write_hits(path: Path, hits: Sequence[HitRow]) -> None:
    """Write hits by `HIT_COLUMNS`."""
    _write(path, hits, _HITS)


def _write(path: Path, rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> None:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
    with whole(path) as part:
        parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), part, compression="zstd")


def gather_parties(state: State, *, threads: int) -> None:
    """Put each distinct party once into one file; neighbours there have words in common."""
    with connected(state, threads) as database, whole(state.parties) as part:
        found = database.execute(
            "SELECT key, min(query) AS query FROM read_parquet(?) GROUP BY key ORDER BY query, key",
            [str(state.read / "*.parties.parquet")],
        )
        with parquet.ParquetWriter(part, _PARTIES, compression="zstd") as file:
            for batch in found.to_arrow_reader(_BATCH_ROWS):
                file.write_batch(batch)


def count_parties(state: State) -> int:
    """How many distinct parties there are."""
    found: int = parquet.read_metadata(state.parties).num_rows
    return found


def read_chunks(state: State) -> Iterator[Chunk]:
    """The distinct parties, by the chunk."""
    with parquet.ParquetFile(state.parties) as file:
        batches = file.iter_batches(batch_size=CHUNK_PARTIES)
        for number, batch in enumerate(batches):
            yield Chunk(
                number=number,
                keys=tuple(batch.column("key").to_pylist()),
                queries=tuple(batch.column("query").to_pylist()),
            )


def write_screened(state: State, screened: Screened) -> None:
    """Keep what was found for a chunk."""
    write_hits(state.chunk(screened.number), screened.hits)


def gather_hits(state: State) -> None:
    """Put what was found for all chunks into one file.

    DuckDB keeps room for thousands of rows for each group of rows that it reads: the few of each of
    a thousand chunks would take more memory than it may have.
    """
    pending: list[pa.Table] = []
    count = 0
    with (
        whole(state.all_hits) as part,
        parquet.ParquetWriter(part, _HITS, compression="zstd") as file,
    ):
        for path in sorted(state.hits.glob("*.parquet")):
            pending.append(parquet.read_table(path, schema=_HITS))
            count += len(pending[-1])
            if count >= _BATCH_ROWS:
                file.write_table(pa.concat_tables(pending))
                pending, count = [], 0
        if pending:
            file.write_table(pa.concat_tables(pending))


def read_answer(state: State, *, threads: int) -> Iterator[pa.RecordBatch]:
    """Every mention with its hits: by row of the file, place in the row, rank of the hit.

    The parts of the file follow one another, so that only some of them have to be in order at once:
    a million mentions do not fit into the memory that they may take.
    """
    names = [*(f"m.{name}" for name in MENTION_COLUMNS), *(f"h.{name}" for name in HIT_COLUMNS[1:])]
    parts = [str(path) for path in sorted(state.read.glob("??????.parquet"))]
    with connected(state, threads) as database:
        database.execute(
            "CREATE TEMP TABLE hits AS SELECT * FROM read_parquet(?)", [str(state.all_hits)]
        )
        for start in range(0, len(parts), _PARTS_AT_ONCE):
            found = database.execute(
                f"SELECT {', '.join(names)} FROM read_parquet(?) m LEFT JOIN hits h "  # noqa: S608
                "ON m.key = h.key ORDER BY m.row, m.place, h.rank",
                [parts[start : start + _PARTS_AT_ONCE]],
            )
            yield from found.to_arrow_reader(_BATCH_ROWS)


def connected(state: State, threads: int) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own, of bounded memory; what is more goes to the state folder."""
    return duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(state.spill),
            "threads": threads,
        }
    )
