"""What a resolution has done so far, in the state folder of its screening.

keys/000000.parquet            keys of a chunk of parties
pairs.parquet                  pairs that share one
links-0.97/000000.parquet      of a chunk of pairs those that score so much, and their scores

A file appears whole or not at all, so a run that is killed goes on behind the last one.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from matcher.bulk.state import State, whole
from matcher.resolution.blocks import Pairs
from matcher.resolution.keys import KeyTable

Scores = NDArray[np.float32]
_KEY_SCHEMA = pa.schema([("kind", pa.uint8()), ("row", pa.uint32()), ("key", pa.uint64())])
_LINK_SCHEMA = pa.schema([("pair", pa.uint64()), ("score", pa.float32())])


class Progress:
    """The files of one resolution.

    Args:
        state: Of its screening.
        enough: Score that links: links of another one are others.
    """

    def __init__(self, state: State, enough: float) -> None:
        self._keys = state.folder / "keys"
        self._links = state.folder / f"links-{enough!r}"
        self.pairs = state.folder / "pairs.parquet"
        for folder in (self._keys, self._links):
            folder.mkdir(exist_ok=True)

    @property
    def all_keys(self) -> str:
        """The files of keys, as a pattern."""
        return str(self._keys / "*.parquet")

    def keys(self, number: int) -> Path:
        """Keys of a chunk of parties."""
        return self._keys / f"{number:06}.parquet"

    def links(self, number: int) -> Path:
        """Links of a chunk of pairs."""
        return self._links / f"{number:06}.parquet"

    def drop_keys(self) -> None:
        """Throw the keys away, once they are paired."""
        for path in self._keys.iterdir():
            path.unlink()

    def count_pairs(self) -> int:
        """How many pairs there are."""
        found: int = parquet.read_metadata(self.pairs).num_rows
        return found

    def read_pairs(self, size: int) -> Iterator[tuple[int, Pairs]]:
        """The pairs by the chunk, which is numbered; chunks whose links are known are left out."""
        with parquet.ParquetFile(self.pairs) as file:
            for number, batch in enumerate(file.iter_batches(batch_size=size)):
                if not self.links(number).exists():
                    yield number, batch.column("pair").to_numpy()

    def read_links(self) -> tuple[Pairs, Scores]:
        """All links."""
        files = [parquet.read_table(path) for path in sorted(self._links.glob("*.parquet"))]
        found = pa.concat_tables([_LINK_SCHEMA.empty_table(), *files])
        return found.column("pair").to_numpy(), found.column("score").to_numpy()


def write_keys(path: Path, table: KeyTable) -> None:
    """Write the keys of a chunk of parties."""
    _write(path, _KEY_SCHEMA, table.kinds, table.rows, table.keys)


def write_links(path: Path, pairs: Pairs, scores: Scores) -> None:
    """Write the links of a chunk of pairs."""
    _write(path, _LINK_SCHEMA, pairs, scores)


def _write(path: Path, schema: pa.Schema, *columns: NDArray[np.generic]) -> None:
    table = pa.Table.from_arrays(list(map(pa.array, columns)), schema=schema)
    with whole(path) as part:
        parquet.write_table(table, part, compression="zstd")
