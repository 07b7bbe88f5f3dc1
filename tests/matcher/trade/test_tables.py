"""Every format gives the same rows; what is broken is refused, or rejected by its number."""

import gzip
from pathlib import Path

import orjson
import pyarrow as pa
import pytest
from pyarrow import parquet

from matcher.errors import TableError
from matcher.trade.mapping import MappingFile
from matcher.trade.records import Rejected
from matcher.trade.tables import Row, open_table
from tests.matcher.trade.workbook import write_workbook

HEADER = ["Shipper", "Value"]
ROWS = [["Vostran LLC", "12"], ["深圳凯锋", "7.5"]]


def read(path: Path, **told: str) -> tuple[str, list[Row]]:
    with open_table(path, MappingFile(**told)) as table:  # type: ignore[arg-type]
        return table.described, list(table.rows(table.columns))


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_any_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(row) for row in [HEADER, *ROWS]]
    path = write(tmp_path / "t.csv", "\n".join(lines) + "\n", encoding)
    told = {"encoding": "gb18030"} if encoding == "gb18030" else {}
    _, rows = read(path, **told)
    assert rows == [(2, dict(zip(HEADER, ROWS[0], strict=True))),
                    (3, dict(zip(HEADER, ROWS[1], strict=True)))]  # fmt: skip


def test_a_russian_export_is_sniffed(tmp_path: Path) -> None:
    names = ["ООО Востран", "Завод Приборостроения", "Торговый дом Северный", "Компания Заря"]
    text = "Отправитель;Получатель\n" + "".join(f"{a};{b}\n" for a in names for b in names)
    described, rows = read(write(tmp_path / "t.csv", text, "cp1251"))
    assert "cp1251" in described
    assert rows[0] == (2, {"Отправитель": "ООО Востран", "Получатель": "ООО Востран"})


def test_other_formats_give_the_same(tmp_path: Path) -> None:
    records = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    jsonl = tmp_path / "t.jsonl.gz"
    jsonl.write_bytes(gzip.compress(b"\n".join(map(orjson.dumps, records))))
    assert read(jsonl)[1] == [(1, records[0]), (2, records[1])]
    pq = tmp_path / "t.parquet"
    typed = [{"Shipper": "Vostran LLC", "Value": 12.0}, {"Shipper": "深圳凯锋", "Value": 7.5}]
    parquet.write_table(pa.Table.from_pylist(typed), pq)
    assert read(pq)[1] == [(1, records[0]), (2, records[1])]
    sheet = tmp_path / "t.xlsx"
    write_workbook(sheet, [HEADER, *ROWS])
    assert read(sheet)[1] == [(2, records[0]), (3, records[1])]


def test_broken_lines_cost_one_line_each(tmp_path: Path) -> None:
    text = 'Shipper,Value\nA,1\nB,2,3\n"C\nC",3\n"D "quoted" D",4\n,\nE,5\n"never closed,6\nF,7\n'
    _, rows = read(write(tmp_path / "t.csv", text))
    assert [row.row if isinstance(row, Rejected) else row[0] for row in rows] == [
        2, 3, 4, 6, 8, 9, 10,
    ]  # fmt: skip
    reasons = {row.row: row.reason for row in rows if isinstance(row, Rejected)}
    assert reasons[3] == "3 cells, the header has 2"
    assert set(reasons) == {3, 9}
    assert rows[2] == (4, {"Shipper": "C\nC", "Value": "3"})
    assert rows[-1] == (10, {"Shipper": "F", "Value": "7"})


def test_a_quote_that_is_never_closed_costs_one_line(tmp_path: Path) -> None:
    lines = [f"P{number},1" for number in range(500)]
    lines[100] = '"P100,1'
    _, rows = read(write(tmp_path / "t.csv", "Shipper,Value\n" + "\n".join(lines) + "\n"))
    assert len(rows) == 500
    assert [row.row for row in rows if isinstance(row, Rejected)] == [102]


def test_bytes_outside_the_encoding_reject_their_row(tmp_path: Path) -> None:
    names = "\n".join(f"Zażółć {number},1" for number in range(30)).encode()
    path = tmp_path / "t.csv"
    path.write_bytes(b"Shipper,Value\n" + names + b"\nBr\xffken,2\nGood,3\n")
    _, rows = read(path)
    [rejected] = [row for row in rows if isinstance(row, Rejected)]
    assert (rejected.row, rejected.field) == (32, "Shipper")
    assert len(rows) == 32


@pytest.mark.parametrize(
    ("line", "field"),
    [(b"{", None), (b"[1]", None), (b'{"Shipper": {"a": 1}}', "Shipper")],
)
def test_broken_json_lines_are_rejected(tmp_path: Path, line: bytes, field: str | None) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"Shipper": "A"}\n' + line + b'\n{"Shipper": "B"}\n')
    _, rows = read(path)
    assert isinstance(rows[1], Rejected)
    assert (rows[1].row, rows[1].field) == (2, field)
    assert rows[2] == (3, {"Shipper": "B"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("t.csv", b"", "the file is empty", id="empty"),
        pytest.param("t.csv", b"\n\n", "no header", id="blank-header"),
        pytest.param("t.csv.gz", b"Shipper\nA\n", "gzip is broken", id="not-gzip"),
        pytest.param("t.csv.gz", gzip.compress(b"Shipper\nA\n" * 99)[:-9], "gzip", id="cut-gzip"),
        pytest.param("t.parquet", b"PAR1", "Parquet file is broken", id="broken-parquet"),
        pytest.param("t.xlsx", b"PK", "workbook is broken", id="broken-workbook"),
        pytest.param("t.jsonl", b"no\n", "no line is a JSON object", id="no-json"),
        pytest.param("t.pdf", b"%PDF", "no table", id="unknown-suffix"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=message):
        read(path)


def test_a_sheet_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, [HEADER])
    assert read(path, sheet="Trade")[1] == []
    with pytest.raises(TableError, match="no sheet 'Export'"):
        read(path, sheet="Export")


def test_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="not a known encoding"):
        read(write(tmp_path / "t.csv", "Shipper\nA\n"), encoding="klingon")
