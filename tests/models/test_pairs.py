import gzip
from pathlib import Path

import pytest

from matcher.errors import TableError
from matcher.records import Identifier
from models.pairs import read_labels, side_of

HEADER = (
    "pair_id,label,kind,left_name,left_country,left_address,left_identifiers,"
    "right_name,right_country,right_address,right_identifiers,cluster_left,cluster_right,use"
)
ROW = "p1,1,xlist_hardid,Alfa,RU;BY,1 Lipovaya,innCode:7707083893,Alpha,,,,c1,c1,train"


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_is_read_whole(tmp_path: Path) -> None:
    (pair,) = read_labels(write(tmp_path / "pairs.csv", HEADER, ROW))
    assert pair.same
    assert pair.trainable
    assert pair.left.countries == ("ru", "by")
    assert pair.left.addresses == ("1 Lipovaya",)
    assert pair.left.identifiers == (Identifier(kind="innCode", value="7707083893"),)
    assert pair.right.countries == ()


def test_a_gzipped_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n{ROW}\n".encode()))
    assert len(list(read_labels(path))) == 1


@pytest.mark.parametrize(
    ("lines", "row", "column"),
    [
        pytest.param([HEADER.replace("label,", "", 1), ROW], 1, "label", id="no-such-column"),
        pytest.param([HEADER, ROW, ROW.replace(",1,", ",yes,", 1)], 3, "label", id="no-label"),
        pytest.param([HEADER, ROW + ",more"], 2, None, id="too-many-cells"),
        pytest.param([HEADER, "p1,1"], 2, None, id="too-few-cells"),
    ],
)
def test_an_error_names_row_and_column(
    tmp_path: Path, lines: list[str], row: int, column: str | None
) -> None:
    path = write(tmp_path / "pairs.csv", *lines)
    with pytest.raises(TableError) as caught:
        list(read_labels(path))
    assert (caught.value.row, caught.value.column) == (row, column)
    assert path.name in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"absent\.csv"):
        list(read_labels(tmp_path / "absent.csv"))


def test_masked_fields_are_not_known() -> None:
    row = {"left_name": "Alfa", "left_country": "RU", "left_identifiers": "innCode:7707083893"}
    side = side_of(row, "left", frozenset({"country", "identifiers"}))
    assert side.name == "Alfa"
    assert side.countries == ()
    assert side.identifiers == ()


def test_a_pair_knows_where_its_sides_are_from_if_the_table_does(tmp_path: Path) -> None:
    rows = ["left_source,right_source," + HEADER, "eu_oj,us_ofac_sdn," + ROW]
    (pair,) = read_labels(write(tmp_path / "pairs.csv", *rows))
    assert (pair.left_source, pair.right_source) == ("eu_oj", "us_ofac_sdn")
    (pair,) = read_labels(write(tmp_path / "pairs.csv", HEADER, ROW))
    assert (pair.left_source, pair.right_source) == ("", "")
