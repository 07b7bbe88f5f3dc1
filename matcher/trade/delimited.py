"""CSV and its relatives, in any encoding, read so that one broken line costs one line."""

import csv
import gzip
import io
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from matcher.errors import TableError
from matcher.trade.encodings import check_encoding, find_delimiter, find_encoding
from matcher.trade.mapping import MappingFile
from matcher.trade.records import Rejected
from matcher.trade.tables import Row, header_names

_SAMPLE_BYTES = 1 << 20
_MOST_LINES_OF_RECORD = 100  # a quoted cell with more was never closed
_CELL_CHARS = 1 << 20
_REPLACED = "\ufffd"  # stands where bytes could not be decoded
_SHOWN_CHARS = 120


@contextmanager
def open_table(path: Path, told: MappingFile) -> Iterator["DelimitedTable"]:
    """Open a CSV; see `matcher.trade.tables.open_table`."""
    sample = _sample(path)
    encoding = check_encoding(told.encoding, path) if told.encoding else find_encoding(sample)
    if encoding is None:
        raise TableError("the bytes are no text; say --encoding if they are", file=path)
    lines = sample.decode(encoding, errors="replace").splitlines()
    delimiter = told.delimiter or find_delimiter(lines)
    with opened_text(path, encoding) as text:
        yield DelimitedTable(path, text, encoding, delimiter)


def _sample(path: Path) -> bytes:
    """The beginning of the file, cut behind a line."""
    with opened_bytes(path) as stream:
        sample = stream.read(_SAMPLE_BYTES)
    cut = sample.rfind(b"\n") + 1
    return sample[:cut] if len(sample) == _SAMPLE_BYTES and cut else sample


@contextmanager
def opened_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked where it is gzip.

    Raises:
        TableError: It cannot be opened, or not be unpacked, also while it is being read.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror}", file=path) from error
    with raw:
        if path.suffix.lower() != ".gz":
            yield raw
            return
        try:
            with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                yield unpacked  # type: ignore[misc]  # it reads as IO[bytes] does
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise TableError(f"the gzip is broken: {error}", file=path) from error


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """The file as text; bytes that cannot be decoded become U+FFFD."""
    with opened_bytes(path) as stream:
        yield io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


class DelimitedTable:
    """An open CSV."""

    row_count = None

    def __init__(self, path: Path, text: IO[str], encoding: str, delimiter: str) -> None:
        self._path = path
        self._lines = _Lines(text)
        self._delimiter = delimiter
        shown = "tab" if delimiter == "\t" else repr(delimiter)
        self.described = f"CSV, {encoding}, delimiter {shown}"
        csv.field_size_limit(_CELL_CHARS)
        header = self._record()
        if header is None:
            raise TableError("the file is empty", file=path)
        if isinstance(header, str):
            raise TableError(f"the header is broken: {header}", file=path, row=1)
        while len(header) > 1 and not header[-1].strip():
            header.pop()  # a delimiter at the end of each line
        self.columns = header_names(header, path)

    def rows(self, columns: Sequence[str]) -> Iterator[Row]:
        """See `Table.rows`."""
        places = [(name, self.columns.index(name)) for name in columns]
        width = len(self.columns)
        while True:
            number = self._lines.next_number
            row = self._record()
            if row is None:
                return
            if isinstance(row, str):
                yield self._rejected(number, row)
                continue
            if not any(map(str.strip, row)):
                continue
            if len(row) > width and not any(map(str.strip, row[width:])):
                row = row[:width]
            if len(row) != width:
                yield self._rejected(number, f"{len(row)} cells, the header has {width}")
                continue
            cells = {name: row[place] for name, place in places}
            broken = next((name for name, cell in cells.items() if _REPLACED in cell), None)
            if broken is None:
                yield number, cells
            else:
                yield Rejected(
                    row=number,
                    field=broken,
                    reason="bytes that are not in the file's encoding",
                    written=cells[broken][:_SHOWN_CHARS],
                )

    def _record(self) -> list[str] | str | None:
        """The next record's cells; a sentence if it is broken; None at the end."""
        self._lines.begin_record()
        try:
            return next(csv.reader(self._lines, delimiter=self._delimiter, strict=False), None)
        except csv.Error as error:
            return str(error)
        except _EndlessRecord:
            return "a quote is opened and never closed"

    def _rejected(self, number: int, reason: str) -> Rejected:
        """Reject the first line of a record; what else it swallowed is read again."""
        line = self._lines.give_back_all_but_first()
        return Rejected(row=number, reason=reason, written=line.strip()[:_SHOWN_CHARS])


class _EndlessRecord(Exception):
    """A record goes on and on."""


class _Lines:
    """The lines of a file, of which the last record's can be read again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._given_back: deque[str] = deque()
        self._record: list[str] = []
        self.next_number = 1

    def begin_record(self) -> None:
        self._record = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._record) >= _MOST_LINES_OF_RECORD:
            raise _EndlessRecord
        line = self._given_back.popleft() if self._given_back else next(self._text)
        self._record.append(line)
        self.next_number += 1
        return line

    def give_back_all_but_first(self) -> str:
        """Let all lines of the record be read again but its first, which is returned."""
        first, *rest = self._record
        self._given_back.extendleft(reversed(rest))
        self.next_number -= len(rest)
        self._record = []
        return first
