import csv
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from matcher.sample import SampleFiles, write_sample
from matcher.sample.pairs import COLUMNS as PAIR_COLUMNS
from matcher.sample.pairs import script_of
from matcher.sample.parties import World
from matcher.sample.trade import COLUMNS, ROLES


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ofac(sample: SampleFiles, name: str) -> list[list[str]]:
    text = (sample.ofac / name).read_bytes().removesuffix(b"\x1a").decode("ascii")
    return list(csv.reader(text.splitlines()))


def _entities(sample: SampleFiles) -> list[dict[str, object]]:
    with gzip.open(sample.ftm, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _bytes(directory: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(directory)), path.read_bytes()


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    write_sample(tmp_path / "here", seed=5, size=60)
    command = [sys.executable, "-m", "matcher.sample", str(tmp_path / "there")]
    subprocess.run([*command, "--seed", "5", "--size", "60"], check=True)
    assert dict(_bytes(tmp_path / "here")) == dict(_bytes(tmp_path / "there"))


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    one = write_sample(tmp_path / "one", seed=1, size=40)
    two = write_sample(tmp_path / "two", seed=2, size=40)
    assert one.pairs.read_bytes() != two.pairs.read_bytes()


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_tiny_world_is_written_whole(tmp_path: Path, size: int) -> None:
    files = write_sample(tmp_path, seed=3, size=size)
    assert len({row["party_id"] for row in _rows(files.entries)}) == size


@pytest.mark.parametrize(
    ("name", "width"),
    [("sdn.csv", 12), ("alt.csv", 5), ("add.csv", 6), ("sdn_comments.csv", 2)],
)
def test_ofac_files_have_the_published_shape(sample: SampleFiles, name: str, width: int) -> None:
    raw = (sample.ofac / name).read_bytes()
    assert raw.endswith(b"\r\n\x1a")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert {len(row) for row in _ofac(sample, name)} == {width}


@pytest.mark.parametrize("name", ["alt.csv", "add.csv", "sdn_comments.csv"])
def test_ofac_rows_belong_to_an_entry(sample: SampleFiles, name: str) -> None:
    entries = {row[0] for row in _ofac(sample, "sdn.csv")}
    rows = _ofac(sample, name)
    assert rows
    assert {row[0] for row in rows} <= entries


def test_long_ofac_remarks_run_over_into_the_comments(sample: SampleFiles) -> None:
    cut = {row[0]: row[11] for row in _ofac(sample, "sdn.csv") if len(row[11]) == 1000}
    assert {row[0] for row in _ofac(sample, "sdn_comments.csv")} == set(cut)
    assert all(len(row[11]) <= 1000 for row in _ofac(sample, "sdn.csv"))


def test_un_file_is_well_formed_and_complete(sample: SampleFiles) -> None:
    root = ET.fromstring(sample.un.read_bytes())
    assert root.tag == "CONSOLIDATED_LIST"
    assert [group.tag for group in root] == ["INDIVIDUALS", "ENTITIES"]
    printed = [str(node.text) for node in root.iter("DATAID")]
    references = [node.text for node in root.iter("REFERENCE_NUMBER")]
    entries = [r["entry_id"] for r in _rows(sample.entries) if r["source"] == "sample_un"]
    assert sorted(printed) == sorted(entries)
    assert len(set(references)) == len(entries)
    assert all(len(group) > 0 for group in root)


def test_ftm_lines_hold_each_entry_once_as_id_or_referent(sample: SampleFiles) -> None:
    ids: list[str] = []
    for entity in _entities(sample):
        ids.append(str(entity["id"]))
        referents = entity["referents"]
        assert isinstance(referents, list)
        ids.extend(referents)
        assert len(referents) + 1 == len(entity["datasets"])  # type: ignore[arg-type]
        assert entity["caption"] in entity["properties"]["name"]  # type: ignore[index]
    expected = [
        f"{row['source']}-{row['entry_id']}"
        for row in _rows(sample.entries)
        if row["source"] not in {"sample_ofac", "sample_un"}
    ]
    assert sorted(ids) == sorted(expected)


def test_every_script_of_the_lists_is_there(sample: SampleFiles) -> None:
    scripts = {
        script_of(name)
        for entity in _entities(sample)
        for key in ("name", "alias")
        for name in entity["properties"].get(key, [])  # type: ignore[attr-defined]
    }
    expected = {"Latin", "Cyrillic", "Han", "Arabic", "Hangul", "Japanese", "Georgian", "Armenian"}
    assert expected | {"Greek"} <= scripts


def test_both_kinds_of_chinese_characters_are_there(world: World) -> None:
    natives = "".join(name.text for party in world.parties for name in party.names)
    assert "贸易有限公司" in natives
    assert "貿易有限公司" in natives


def test_trade_rows_have_the_columns_of_trade_records(sample: SampleFiles) -> None:
    rows = _rows(sample.trade)
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        assert re.fullmatch(r"\d{6}", row["hs_code"])
        assert row["shipper"]
        assert row["consignee"]
        assert int(row["value_usd"]) > 0


def test_truth_names_a_party_for_every_filled_field(sample: SampleFiles) -> None:
    filled = {
        (row["shipment_id"], role) for row in _rows(sample.trade) for role in ROLES if row[role]
    }
    truth = _rows(sample.trade_truth)
    assert {(row["shipment_id"], row["role"]) for row in truth} == filled
    listed = {row["party_id"] for row in _rows(sample.entries)}
    assert all((row["listed"] == "yes") == (row["party_id"] in listed) for row in truth)


def test_some_shipments_mention_the_listed_and_most_do_not(sample: SampleFiles) -> None:
    truth = _rows(sample.trade_truth)
    hit = {row["shipment_id"] for row in truth if row["listed"] == "yes"}
    assert 0.1 < len(hit) / len({row["shipment_id"] for row in truth}) < 0.35
    assert len({row["variation"] for row in truth if row["listed"] == "yes"}) > 10


def test_pairs_are_labelled_by_identity(sample: SampleFiles) -> None:
    pairs = _rows(sample.pairs)
    assert tuple(pairs[0]) == PAIR_COLUMNS
    assert len({row["pair_id"] for row in pairs}) == len(pairs)
    for row in pairs:
        assert (row["label"] == "1") == (row["cluster_left"] == row["cluster_right"])
        negative = row["kind"].startswith(("neg_", "trade_neg_"))
        assert (row["label"] == "0") == negative


@pytest.mark.parametrize(
    "kind",
    [
        "alias_aka", "alias_fka", "alias_weak", "alias_acronym", "alias_xscript", "xlist_hardid",
        "xlist_hardid_xscript", "xlist_sameaddr", "xlist_sharedname_silver", "trade_typo",
        "neg_samelist_similar", "neg_samelist_sameaddr", "neg_samename_diffid", "neg_hardid",
        "neg_xscript", "trade_neg_hard", "trade_neg_easy",
    ],
)  # fmt: skip
def test_every_kind_of_pair_is_there(sample: SampleFiles, kind: str) -> None:
    assert sum(row["kind"] == kind for row in _rows(sample.pairs)) >= 3


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Zormet LLC", "Latin"),
        ("ООО «Зормет»", "Cyrillic"),
        ("深圳辰颢科技有限公司", "Han"),
        ("株式会社レラニクス", "Japanese"),
        ("주식회사 태라텍", "Hangul"),
        ("深圳ABCD科技有限公司", "Mixed:Han+Latin"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script
