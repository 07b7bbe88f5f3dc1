from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed
from tests.matcher.lists.spreadsheets import write_xlsx

COLUMNS = (
    "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,"
    "Place of Birth,Citizenship,Address,Additional Information,Listing Information,IMO Number,"
    "Committees,Control Date,Instrument of Designation,Targeted Financial Sanction,Travel Ban,"
    "Arms Embargo,Maritime Restriction"
).split(",")
PERSON = {
    "Reference": "2",
    "Name of Individual or Entity": "Ivan PETROV",
    "Type": "Individual",
    "Name Type": "Primary Name",
    "Date of Birth": "a) 5 May 1957 b) circa 1958",
    "Place of Birth": "Tver; Russia",
    "Citizenship": "Russia",
    "Address": "1 Main Street, Tver, Russia",
    "Additional Information": "Director",
    "Committees": "Autonomous (Russia)",
    "Control Date": "44616",
    "Instrument of Designation": "Instrument 2026",
    "Travel Ban": "TRUE",
    "Arms Embargo": "FALSE",
}
SCRIPT = {
    **PERSON,
    "Reference": "2a",
    "Name of Individual or Entity": "Иван Петров",
    "Name Type": "Original Script",
}
WEAK = {
    **PERSON,
    "Reference": "2b",
    "Name of Individual or Entity": "Vanya",
    "Name Type": "Alias",
    "Alias Strength": "Weak",
}
VESSEL = {
    "Reference": "3",
    "Name of Individual or Entity": "EXAMPLE STAR",
    "Type": "Vessel",
    "Name Type": "Primary Name",
    "IMO Number": "9074729",
}


def write(folder: Path, *rows: dict[str, str], columns: list[str] = COLUMNS) -> Path:
    table = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return write_xlsx(folder / "Australian_Sanctions_Consolidated_List.xlsx", table)


def read_all(path: Path) -> list[Listed]:
    return list(read("au_dfat", path))


def test_the_rows_of_a_person_are_one_entry(tmp_path: Path) -> None:
    person, vessel = read_all(write(tmp_path, PERSON, SCRIPT, WEAK, VESSEL))
    assert person.id == "au_dfat-2"
    assert person.aliases == (
        Alias(name="Ivan PETROV"),
        Alias(name="Иван Петров", kind=AliasKind.ALIAS),
        Alias(name="Vanya", kind=AliasKind.WEAK),
    )
    assert person.countries == ("ru",)
    assert person.addresses == ("1 Main Street, Tver, Russia",)
    assert person.last_change == "2022-02-24"
    assert dict(person.properties) == {
        "birthDate": ("1957-05-05", "1958"),
        "birthPlace": ("Tver", "Russia"),
        "citizenship": ("ru",),
        "notes": ("Date of birth: circa 1958", "Director", "Travel Ban"),
        "program": ("Autonomous (Russia)",),
        "programId": ("Instrument 2026",),
    }
    assert vessel.schema == "Vessel"
    assert vessel.identifiers == (Identifier(kind="imoNumber", value="9074729"),)


def test_csv_with_the_columns_of_former_years(tmp_path: Path) -> None:
    columns = COLUMNS[:4] + COLUMNS[5:11] + COLUMNS[12:14]
    file = tmp_path / "list.csv"
    values = (f'"{PERSON.get(column, "")}"' for column in columns)
    file.write_text(",".join(columns) + "\n" + ",".join(values) + "\n")
    (person,) = read_all(file)
    assert person.caption == "Ivan PETROV"


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        pytest.param({"Reference": "x2"}, "Reference", "'x2'", id="reference"),
        pytest.param({"Type": "Balloon"}, "Type", "'Balloon'", id="type"),
        pytest.param({"Name Type": "Nickname"}, "Name Type", "'Nickname'", id="kind-of-name"),
        pytest.param(
            {"Name of Individual or Entity": ""},
            "Name of Individual or Entity",
            "no name",
            id="nameless",
        ),
    ],
)
def test_a_broken_row_is_refused(
    tmp_path: Path, change: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        read_all(write(tmp_path, {**PERSON, **change}))
    assert (caught.value.row, caught.value.field) == (2, field)


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="'Moon': the column is not known"):
        read_all(write(tmp_path, PERSON, columns=[*COLUMNS, "Moon"]))


def test_a_list_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no entries"):
        read_all(write(tmp_path))
