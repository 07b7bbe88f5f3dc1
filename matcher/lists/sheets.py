"""The rows of a spreadsheet's first sheet, as text: OpenDocument (.ods) and Excel (.xlsx).

Both are zipped XML. A dozen elements of them hold a table's text, which is less to know
than a library is to keep; formulas, styles and dates as numbers are the reader's affair.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from matcher.errors import ListError
from matcher.lists.tables import NumberedRow

# Of one member, unpacked: a list's sheet has some 10 MB; more is an attack.
_LARGEST_BYTES = 1 << 28
# Sheets end in thousands of empty cells and rows that are "repeated", not written.
_LONGEST_REPETITION = 256
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXCEL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL_LETTERS = re.compile(r"[A-Z]+")


def ods_rows(path: Path) -> Iterator[NumberedRow]:
    """The rows of an OpenDocument sheet that are not empty, with their numbers.

    Raises:
        ListError: It is not such a file, or broken.
    """
    with _archive(path) as archive:
        content = _member(archive, "content.xml", path)
    table = content.find(f".//{_TABLE}table")
    if table is None:
        raise ListError("there is no sheet", file=path)
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
            times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            cells += [text] * min(times, _LONGEST_REPETITION)
        if any(map(str.strip, cells)):
            yield number, _trimmed(cells)
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def xlsx_rows(path: Path) -> Iterator[NumberedRow]:
    """The rows of an Excel sheet that are not empty, with their numbers.

    Raises:
        ListError: It is not such a file, or broken.
    """
    with _archive(path) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = _member(archive, "xl/sharedStrings.xml", path)
            shared = [_excel_text(item) for item in strings.iter(f"{_EXCEL}si")]
        sheet = _member(archive, "xl/worksheets/sheet1.xml", path)
    for position, row in enumerate(sheet.iter(f"{_EXCEL}row"), start=1):
        number = int(row.get("r", position))
        cells: list[str] = []
        for cell in row.iter(f"{_EXCEL}c"):
            column = _column(cell.get("r", ""), default=len(cells))
            cells += [""] * (column - len(cells))
            try:
                cells.append(_excel_value(cell, shared))
            except (ValueError, IndexError) as error:
                message = "the cell has no text"
                raise ListError(message, file=path, row=number, field=cell.get("r")) from error
        if any(map(str.strip, cells)):
            yield number, _trimmed(cells)


def _excel_value(cell: Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _excel_text(cell)
    value = cell.findtext(f"{_EXCEL}v") or ""
    if kind == "s":
        return shared[int(value)]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return value


def _excel_text(item: Element) -> str:
    """The text of a string in one piece or in runs; not how it is to be pronounced (rPh)."""
    pieces = [item.findtext(f"{_EXCEL}t") or ""]
    runs = (*item.iterfind(f"{_EXCEL}r"), *item.iterfind(f"{_EXCEL}is"))
    return "".join([*pieces, *map(_excel_text, runs)])


def _column(reference: str, *, default: int) -> int:
    """Position of a cell, from 0: "C7" is 2."""
    letters = _CELL_LETTERS.match(reference)
    if letters is None:
        return default
    position = 0
    for letter in letters[0]:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise ListError(f"is not a spreadsheet: {error}", file=path) from error


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> Element:
    try:
        if archive.getinfo(name).file_size > _LARGEST_BYTES:
            raise ListError(f"is larger than {_LARGEST_BYTES:,} bytes", file=path, field=name)
        parser = XMLParser(target=_Builder(path))  # noqa: S314 (it refuses every DTD)
        parser.feed(archive.read(name))
        found: Element = parser.close()
    except (KeyError, zipfile.BadZipFile, ParseError, EOFError) as error:
        raise ListError(f"the spreadsheet is broken: {error}", file=path, field=name) from error
    return found


class _Builder(TreeBuilder):
    """Builds a tree of a document without a document type declaration."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        raise ListError(f"has a document type declaration ({name})", file=self._path)
