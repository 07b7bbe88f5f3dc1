import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.errors import ListError, NoSnapshot
from matcher.index.build import build
from matcher.index.snapshot import Snapshot, current_snapshot_id, open_current
from matcher.lists.store import ListStore
from matcher.records import Filters, Listed
from matcher.sample import SampleFiles, write_sample
from tests.matcher.conftest import ingest_sample
from tests.matcher.index.homes import entity, ingest, snapshot_of


def test_every_entry_of_every_list_is_there_as_it_was_read(
    sample_home: Path, snapshot: Snapshot, parties: list[Listed]
) -> None:
    store = ListStore(sample_home)
    read = [listed for manifest in store.current() for listed in store.entries(manifest)]
    kept = [entry for listed in parties for entry in snapshot.listings(listed.id)]
    assert sorted(kept, key=lambda p: p.id) == sorted(read, key=lambda p: p.id)
    assert len({listed.id for listed in parties}) == len(parties)


def test_the_same_lists_give_the_same_snapshot(
    sample_home: Path, tmp_path: Path, listed_sample: SampleFiles
) -> None:
    built = build(sample_home)
    assert build(sample_home).id == built.id
    shutil.copytree(sample_home / "lists", tmp_path / "lists")
    assert build(tmp_path).id == built.id


def test_another_list_gives_another_snapshot(tmp_path: Path) -> None:
    first = snapshot_of(tmp_path, entity("x-1", "Dormelan"))
    second = snapshot_of(tmp_path, entity("x-1", "Dormelan"), entity("x-2", "Optika"))
    assert second.id != first.id
    assert current_snapshot_id(tmp_path) == second.id


def test_nothing_ingested_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="ingest"):
        build(tmp_path)
    with pytest.raises(NoSnapshot):
        open_current(tmp_path)


def test_the_publishers_own_list_wins_over_a_conversion(tmp_path: Path) -> None:
    ingest(tmp_path, "ftm", entity("us_bis_el-1", "Converted"), entity("x-1", "Elsewhere"))
    ingest(tmp_path, "us_bis_el", entity("us_bis_el-1", "Published"))
    snapshot = build(tmp_path)
    assert snapshot.entity_count == 2
    own = snapshot.entity("us_bis_el-1")
    assert own.caption == "Published"
    assert own.provenance.source == "us_bis_el"
    counts = {summary.key: summary.entities for summary in snapshot.datasets}
    assert counts == {"ftm": 2, "us_bis_el": 1}
    assert [entry.caption for entry in snapshot.listings("us_bis_el-1")] == [
        "Published", "Converted",
    ]  # fmt: skip
    assert {alias.name for alias in own.aliases} == {"Published", "Converted"}


def test_an_address_alone_is_a_party(tmp_path: Path) -> None:
    address = "Unit 7, 12 Sadovaya street, Dormelansk 119261"
    snapshot = snapshot_of(
        tmp_path, entity("x-1", schema="Address", full=address, topics="export.control")
    )
    assert snapshot.name_count == 1
    stored = snapshot.alias(0)
    assert stored.alias is None
    assert stored.words == ()
    assert snapshot.entity("x-1").caption == address
    assert len(snapshot.context(0).addresses) == 1


def test_a_party_without_identifiers(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, entity("x-1", "Dormelan"))
    assert snapshot.context(0).identifiers == frozenset()
    assert snapshot.entity("x-1").identifiers == ()


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        pytest.param(("Dormelan", "ООО"), ["Dormelan"], id="beside-another"),
        pytest.param(("***", "Dormelan"), ["Dormelan"], id="first"),
        pytest.param(("ООО", "Ltd."), ["ООО"], id="nothing-else"),
    ],
)
def test_a_name_without_a_word_is_compared_only_where_there_is_no_other(
    tmp_path: Path, names: tuple[str, ...], rows: list[str]
) -> None:
    snapshot = snapshot_of(tmp_path, entity("x-1", *names))
    stored = [snapshot.alias(row).alias for row in snapshot.alias_rows(0)]
    assert [alias.name for alias in stored if alias] == rows
    assert [alias.name for alias in snapshot.entity("x-1").aliases] == list(names)


def test_a_name_that_holds_two_is_compared_as_each_of_them(tmp_path: Path) -> None:
    both = "Dormelan JSC (also known as Veltran Optika)"
    snapshot = snapshot_of(tmp_path, entity("x-1", both, "Veltran Optika"))
    stored = [snapshot.alias(row).alias for row in snapshot.alias_rows(0)]
    assert [alias.name for alias in stored if alias] == [both, "Veltran Optika", "Dormelan JSC"]
    assert [alias.name for alias in snapshot.entity("x-1").aliases] == [both, "Veltran Optika"]


def test_hostile_entries_are_stored(tmp_path: Path) -> None:
    endless = " ".join(f"word{number}x" for number in range(9_000))
    snapshot = snapshot_of(
        tmp_path,
        entity("x-1", endless, "🚢" * 50, "a\u0000b\u0007", last_change="y" * 5_000),
        entity("x-2", "Z" * 100_000),
    )
    assert snapshot.entity("x-1").aliases[0].name == endless
    allowed = snapshot.allowed(Filters(changed_since="2026-01-01"), None)
    assert allowed is not None
    assert allowed.all()


def test_progress_is_told_up_to_the_end(sample_home: Path) -> None:
    entries = sum(manifest.report.entries for manifest in ListStore(sample_home).current())
    told: list[tuple[int, int]] = []
    build(sample_home, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3 * entries, 3 * entries)
    assert told == sorted(told)
    assert {total for _, total in told} == {3 * entries}


def test_progress_of_a_longer_list_is_told_on_the_way(tmp_path: Path) -> None:
    ingest(tmp_path, "ftm", *(entity(f"x-{n}", f"Dormelan {n}") for n in range(2_500)))
    told: list[int] = []
    build(tmp_path, progress=lambda done, _: told.append(done))
    assert told == [*range(1000, 7001, 1000), 7500]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data.replace(b"Dormelan", b"Dormelax"), id="changed"),
        pytest.param(lambda data: b"\xff" + data, id="not-json"),
        pytest.param(lambda data: b"", id="emptied"),
    ],
)
def test_a_damaged_list_is_refused_and_the_old_snapshot_serves(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    old = snapshot_of(tmp_path, entity("x-1", "Dormelan"), entity("x-2", "Optika"))
    ingest(tmp_path, "us_bis_el", entity("us_bis_el-1", "Saron"))
    [entries] = tmp_path.glob("lists/ftm/*/entries.jsonl")
    entries.write_bytes(damage(entries.read_bytes()))
    with pytest.raises(ListError, match=r"entries\.jsonl"):
        build(tmp_path)
    assert open_current(tmp_path).id == old.id
    assert not list(tmp_path.glob("snapshots/.building-*"))


def test_a_list_without_its_manifest_is_refused(tmp_path: Path) -> None:
    old = snapshot_of(tmp_path, entity("x-1", "Dormelan"))
    [manifest] = tmp_path.glob("lists/ftm/*/manifest.json")
    manifest.unlink()
    with pytest.raises(ListError, match=r"manifest\.json"):
        build(tmp_path)
    assert current_snapshot_id(tmp_path) == old.id


def test_two_samples_of_one_seed_hold_the_same_parties(tmp_path: Path) -> None:
    for name in ("one", "other"):
        ingest_sample(tmp_path / name, write_sample(tmp_path / name / "files", seed=5, size=60))
    one, other = (build(tmp_path / name) for name in ("one", "other"))
    assert one.entity_count == other.entity_count
    assert all(one.listed(row) == other.listed(row) for row in range(one.entity_count))
