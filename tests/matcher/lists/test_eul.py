import csv
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.eul import read_eul
from matcher.lists.reading import read
from matcher.lists.report import Tally
from matcher.lists.sources import Format, get_source
from matcher.records import Alias, AliasKind

HEADER = [
    "No.",
    "国名、地域名\nCountry or Region",
    "企業名､組織名\nCompany or Organization",
    "別名\nAlso Known As",
    "懸念区分\nType of WMD",
    "通常兵器\nConventional\nWeapons",
]
FIRST = [
    "1",
    "カザフスタン\nRepublic of Kazakhstan",
    "Example Optics Research\nInstitute (EORI)",
    "・Example Optical\nResearch Centre\n・エグザンプル・オプティクス",
    "生物、化学、ミサイル、核\nB,C,M,N",
    "",
]
SECOND = ["2", "中国\nChina", "Primer Metals Co., Ltd. 示例金属", "", "", "通常兵器\nCW"]


def write(folder: Path, *rows: list[str], header: list[str] | None = None) -> Path:
    file = folder / "eul.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header or HEADER, *rows])
    return file


def test_the_table_of_the_notice(tmp_path: Path) -> None:
    first, second = read("jp_eul", write(tmp_path, FIRST, SECOND))
    assert first.aliases == (
        Alias(name="Example Optics Research Institute (EORI)"),
        Alias(name="Example Optical Research Centre", kind=AliasKind.ALIAS),
        Alias(name="エグザンプル・オプティクス", kind=AliasKind.ALIAS),
    )
    assert (first.countries, second.countries) == (("kz",), ("cn",))
    assert first.properties["notes"] == ("Type of WMD: B, C, M, N",)
    assert first.topics == ("export.control",)
    assert second.aliases == (
        Alias(name="Primer Metals Co., Ltd."),
        Alias(name="示例金属", kind=AliasKind.ALIAS),
    )
    assert second.properties["notes"] == ("Conventional Weapons: CW",)


def test_an_english_header_is_the_same(tmp_path: Path) -> None:
    english = ["No.", "Country or Region", "Company or Organization", "Also Known As",
               "Type of WMD", "Conventional Weapons"]  # fmt: skip
    (first,) = read("jp_eul", write(tmp_path, FIRST, header=english))
    assert first.countries == ("kz",)


def test_ids_stay_when_rows_move(tmp_path: Path) -> None:
    moved = [["1", *SECOND[1:]], ["2", *FIRST[1:]]]
    before = {
        listed.caption: listed.id for listed in read("jp_eul", write(tmp_path, FIRST, SECOND))
    }
    after = {listed.caption: listed.id for listed in read("jp_eul", write(tmp_path, *moved))}
    assert before == after


@pytest.mark.parametrize(
    ("rows", "row", "field", "message"),
    [
        pytest.param([FIRST, ["3", *SECOND[1:]]], 14, "No.", "number 2 expected", id="lost-row"),
        pytest.param([[*FIRST[:1], "Moon", *FIRST[2:]]], 8, "Country or Region", "no country",
                     id="country"),
        pytest.param([[*FIRST[:2], "", *FIRST[3:]]], 8, "Company or Organization", "no name",
                     id="name"),
        pytest.param([[*FIRST[:4], "X", ""]], 8, "Type of WMD", "no kind of weapon", id="weapon"),
        pytest.param([[*FIRST[:4], "", ""]], 8, "Type of WMD", "no weapon", id="no-weapon"),
        pytest.param([FIRST[:-1]], 8, None, "6 columns expected", id="cut"),
        pytest.param([], None, None, "no entries", id="empty"),
    ],
)  # fmt: skip
def test_what_is_broken_is_refused(
    tmp_path: Path, rows: list[list[str]], row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("jp_eul", write(tmp_path, *rows)))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_another_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="not known"):
        list(read("jp_eul", write(tmp_path, [*FIRST, "x"], header=[*HEADER, "備考 Remarks"])))


def test_a_mapping_beside_the_table_is_heeded(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Name\nExample Works\n")
    (tmp_path / "mine.mapping.toml").write_text(
        'id = "Name"\nschema = "Company"\n[columns]\nName = "name"\n'
    )
    assert [listed.caption for listed in read("jp_eul", file)] == ["Example Works"]
    assert get_source("jp_eul").format is Format.EUL_CSV
    with pytest.raises(ListError, match="not known"):
        list(read_eul(get_source("jp_eul"), file, Tally(source="jp_eul"), as_of=None))
