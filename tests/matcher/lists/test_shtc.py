import csv
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.lists.shtc import COLUMNS
from matcher.records import AliasKind

ROW = [
    "1",
    "Example Electronics; 簡體中文：例电子有限公司",
    "EE;Example Denshi；Primer",
    "i) 1 Main Street, Tehran ii) 2 Quay, Isfahan; 3 Road, Dubai",
    "IR;AE",
    "P123;P456",
]


def write(folder: Path, *rows: list[str], header: tuple[str, ...] = COLUMNS.required) -> Path:
    file = folder / "shtc_list.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(header), *rows])
    return file


def test_an_entry(tmp_path: Path) -> None:
    (listed,) = read("tw_shtc", write(tmp_path, ROW))
    assert [(alias.kind, alias.name) for alias in listed.aliases] == [
        (AliasKind.PRIMARY, "Example Electronics"),
        (AliasKind.ALIAS, "例电子有限公司"),
        (AliasKind.ALIAS, "Example Denshi"),
        (AliasKind.ALIAS, "Primer"),
        (AliasKind.WEAK, "EE"),
    ]
    assert listed.addresses == ("1 Main Street, Tehran", "2 Quay, Isfahan", "3 Road, Dubai")
    assert listed.countries == ("ir", "ae")
    assert [identifier.value for identifier in listed.identifiers] == ["P123", "P456"]
    assert listed.topics == ("export.control",)


def test_the_un_reference_is_no_part_of_the_name(tmp_path: Path) -> None:
    row = ["1", "EXAMPLE BANK（永久參考號：KPe.001）", "", "", "KP", ""]
    (listed,) = read("tw_shtc", write(tmp_path, row))
    assert [alias.name for alias in listed.aliases] == ["EXAMPLE BANK"]
    assert listed.properties["notes"] == ("UN KPe.001",)


def test_an_id_does_not_hang_on_the_item_number(tmp_path: Path) -> None:
    (before,) = read("tw_shtc", write(tmp_path, ROW))
    (after,) = read("tw_shtc", write(tmp_path, ["7", *ROW[1:]]))
    assert before.id == after.id


def test_a_row_printed_twice_is_one_entry(tmp_path: Path) -> None:
    reading = read("tw_shtc", write(tmp_path, ROW, ["2", *ROW[1:]]))
    assert len(list(reading)) == 1
    assert reading.report.repeated["entries"] == 1


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        pytest.param([["1", "", "", "x", "IR", ""]], COLUMNS.required, "no name", id="no-name"),
        pytest.param([[*ROW, "x"]], (*COLUMNS.required, "備註"), "not known", id="unknown-column"),
        pytest.param([ROW[:5]], COLUMNS.required[:5], "is missing", id="column-missing"),
        pytest.param([], COLUMNS.required, "no entries", id="no-entries"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, rows: list[list[str]], header: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ListError, match=message):
        list(read("tw_shtc", write(tmp_path, *rows, header=header)))
