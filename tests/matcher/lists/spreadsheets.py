"""Small spreadsheets, as the office programs of publishers write them."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]


def write_ods(file: Path, rows: Rows, *, head: str = "") -> Path:
    """An OpenDocument sheet that ends, as real ones do, in repeated empty cells and rows."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
            "</table:table-cell>"
            for value in row
        )
        + '<table:table-cell table:number-columns-repeated="16376"/></table:table-row>'
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="List">{cells}<table:table-row'
        ' table:number-rows-repeated="1043268"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _write(file, {"content.xml": content})


def write_xlsx(file: Path, rows: Rows, *, shared: bool = True) -> Path:
    """An Excel sheet; its texts shared or in the cells, empty cells left out."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings: list[str] = []
    body = ""
    for number, row in enumerate(rows, start=1):
        body += f'<row r="{number}">'
        for column, value in enumerate(row):
            reference = f"{chr(ord('A') + column)}{number}"
            if value.isdigit():
                body += f'<c r="{reference}"><v>{value}</v></c>'
            elif value and shared:
                body += f'<c r="{reference}" t="s"><v>{len(strings)}</v></c>'
                strings.append(value)
            elif value:
                text = f"<is><t>{escape(value)}</t></is>"
                body += f'<c r="{reference}" t="inlineStr">{text}</c>'
        body += "</row>"
    items = "".join(
        # A text in two runs, the way a cell with one bold word is stored.
        f"<si><r><t>{escape(text[:1])}</t></r><r><t>{escape(text[1:])}</t></r></si>"
        for text in strings
    )
    return _write(
        file,
        {
            "xl/sharedStrings.xml": f'<sst xmlns="{space}">{items}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>',
        },
    )


def _write(file: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file
