"""Tables with a header: CSV as publishers write it, and any other rows of text.

A header is matched by its letters and digits alone, in any order: publishers change case,
blanks and punctuation. A column that is missing or not known is refused.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.files import opened

# A statement of reasons may be long; a cell without end is a quote that was never closed.
_CELL_CHARS = 1 << 20

NumberedRow = tuple[int, list[str]]
Record = dict[str, str]  # column -> value on one line, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a header may and must say, by the names that the reader uses."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def csv_rows(path: Path, *, delimiter: str = ",") -> Iterator[NumberedRow]:
    """The rows of a CSV file in UTF-8, each with the number of its first line.

    Raises:
        ListError: It cannot be read or decoded, or its quoting is broken.
    """
    csv.field_size_limit(_CELL_CHARS)
    number = 1
    with opened(path) as stream:
        # Typeshed asks for more of a buffer than TextIOWrapper does.
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")  # type: ignore[type-var]
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise ListError(f"the CSV is broken: {error}", file=path, row=number) from error
            except UnicodeDecodeError as error:
                message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
                raise ListError(message, file=path, row=number) from error
            if any(map(str.strip, row)):
                yield number, row
            number = rows.line_num + 1


def records(
    rows: Iterable[NumberedRow], columns: Columns, *, file: Path, is_sheet: bool = False
) -> Iterator[tuple[int, Record]]:
    """The rows below a header, by column, each with its number.

    Args:
        rows: The header first.
        columns: What the header may and must say.
        file: For errors.
        is_sheet: Whether a row may be shorter than the header: sheets end rows early.

    Raises:
        ListError: A column is missing, not known or there twice, or a row has not as many
            values as the header.
    """
    numbered = iter(rows)
    number, header = next(numbered, (None, []))
    names = _header_names(header, columns, file=file, row=number)
    for number, row in numbered:
        if is_sheet:
            row = row + [""] * (len(names) - len(row))
        if len(row) != len(names):
            message = f"{len(names)} columns expected, {len(row)} found"
            raise ListError(message, file=file, row=number)
        values = (" ".join(value.split()) for value in row)
        found = dict(zip(names, values, strict=True))
        yield number, {name: found.get(name, "") for name in columns.required + columns.optional}


def _header_names(
    header: list[str], columns: Columns, *, file: Path, row: int | None
) -> tuple[str, ...]:
    known = {_folded(name): name for name in columns.required + columns.optional}
    first = header[0].lstrip() if header else ""
    hint = "; this looks like a web page" if first.startswith("<") else ""
    names = []
    for column in header:
        name = known.get(_folded(column))
        if name is None:
            message = f"the column is not known{hint}"
            raise ListError(message, file=file, row=row, field=column.strip()[:60])
        if name in names:
            raise ListError("the column is there twice", file=file, row=row, field=name)
        names.append(name)
    for name in columns.required:
        if name not in names:
            raise ListError(f"the column is missing{hint}", file=file, row=row, field=name)
    return tuple(names)


def _folded(column: str) -> str:
    return "".join(char for char in column.casefold() if char.isalnum())
