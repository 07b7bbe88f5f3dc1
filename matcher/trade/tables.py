"""A table of trade records as rows of text, whatever the file: the reader's shape and choice."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from math import isnan
from pathlib import Path
from typing import Protocol

from matcher.errors import TableError
from matcher.trade.mapping import MappingFile
from matcher.trade.records import Rejected

Row = tuple[int, Mapping[str, str]] | Rejected
"""The row's number and its cells by column, or why it cannot be read."""

# The modules beside this one that read a format, each with a function `open_table`. Some need
# packages that a machine which only serves does without, so they are found when needed.
_READERS = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".txt": "delimited",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".json": "json_lines",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".xlsx": "workbooks",
    ".xlsm": "workbooks",
    ".xlsb": "workbooks",
    ".xls": "workbooks",
    ".ods": "workbooks",
}


class Table(Protocol):
    """An open table."""

    @property
    def columns(self) -> Sequence[str]:
        """The header, in the order of the file."""
        ...

    @property
    def described(self) -> str:
        """How the file was understood: `CSV, utf-8, delimiter ';'`."""
        ...

    @property
    def row_count(self) -> int | None:
        """Rows below the header, where the format says so."""
        ...

    def rows(self, columns: Sequence[str], /) -> Iterator[Row]:
        """The rows below the header that are not empty; of each the cells of these columns.

        Raises:
            TableError: The file breaks off or cannot be read further.
        """
        ...


def open_table(path: Path, told: MappingFile) -> AbstractContextManager[Table]:
    """Open a table by the suffix of its name; `.gz` behind it is unpacked on the way.

    Args:
        path: The file.
        told: What is known of it; the rest is found out.

    Raises:
        TableError: It is missing, empty, of another format than its name says, or of a format
            whose reader is not installed.
    """
    name = path.name.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(_READERS)
        raise TableError(f"{suffix or 'no suffix'} is no table; known are {known}", file=path)
    if not path.is_file():
        raise TableError("there is no such file", file=path)
    if path.stat().st_size == 0:
        raise TableError("the file is empty", file=path)
    try:
        module = import_module(f"matcher.trade.{reader}")
    except ModuleNotFoundError as error:
        message = f"reading {suffix} needs {error.name}: install tallyman[batch]"
        raise TableError(message, file=path) from error
    opened: AbstractContextManager[Table] = module.open_table(path, told)
    return opened


def header_names(columns: Sequence[object], file: Path) -> list[str]:
    """The names of a header; a column without one goes by its number.

    Raises:
        TableError: The file has no header.
    """
    names = [" ".join(cell_text(column).split()) for column in columns]
    if not any(names):
        raise TableError("there is no header: the first row is blank", file=file, row=1)
    return [name or f"column {place}" for place, name in enumerate(names, start=1)]


def cell_text(value: object) -> str:
    """A typed cell as text: whole numbers without a point, days as ISO 8601, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, float):
        if isnan(value):  # how some writers spell "nothing"
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(cell_text, value)))
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat is not None else str(value)
