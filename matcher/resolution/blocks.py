"""Pairs of parties worth comparing: those that share a rare key.

A word that thousands of names carry makes no pair by itself, but two words together do. So
the work grows with the parties, not with their square.

DuckDB sorts the keys on disk, in bounded memory; what stands together after that is paired here,
some hundred thousand keys at a time.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from matcher.bulk.state import whole
from matcher.kernel.hashing import MULTIPLIER
from matcher.resolution.keys import PARTS, WHOLE, WORDS

Pairs = NDArray[np.uint64]  # shape (n,): lower row << 32 | higher row

_RAREST_WORDS = 4  # of a party, that are taken two by two
_ALL_PAIRS = 16  # parties of a key that are compared each with each; of more, with neighbours
_NEIGHBOURS = 2
# A key of more parties than these says nothing, except a whole name, number or address.
_MOST_SHARING = 400
_RARE = 16  # parties of a word that is enough by itself
_BATCH_KEYS = 200_000

_Rows = NDArray[np.uint32]
_Keys = NDArray[np.uint64]
_PAIR_SCHEMA = pa.schema([("pair", pa.uint64())])
_EMPTY: Pairs = np.empty(0, dtype=np.uint64)


def write_pairs(database: duckdb.DuckDBPyConnection, keys: str, out: Path) -> None:
    """Write the pairs of rows that share a key, each once, ascending.

    Args:
        database: Of its own; what is more than its memory goes to its temporary directory.
        keys: Parquet files with the columns `kind`, `row` and `key`, as a pattern.
        out: Parquet file to write, column `pair`; it appears whole or not at all.
    """
    database.read_parquet(keys).create_view("keys")
    database.execute("CREATE TABLE found (pair UBIGINT)")
    database.execute("CREATE TABLE two_words (row UINTEGER, key UBIGINT)")
    for kind, most in ((WHOLE, None), (WORDS, _RARE), (PARTS, _RARE)):
        _find(database, f"SELECT row, key FROM keys WHERE kind = {kind}", most)  # noqa: S608
    _pair_words(database)
    _find(database, "SELECT row, key FROM two_words", _MOST_SHARING)
    database.execute("DROP TABLE two_words")
    distinct = database.execute("SELECT DISTINCT pair FROM found ORDER BY pair")
    with whole(out) as part, parquet.ParquetWriter(part, _PAIR_SCHEMA, compression="zstd") as file:
        for batch in distinct.to_arrow_reader(_BATCH_KEYS):
            file.write_batch(batch)


def _find(database: duckdb.DuckDBPyConnection, keyed: str, most: int | None) -> None:
    """Add the pairs of one kind of key; `most` parties share one, or it says nothing."""
    sorted_keys = database.cursor().execute(f"{keyed} ORDER BY key, row")
    for rows, keys in _groups(sorted_keys, by="key"):
        _insert(database, "found", _pairs(rows, keys, most=most))


def _pair_words(database: duckdb.DuckDBPyConnection) -> None:
    """The rarest words of each party, two by two; a word that it alone has meets nobody."""
    by_party = database.cursor().execute(
        "SELECT row, key FROM keys JOIN ("
        "  SELECT key, count(*) AS parties FROM keys WHERE kind = $kind GROUP BY key"
        "  HAVING parties > 1) USING (key) WHERE kind = $kind ORDER BY row, parties, key",
        {"kind": WORDS},
    )
    for rows, keys in _groups(by_party, by="row"):
        _insert(database, "two_words", *_two_words(rows, keys))


def _groups(found: duckdb.DuckDBPyConnection, *, by: str) -> Iterator[tuple[_Rows, _Keys]]:
    """Rows and keys as they come, cut only where one group ends and another begins."""
    rows, keys = np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint64)
    for batch in found.to_arrow_reader(_BATCH_KEYS):
        rows = np.concatenate([rows, batch.column("row").to_numpy()])
        keys = np.concatenate([keys, batch.column("key").to_numpy()])
        grouped = rows if by == "row" else keys
        cut = int(np.searchsorted(grouped, grouped[-1], side="left")) if len(grouped) else 0
        yield rows[:cut], keys[:cut]
        rows, keys = rows[cut:], keys[cut:]
    yield rows, keys


def _two_words(rows: _Rows, keys: _Keys) -> tuple[_Rows, _Keys]:
    """Keys of two words each.

    Args:
        rows: Ascending.
        keys: Of their words, the rarest of a row first.
    """
    if not len(rows):
        return rows, keys
    starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    lengths = np.diff(starts, append=len(rows))
    rank = np.arange(len(rows)) - np.repeat(starts, lengths)
    place = np.repeat(np.arange(len(starts)), lengths)
    rarest = np.zeros((len(starts), _RAREST_WORDS), dtype=np.uint64)
    kept = rank < _RAREST_WORDS
    rarest[place[kept], rank[kept]] = keys[kept]
    all_rows, all_keys = [], []
    for one, other in combinations(range(_RAREST_WORDS), 2):
        both = np.flatnonzero((rarest[:, one] != 0) & (rarest[:, other] != 0))
        low = np.minimum(rarest[both, one], rarest[both, other])
        high = np.maximum(rarest[both, one], rarest[both, other])
        all_rows.append(rows[starts[both]])
        all_keys.append(low * np.uint64(MULTIPLIER) + high)
    return np.concatenate(all_rows), np.concatenate(all_keys)


def _pairs(of_rows: _Rows, keys: _Keys, *, most: int | None) -> Pairs:
    """Pairs of the rows of each key; both ascending, by key."""
    if len(keys) < 2:
        return _EMPTY
    rows = of_rows.astype(np.uint64)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    lengths = np.diff(starts, append=len(keys))
    size = np.repeat(lengths, lengths)
    last = np.repeat(starts + lengths, lengths)
    position = np.arange(len(keys))
    is_said = np.full(len(keys), fill_value=True) if most is None else size <= most
    found = []
    for step in range(1, _ALL_PAIRS):
        allowed = (size <= _ALL_PAIRS) | (step <= _NEIGHBOURS)
        chosen = np.flatnonzero(allowed & is_said & (position + step < last))
        low, high = rows[chosen], rows[chosen + step]
        found.append((low << np.uint64(32)) | high)
    first = np.repeat(starts, lengths)
    far = np.flatnonzero((size > _ALL_PAIRS) & is_said & (position - first > _NEIGHBOURS))
    found.append((rows[first[far]] << np.uint64(32)) | rows[far])  # and each with the first
    pairs: Pairs = np.unique(np.concatenate(found))
    distinct: Pairs = pairs[(pairs >> np.uint64(32)) != (pairs & np.uint64(0xFFFFFFFF))]
    return distinct


def _insert(
    database: duckdb.DuckDBPyConnection, table: str, *columns: NDArray[np.uint32 | np.uint64]
) -> None:
    if len(columns[0]):
        batch = pa.table(list(map(pa.array, columns)), [f"c{n}" for n in range(len(columns))])
        database.register("batch", batch)
        database.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608
        database.unregister("batch")
