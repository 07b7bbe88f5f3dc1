import zipfile
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.sheets import ods_rows, xlsx_rows
from tests.matcher.lists.spreadsheets import write_ods, write_xlsx

ROWS = [["Name", "City", "Number"], ["Example & Co", "", "7"], ["", "", ""], ["Beta", "Tver"]]
READ = [(1, ["Name", "City", "Number"]), (2, ["Example & Co", "", "7"]), (4, ["Beta", "Tver"])]


def test_an_opendocument_sheet(tmp_path: Path) -> None:
    assert list(ods_rows(write_ods(tmp_path / "x.ods", ROWS))) == READ


@pytest.mark.parametrize("shared", [True, False])
def test_an_excel_sheet(tmp_path: Path, shared: bool) -> None:
    assert list(xlsx_rows(write_xlsx(tmp_path / "x.xlsx", ROWS, shared=shared))) == READ


def test_a_document_type_declaration_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    with pytest.raises(ListError, match="document type"):
        list(ods_rows(write_ods(tmp_path / "x.ods", ROWS, head=bomb)))


def test_a_reference_to_no_text_is_refused_with_its_cell(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "x.xlsx", ROWS)
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(ListError) as caught:
        list(xlsx_rows(file))
    assert (caught.value.row, caught.value.field) == (1, "A1")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"Name;City", "not a spreadsheet", id="text"),
        pytest.param(b"PK\x03\x04cut", "not a spreadsheet", id="cut"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "x.ods"
    file.write_bytes(data)
    with pytest.raises(ListError, match=message):
        list(ods_rows(file))


def test_another_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="broken"):
        list(ods_rows(write_xlsx(tmp_path / "x.xlsx", ROWS)))
