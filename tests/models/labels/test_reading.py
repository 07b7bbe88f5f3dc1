import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.errors import TableError
from models.labels.reading import Defaults, LabelFile, read_label_file
from models.labels.records import Verdict

DEFAULTS = Defaults(reviewer="file", use="train", at="2026-03-01T00:00:00.000000+00:00")
HEADER = "label,left_name,left_country,right_name,use,decided_at,reviewer"
ROW = "1,Kvartslit,RU,Quartzlit,,,"


def read(path: Path, *lines: str) -> LabelFile:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_label_file(path, DEFAULTS)


def test_a_row_needs_a_label_and_two_names(tmp_path: Path) -> None:
    found = read(tmp_path / "f.csv", "label,left_name,right_name", "1,Kvartslit,Quartzlit")
    [entry] = found.entries
    assert entry.pair.left.name == "Kvartslit"
    assert entry.decision is not None
    assert entry.decision.verdict is Verdict.MATCH
    assert entry.decision.reviewer == "file"
    assert entry.decision.decided_at == DEFAULTS.at
    assert (entry.origin.use, entry.origin.kind, entry.origin.clusters) == ("train", "reviewed", {})


def test_what_a_row_says_goes_before_the_defaults(tmp_path: Path) -> None:
    row = "unsure,Kvartslit,RU,Quartzlit,evaluate,2026-02-01T08:00:00+08:00,anna"
    [entry] = read(tmp_path / "f.csv", HEADER, row).entries
    assert entry.decision is not None
    assert entry.decision.verdict is Verdict.UNSURE
    assert entry.decision.reviewer == "anna"
    assert entry.decision.decided_at == "2026-02-01T00:00:00.000000+00:00"
    assert entry.origin.use == "evaluate"
    assert entry.is_dated


def test_rows_that_wait_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path / "f.csv", HEADER + ",colour", ROW + ",red", ",A,,B,,,,blue")
    assert (len(found.entries), len(found.unlabelled)) == (1, 1)
    assert found.not_kept == ("colour",)


@pytest.mark.parametrize(
    ("lines", "row", "column"),
    [
        pytest.param(["left_name,right_name", "a,b"], 1, "label", id="no-label-column"),
        pytest.param([HEADER, ROW, ROW.replace("1", "yes", 1)], 3, "label", id="label"),
        pytest.param([HEADER, "1, ,RU,Quartzlit,,,"], 2, "left_name", id="no-name"),
        pytest.param([HEADER, ROW.replace("RU", "Atlantis")], 2, "left_country", id="country"),
        pytest.param([HEADER, ROW.replace(",,,", ",Train,,")], 2, "use", id="use"),
        pytest.param([HEADER, ROW.replace(",,,", ",,soon,")], 2, "decided_at", id="time"),
        pytest.param([HEADER, ROW.replace(",,,", ",,2026-02-01,")], 2, "decided_at", id="zone"),
        pytest.param(
            [HEADER, ROW.replace(",,,", ",,2999-02-01T00:00:00Z,")], 2, "decided_at", id="to-come"
        ),
        pytest.param([HEADER, ROW, ROW.replace("1", "0", 1)], 3, "label", id="says-both"),
        pytest.param(
            [HEADER.replace("left_country", "left_nation"), ROW], 1, "left_nation", id="misspelt"
        ),
        pytest.param([HEADER, ROW + "more,more"], 2, None, id="cells"),
    ],
)
def test_an_error_names_file_row_and_column(
    tmp_path: Path, lines: list[str], row: int, column: str | None
) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path / "labels.csv", *lines)
    assert (caught.value.row, caught.value.column) == (row, column)
    assert "labels.csv" in str(caught.value)


def test_a_later_word_of_a_dated_file_is_no_contradiction(tmp_path: Path) -> None:
    rows = [
        f"{label},Kvartslit,RU,Quartzlit,,2026-02-0{label + 1}T00:00:00Z,anna" for label in (0, 1)
    ]
    assert len(read(tmp_path / "f.csv", HEADER, *rows).entries) == 2


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    path = tmp_path / "labels.parquet"
    columns = {
        "label": [1.0, 0.0, None],
        "left_name": ["Kvartslit", "科电半导体", "A"],
        "right_name": ["Quartzlit", "Kedian", "B"],
        "left_country": [["RU", "BY"], None, None],
    }
    pq.write_table(pa.table(columns), path)
    found = read_label_file(path, DEFAULTS)
    assert [entry.decision.verdict.value for entry in found.entries if entry.decision] == [
        "match",
        "no-match",
    ]
    assert found.entries[0].pair.left.country == "RU;BY"
    assert len(found.unlabelled) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("f.parquet", b"label,left_name", "cannot be read", id="no-parquet"),
        pytest.param("f.csv.gz", b"label,left_name", "cannot be read", id="no-gzip"),
        pytest.param("f.csv.gz", gzip.compress(b"label" * 999)[:20], "cannot be read", id="cut"),
        pytest.param("f.csv", b"label,left_name,right_name\n1,\xff,a\n", "cannot be", id="utf-8"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=said) as caught:
        read_label_file(path, DEFAULTS)
    assert caught.value.file == path


def test_parquet_errors_name_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "labels.parquet"
    names = {"left_name": ["a", "b"], "right_name": ["c", "d"]}
    pq.write_table(pa.table({"label": [1.0, 0.5], **names}), path)
    with pytest.raises(TableError, match=r"row 2, column 'label'"):
        read_label_file(path, DEFAULTS)
    pq.write_table(pa.table(names), path)
    with pytest.raises(TableError, match=r"column 'label': the column is missing"):
        read_label_file(path, DEFAULTS)
