from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from api.app import create_app
from api.cli import main
from api.commands.pace import in_words, pace_line
from api.config import read_settings
from api.live import follow
from matcher.trade.records import Party, ShipmentRow
from matcher.trade.shipments import open_shipments


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("screen")
    CliRunner().invoke(main, ["--home", str(home), "sample"], catch_exceptions=False)
    return home


def call(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "screen", *map(str, arguments)])


def test_columns_are_shown_before_anything_is_screened(home: Path) -> None:
    found = call(home, home / "sample" / "trade.csv", "--columns")
    assert found.exit_code == 0
    assert "  consignee_address      -> consignee.address" in found.output.splitlines()


def test_a_file_is_screened(home: Path, tmp_path: Path) -> None:
    trade = tmp_path / "t.txt"
    trade.write_text("Firma;Wohin\nVOSTRAN LLC;Russia\n\n;CN\n", encoding="utf-8")
    out = tmp_path / "hits.jsonl"
    options = ["--column", "Firma=consignee", "--column", "Wohin=destination", "--processes", 1]
    found = call(home, trade, "--out", out, *options, "--json")
    assert found.exit_code == 0, found.output
    lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert [(line["row"], line["outcome"]) for line in lines][1:] == [(4, "rejected")]
    assert lines[0]["destination"] == "ru"
    assert orjson.loads((tmp_path / "hits.jsonl.summary.json").read_bytes())["rows"] == 2


def test_the_endpoint_answers_the_same(home: Path, tmp_path: Path) -> None:
    sample = (home / "sample" / "trade.csv").read_text(encoding="utf-8").splitlines()[:25]
    trade = tmp_path / "trade.csv"
    trade.write_text("\n".join(sample) + "\n", encoding="utf-8")
    out = tmp_path / "hits.jsonl"
    assert call(home, trade, "--out", out, "--processes", 1).exit_code == 0
    screened: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for line in map(orjson.loads, out.read_bytes().splitlines()):
        screened.setdefault((line["row"], line["role"]), []).append(line)
    live = follow(home)
    live.refresh()
    client = create_app(read_settings({}), live).test_client()
    with open_shipments(trade) as shipments:
        for row in shipments:
            assert isinstance(row, ShipmentRow)
            for party in row.parties:
                asked = client.post(
                    f"/match/default?cutoff={screened[row.row, party.role][0]['threshold']}",
                    json={
                        "queries": {"q": {"schema": party.query().schema, "properties": _by(party)}}
                    },
                )
                results = asked.get_json()["responses"]["q"]["results"]
                lines = [line for line in screened[row.row, party.role] if "listed_id" in line]
                assert [
                    (found["id"], found["score"], found["match_weight"], found["matched_name"])
                    for found in results
                ] == [
                    (line["listed_id"], line["score"], line["match_weight"], line["matched_name"])
                    for line in lines
                ]


def _by(party: Party) -> dict[str, list[str]]:
    """A party as the properties of a query."""
    properties = {
        "name": list(party.names),
        "address": list(party.addresses),
        "country": list(party.countries),
    }
    for found in party.identifiers:
        properties.setdefault(found.kind, []).append(found.value)
    return properties


def test_routing_evidence_has_switches(home: Path, tmp_path: Path) -> None:
    trade = tmp_path / "t.csv"
    trade.write_text("Consignee,HS code\nVostran LLC,854231\n", encoding="utf-8")
    rules, register = tmp_path / "rules.toml", tmp_path / "register.csv"
    rules.write_text("[high_priority_code]\non = false\n")
    register.write_text("name,founded\nVostran LLC,2023-01-01\n")

    def spoken(*options: object) -> str | None:
        out = tmp_path / "hits.jsonl"
        found = call(home, trade, "--out", out, "--processes", 1, *options)
        assert found.exit_code == 0, found.output
        line: dict[str, str] = orjson.loads(out.read_bytes().splitlines()[0])
        return line.get("routing")

    assert spoken() == "high_priority_code"
    assert spoken("--register", register) == "high_priority_code; founded_after"
    assert spoken("--register", register, "--rules", rules) == "founded_after"
    assert spoken("--no-routing") is None


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["{trade}"], 2, "--out FILE", id="no-out"),
        pytest.param(["{trade}", "--out", "x.pdf"], 1, "can be .parquet, .csv, .jsonl", id="pdf"),
        pytest.param(["no.csv", "--out", "x.csv"], 1, "no such file", id="no-file"),
        pytest.param(["{trade}", "--out", "x.csv", "--column", "a"], 2, "COLUMN=TARGET", id="col"),
        pytest.param(
            ["{trade}", "--out", "x.csv", "--no-routing", "--rules", "r.toml"],
            2,
            "asks no",
            id="no",
        ),
        pytest.param(["{trade}", "--delimiter", "ab"], 2, "one character", id="delimiter"),
        pytest.param(["{trade}", "--out", "x.csv", "--model", "zzzz"], 1, "no model", id="model"),
    ],
)
def test_what_is_malformed_is_refused(
    home: Path, arguments: list[str], code: int, message: str
) -> None:
    trade = home / "sample" / "trade.csv"
    found = call(home, *[argument.format(trade=trade) for argument in arguments])
    assert found.exit_code == code
    assert message in found.output


def test_without_a_snapshot_it_says_so(home: Path, tmp_path: Path) -> None:
    found = call(tmp_path, home / "sample" / "trade.csv", "--out", tmp_path / "x.csv")
    assert found.exit_code == 1
    assert "nothing is built" in found.output


def test_the_pace_is_said_in_words() -> None:
    line = pace_line("Screening: 120", "parties", done=100, left=880, total=1_000, seconds=10.0)
    assert line == "Screening: 120 of 1,000 parties, 10/s, 1 min 28 s left"
    assert pace_line("Reading: 5", "rows", done=0, left=None, total=None, seconds=0) == (
        "Reading: 5 rows"
    )
    assert [in_words(seconds) for seconds in (8, 90, 7500)] == ["8 s", "1 min 30 s", "2 h 5 min"]
