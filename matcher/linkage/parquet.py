"""Rows of a Parquet file as a CSV would give them. Needs pyarrow, of the extra `train`."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from matcher.errors import TableError


def parquet_rows(path: Path, *, required: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their numbers, from 1; each cell as text, several values joined by `;`.

    Raises:
        TableError: The file is missing or is not Parquet, a column is missing, or a cell
            holds what no table of names does; it names the file and the row.
    """
    try:
        file = pq.ParquetFile(path)
        header = file.schema_arrow.names
        for column in required:
            if column not in header:
                raise TableError("the column is missing", file=path, column=column)
        number = 0
        for batch in file.iter_batches():
            for row in batch.to_pylist():
                number += 1
                yield (
                    number,
                    {column: _text(value, path, number, column) for column, value in row.items()},
                )
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"cannot be read: {error}", file=path) from error


def _text(value: object, path: Path, row: int, column: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | int():
            return str(int(value))
        case float() if value.is_integer():  # how tables write whole numbers beside blanks
            return str(int(value))
        case float() if value != value:  # noqa: PLR0124  # not a number, how they write a blank
            return ""
        case list():
            return ";".join(_text(part, path, row, column) for part in value)
    raise TableError(
        f"{value!r} is neither text nor a whole number", file=path, row=row, column=column
    )
