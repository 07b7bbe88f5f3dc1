"""Parquet, a batch of rows at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from matcher.errors import TableError
from matcher.trade.mapping import MappingFile
from matcher.trade.tables import Row, cell_text

_BATCH_ROWS = 10_000


@contextmanager
def open_table(path: Path, told: MappingFile) -> Iterator["ParquetTable"]:  # noqa: ARG001
    """Open Parquet; see `matcher.trade.tables.open_table`."""
    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from error
    with file:
        yield ParquetTable(path, file)


class ParquetTable:
    """An open Parquet file."""

    described = "Parquet"

    def __init__(self, path: Path, file: parquet.ParquetFile) -> None:
        self._path = path
        self._file = file
        self.columns = list(file.schema_arrow.names)
        self.row_count: int | None = file.metadata.num_rows

    def rows(self, columns: Sequence[str]) -> Iterator[Row]:
        """See `Table.rows`."""
        number = 0
        for batch in self._batches(list(columns)):
            values = [batch.column(name).to_pylist() for name in columns]
            for row in zip(*values, strict=True):
                number += 1
                yield number, dict(zip(columns, map(cell_text, row), strict=True))

    def _batches(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        batches = self._file.iter_batches(batch_size=_BATCH_ROWS, columns=columns)
        while True:
            try:
                batch = next(batches)
            except StopIteration:
                return
            except (pa.ArrowException, OSError) as error:
                raise _broken(self._path, error) from error
            yield batch


def _broken(path: Path, error: Exception) -> TableError:
    return TableError(f"the Parquet file is broken: {error}", file=path)
