"""Excel workbooks and OpenDocument sheets. A sheet has a million rows at most, and is held whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from matcher.errors import TableError
from matcher.trade.mapping import MappingFile
from matcher.trade.tables import Row, cell_text, header_names


@contextmanager
def open_table(path: Path, told: MappingFile) -> Iterator["SheetTable"]:
    """Open one sheet of a workbook; see `matcher.trade.tables.open_table`."""
    if path.suffix.lower() == ".gz":
        raise TableError("a workbook is compressed as it is; unpack the .gz", file=path)
    try:
        book = CalamineWorkbook.from_path(path)
        name = _sheet_name(book, told.sheet, path)
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(f"the workbook is broken: {error}", file=path) from error
    yield SheetTable(path, name, sheet)


def _sheet_name(book: CalamineWorkbook, wanted: str | None, path: Path) -> str:
    names = book.sheet_names
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return wanted
    listed = ", ".join(map(repr, names))
    message = f"there is no sheet {wanted!r}" if wanted else "there are several sheets"
    raise TableError(f"{message}: {listed}; say --sheet", file=path)


class SheetTable:
    """One sheet; the first row with a value is the header."""

    def __init__(self, path: Path, name: str, sheet: CalamineSheet) -> None:
        self.described = f"workbook, sheet {name!r}"
        self._first = (sheet.start or (0, 0))[0] + 1
        self._values = sheet.to_python(skip_empty_area=True)
        header = list(next(iter(self._values), []))
        while header and not cell_text(header[-1]).strip():
            header.pop()
        self.columns = header_names(header, path)
        self.row_count: int | None = len(self._values) - 1

    def rows(self, columns: Sequence[str]) -> Iterator[Row]:
        """See `Table.rows`."""
        places = [(name, self.columns.index(name)) for name in columns]
        for number, row in enumerate(self._values[1:], start=self._first + 1):
            if any(cell_text(value).strip() for value in row):
                yield number, {name: cell_text(row[place]) for name, place in places}
