from datetime import date
from pathlib import Path

import pytest

from matcher.errors import RoutingError
from matcher.routing.answer import read_answer
from matcher.routing.records import Rejection
from matcher.trade.records import Role
from tests.matcher.routing.answers import LINES, write_answer

SUFFIXES = [".parquet", ".csv", ".jsonl"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_come_back_as_they_were_screened(tmp_path: Path, suffix: str) -> None:
    first, second = read_answer(write_answer(tmp_path / f"hits{suffix}"))
    assert (first.row, first.shipment_id, first.day) == (2, "B1", date(2024, 5, 6))
    assert first.hs_codes == ("8542310000", "620520")
    assert (first.origin, first.destination, first.value) == ("us", "kz", 1200.5)
    consignee, shipper = first.parties
    assert consignee.role is Role.CONSIGNEE
    assert consignee.names == ("=Example Works", "Primer Zavod")
    assert [(hit.rank, hit.score) for hit in consignee.hits] == [(1, 0.93), (2, 0.61)]
    assert consignee.hits[0].datasets == ("us_bis_el", "us_csl")
    assert shipper.hits == ()
    assert first.rejections == (Rejection(row=2, role="notify_party", reason="names nobody"),)
    assert second.rejections == (Rejection(row=3, role="", reason="the row names no party"),)
    assert second.parties == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_answer_without_lines_has_no_rows(tmp_path: Path, suffix: str) -> None:
    assert list(read_answer(write_answer(tmp_path / f"hits{suffix}", []))) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("hits.txt", "x", "an answer is .parquet", id="suffix"),
        pytest.param("hits.csv", "a,b\n1,2\n", "the column is missing", id="another-table"),
        pytest.param("hits.jsonl", "{", "is not JSON", id="broken-json"),
        pytest.param("hits.jsonl", "[1]\n", "not a JSON object", id="no-object"),
        pytest.param("hits.parquet", "x", "is not Parquet", id="broken-parquet"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(RoutingError, match=message):
        list(read_answer(file))


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    lines = [LINES[0], {**LINES[0], "row": 4, "date": "6.5.2024"}]
    with pytest.raises(RoutingError, match=r"6\.5\.2024") as caught:
        list(read_answer(write_answer(tmp_path / "hits.jsonl", lines)))
    assert caught.value.row == 2


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RoutingError, match="cannot be read"):
        list(read_answer(tmp_path / "hits.csv"))
