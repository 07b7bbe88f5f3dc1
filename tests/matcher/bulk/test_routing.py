"""The evidence beside an answer is what `report` finds in it, row by row."""

import csv
import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from pyarrow import parquet

from matcher.bulk.routing import Routing
from matcher.bulk.screen import screen_file
from matcher.index.snapshot import Snapshot
from matcher.routing.answer import read_answer
from matcher.routing.evidence import gather
from matcher.routing.listed_addresses import addresses_of
from matcher.routing.rules import Rules, read_rules
from matcher.scoring.model import Model
from tests.matcher.bulk.conftest import MakeJob

COLUMNS = [
    "bill of lading no", "date", "hs code", "destination", "consignee", "consignee address",
    "consignee country", "consignee INN", "end user", "shipper",
]  # fmt: skip
CHIPS = "8542310000"
ROUTING = {"routing", "routing_tiers", "routing_evidence"}


def write_trade(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def trade(tmp_path: Path, snapshot: Snapshot) -> Path:
    """Rows on which most rules have something to say, in every mixture."""
    dice = random.Random(7)
    listed = next(
        found
        for row in range(snapshot.entity_count)
        if (found := snapshot.listed(row)).addresses and any(map(str.isdigit, found.addresses[0]))
    )
    names = ["Example Trading LLC", "Primer Works JSC", "Sunny Bakery", "EXAMPLE TRADING", ""]
    names += [f"Firm Number {number} Ltd" for number in range(12)] + [listed.caption]
    places = ["12 Long Road, Suite 4, Almaty", "Long Road 12, Suite 4 Almaty", "9 Port, Dubai", ""]
    rows = [
        {
            "bill of lading no": f"B{dice.randrange(60)}",
            "date": dice.choice(["", "2021-03-11", *(f"2022-0{m}-11" for m in (2, 4, 5, 7))]),
            "hs code": dice.choice([CHIPS, "620520", f"{CHIPS}; 620520", "", "8542"]),
            "destination": dice.choice(["KZ", "DE", "AE", ""]),
            "consignee": dice.choice(names),
            "consignee address": dice.choice([*places, listed.addresses[0]]),
            "consignee country": dice.choice(["KZ", "AE", "DE", ""]),
            "consignee INN": dice.choice(["", "", "7707083893"]),
            "end user": dice.choice(["", "", *names]),
            "shipper": dice.choice(["Seller Inc", "", "TO ORDER"]),
        }
        for _ in range(400)
    ]
    newcomer = {"hs code": CHIPS, "date": "2022-07-11", "consignee": "Newcomer Metals"}
    number_alone = {"hs code": CHIPS, "date": "2022-07-11", "consignee INN": "7707083893"}
    rows += [{**rows[0], **newcomer}, number_alone]
    return write_trade(tmp_path / "trade.csv", rows)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def evidence_by_row(lines: list[dict[str, Any]]) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    for line in lines:
        flags = [
            (flag["rule"], flag["sentence"], flag["date"])
            for flag in line.get("routing_evidence", ())
        ]
        assert found.setdefault(line["row"], flags) == flags, "a line of a row says otherwise"
    return found


def test_it_is_the_evidence_that_a_report_finds(
    trade: Path, make_job: MakeJob, model: Model, snapshot: Snapshot
) -> None:
    job = make_job(trade)
    summary = screen_file(job, threshold=model.threshold, routing=Routing(rules=read_rules()))
    addresses = addresses_of(snapshot.listed(row) for row in range(snapshot.entity_count))
    shipments = list(read_answer(job.out))
    wanted = gather(shipments, read_rules(), listed_addresses=addresses)
    judged = list(wanted.judge(shipments))
    assert evidence_by_row(lines_of(job.out)) == {
        one.shipment.row: [(f.rule, f.sentence, f.date.isoformat()) for f in one.flags]
        for one in judged
    }
    spoken = {flag.rule for one in judged for flag in one.flags}
    assert spoken == {
        *("high_priority_code", "jurisdiction", "consignee_is_intermediary", "first_trade_after"),
        *("volume_break", "routing_changed", "address_of_listed", "address_of_many"),
        *("end_user_differs", "goods_do_not_fit"),
    }, "the rows should make every rule speak that needs no register"
    rules = summary["routing"]["rules"]
    assert {name for name, rule in rules.items() if rule["rows"]} == spoken
    assert {
        name: rule["not_asked_because"] for name, rule in rules.items() if rule["not_asked_because"]
    } == wanted.unasked
    assert summary["routing"]["rows"] == sum(bool(one.flags) for one in judged)


def test_it_changes_nothing_else(trade: Path, make_job: MakeJob, model: Model) -> None:
    plain, routed = make_job(trade, "plain.jsonl"), make_job(trade, "routed.jsonl")
    screen_file(plain, threshold=model.threshold)
    screen_file(routed, threshold=model.threshold, routing=Routing(rules=read_rules()))
    without = [
        {name: value for name, value in line.items() if name not in ROUTING}
        for line in lines_of(routed.out)
    ]
    assert lines_of(plain.out) == without
    assert not any(ROUTING & line.keys() for line in lines_of(plain.out))


def test_a_row_is_judged_whole_wherever_its_lines_are_parted(
    trade: Path, make_job: MakeJob, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight, parted = make_job(trade, "straight.parquet"), make_job(trade, "parted.parquet")
    routing = Routing(rules=read_rules())
    screen_file(straight, threshold=model.threshold, routing=routing)
    monkeypatch.setattr("matcher.bulk.store._BATCH_ROWS", 3)
    monkeypatch.setattr("matcher.bulk.screen.PART_ROWS", 7)
    screen_file(parted, threshold=model.threshold, routing=routing)
    assert parted.out.read_bytes() == straight.out.read_bytes()
    assert parted.summary.read_bytes() == straight.summary.read_bytes()


def test_each_flag_is_data_in_parquet_and_a_sentence_in_csv(
    tmp_path: Path, make_job: MakeJob, model: Model
) -> None:
    row = {"hs code": CHIPS, "consignee": "Primer Works JSC", "date": "2024-05-06"}
    trade = write_trade(tmp_path / "one.csv", [row])
    for out in ("a.parquet", "a.csv"):
        screen_file(
            make_job(trade, out), threshold=model.threshold, routing=Routing(rules=read_rules())
        )
    (line,) = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert (line["routing"], line["routing_tiers"]) == ("high_priority_code", "1")
    (flag,) = line["routing_evidence"]
    assert flag["date"] == "2024-02-23"
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        (cells,) = csv.DictReader(stream)
    assert cells["routing_evidence"] == f"{flag['sentence']} [{flag['source']}, {flag['date']}]"


def test_a_rule_is_a_switch(tmp_path: Path, make_job: MakeJob, model: Model) -> None:
    row = {"hs code": CHIPS, "consignee": "Primer Works JSC", "destination": "KZ"}
    trade = write_trade(tmp_path / "one.csv", [row])
    rules = tmp_path / "rules.toml"
    rules.write_text("[high_priority_code]\non = false\n")
    job = make_job(trade)

    def spoken(asked: Rules) -> str:
        screen_file(job, threshold=model.threshold, routing=Routing(rules=asked))
        return str(lines_of(job.out)[0]["routing"])

    assert spoken(read_rules()) == "high_priority_code; jurisdiction"
    assert spoken(read_rules(rules)) == "jurisdiction"


def test_a_file_of_names_alone_has_nothing_to_ask(
    tmp_path: Path, make_job: MakeJob, model: Model
) -> None:
    trade = tmp_path / "names.csv"
    trade.write_text("consignee\nPrimer Works JSC\n", encoding="utf-8")
    routing = Routing(rules=read_rules())
    found = screen_file(make_job(trade), threshold=model.threshold, routing=routing)["routing"]
    assert all(rule["not_asked_because"] for rule in found["rules"].values())
    assert found["rows"] == 0


def test_a_file_without_rows_has_no_evidence(
    tmp_path: Path, make_job: MakeJob, model: Model
) -> None:
    job = make_job(write_trade(tmp_path / "none.csv", []), "answer.parquet")
    found = screen_file(job, threshold=model.threshold, routing=Routing(rules=read_rules()))
    assert found["routing"]["rows"] == 0
    assert parquet.read_table(job.out).num_rows == 0
