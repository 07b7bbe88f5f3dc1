import gc
import os
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matcher.errors import InvalidQuery, NoSnapshot, SnapshotError, UnknownEntity
from matcher.index import snapshot as module
from matcher.index.build import build
from matcher.index.filters import moment
from matcher.index.snapshot import Snapshot, open_current, open_snapshot, snapshots_folder
from matcher.records import Filters, Listed
from tests.matcher.index.homes import Entity, entity, snapshot_of

ENTITIES: tuple[Entity, ...] = (
    entity(
        "a-1", "Saron", datasets=["a"], referents=["b-7"], topics="sanction",
        last_change="2026-01-10T08:00:00",
    ),
    entity(
        "a-2", "Velt", schema="Vessel", datasets=["a", "b"], topics=["sanction", "crime"],
        last_change="2026-01-20",
    ),
    entity("b-1", "Mikra", datasets=["b"], topics="export.control"),
    entity(
        "c-1", "Lunet", schema="Person", datasets=["c"], referents=["a-1"], last_change="2025-05"
    ),
    entity("b-2", "Tarim", datasets=["b"], last_change="2026-01-20T01:00:00+03:00"),
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(tmp_path_factory.mktemp("small"), *ENTITIES)


def answered(snapshot: Snapshot, dataset: str | None = None, **filters: Any) -> set[str]:
    allowed = snapshot.allowed(Filters(**filters), dataset)
    rows = range(snapshot.entity_count) if allowed is None else np.flatnonzero(allowed).tolist()
    return {snapshot.listed(row).id for row in rows}


ALL = {"a-1", "a-2", "b-1", "b-2", "c-1"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, ALL, id="none"),
        pytest.param({"include_datasets": {"a"}}, {"a-1", "a-2"}, id="include"),
        pytest.param({"include_datasets": {"a", "c"}}, {"a-1", "a-2", "c-1"}, id="include-two"),
        pytest.param({"include_datasets": {"x"}}, set(), id="include-unknown"),
        pytest.param({"exclude_datasets": {"b"}}, {"a-1", "a-2", "c-1"}, id="exclude-keeps-shared"),
        pytest.param({"exclude_datasets": {"a", "b"}}, {"c-1"}, id="exclude-two"),
        pytest.param({"exclude_datasets": {"a", "b", "c"}}, set(), id="exclude-all"),
        pytest.param(
            {"include_datasets": {"b"}, "exclude_datasets": {"a"}},
            {"a-2", "b-1", "b-2"},
            id="include-and-exclude",
        ),
        pytest.param({"exclude_schemata": {"Company"}}, {"a-2", "c-1"}, id="schema"),
        pytest.param({"exclude_schemata": {"Vessel", "Person"}}, {"a-1", "b-1", "b-2"}, id="two"),
        pytest.param({"topics": {"crime"}}, {"a-2"}, id="topic"),
        pytest.param({"topics": {"crime", "export.control"}}, {"a-2", "b-1"}, id="any-topic"),
        pytest.param({"topics": {"sanction"}, "exclude_schemata": {"Vessel"}}, {"a-1"}, id="both"),
        pytest.param({"exclude_entity_ids": {"a-2"}}, ALL - {"a-2"}, id="id"),
        pytest.param({"exclude_entity_ids": {"b-7"}}, ALL - {"a-1"}, id="referent"),
        pytest.param({"exclude_entity_ids": {"a-1"}}, ALL - {"a-1", "c-1"}, id="id-and-referent"),
        pytest.param({"exclude_entity_ids": {"nobody"}}, ALL, id="unknown-id"),
        pytest.param(
            {"exclude_entity_ids": {"a-1"}, "include_datasets": {"a"}}, {"a-2"}, id="id-of-list"
        ),
    ],
)
def test_filters(small: Snapshot, filters: dict[str, set[str]], expected: set[str]) -> None:
    chosen: dict[str, Any] = {key: frozenset(value) for key, value in filters.items()}
    assert answered(small, **chosen) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        # b-1 has no date and c-1 none that can be compared: they may have changed since.
        pytest.param("2025-12-31", ALL, id="before-all"),
        pytest.param("2026-01-10", ALL, id="the-day-itself"),
        pytest.param("20260110", ALL, id="basic-form"),
        pytest.param("2026-01-11", ALL - {"a-1"}, id="a-day-later"),
        pytest.param("20260111", ALL - {"a-1"}, id="basic-form-later"),
        pytest.param("2026-01-10T08:00:00", ALL, id="the-second-itself"),
        pytest.param("2026-01-10T08:00:01", ALL - {"a-1"}, id="a-second-later"),
        pytest.param("2026-01-10T11:00:00+03:00", ALL, id="zone"),
        pytest.param("2026-01-19T22:00:00Z", ALL - {"a-1"}, id="listed-zone"),
        pytest.param("2026-01-20T12:00:00", {"a-2", "b-1", "c-1"}, id="a-day-counts-whole"),
        pytest.param("2026-01-21", {"b-1", "c-1"}, id="after-all"),
    ],
)
def test_changed_since(small: Snapshot, since: str, expected: set[str]) -> None:
    assert answered(small, changed_since=since) == expected


@pytest.mark.parametrize("since", ["soon", "2026-13-01", "2026-01-10T99:00:00", "ⅯⅯⅩⅩⅥ-01-01"])
def test_what_is_no_date_is_refused(small: Snapshot, since: str) -> None:
    with pytest.raises(InvalidQuery, match="changed_since"):
        small.allowed(Filters(changed_since=since), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", b"2026-01-31"),
        ("20260131", b"2026-01-31"),
        ("2026-01-31T12:00:00.123456", b"2026-01-31T12:00:00"),
        ("2026-01-31 12:00", b"2026-01-31T12:00:00"),
        ("2026-01-31T01:00:00+03:00", b"2026-01-30T22:00:00"),
        ("2026-01-31T01:00:00Z", b"2026-01-31T01:00:00"),
    ],
)
def test_a_moment_has_one_form(text: str, expected: bytes) -> None:
    assert moment(text) == expected


def test_the_dataset_narrows_what_is_included(small: Snapshot) -> None:
    assert answered(small, "b") == {"a-2", "b-1", "b-2"}
    assert answered(small, "b", include_datasets=frozenset({"a", "b"})) == {"a-2", "b-1", "b-2"}
    assert answered(small, "b", include_datasets=frozenset({"a"})) == set()
    assert answered(small, "a", topics=frozenset({"crime"})) == {"a-2"}


def test_one_caller_cannot_change_what_the_next_is_allowed(small: Snapshot) -> None:
    filters = Filters(include_datasets=frozenset({"a"}))
    first = small.allowed(filters, None)
    assert first is not None
    with pytest.raises(ValueError, match="read-only"):
        first[:] = True
    narrowed = small.allowed(
        Filters(include_datasets=filters.include_datasets, exclude_entity_ids=frozenset({"a-2"})),
        None,
    )
    assert narrowed is not None
    assert answered(small, include_datasets=frozenset({"a"})) == {"a-1", "a-2"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("a-2", "a-2", id="id"),
        pytest.param("b-7", "a-1", id="referent"),
        pytest.param("a-1", "a-1", id="id-before-referent"),
    ],
)
def test_entity(small: Snapshot, asked: str, found: str) -> None:
    assert small.entity(asked).id == found


def test_an_own_id_wins_wherever_it_stands(tmp_path: Path) -> None:
    other = entity("x-1", "Saron", schema="Vessel", referents=["x-2"])
    small = snapshot_of(tmp_path, other, entity("x-2", "Velt"))
    assert small.entity("x-2").caption == "Velt"


@pytest.mark.parametrize("entity_id", ["nobody", "", "\x00", "a-1 ", "é" * 500])
def test_an_unknown_id_is_no_entity(small: Snapshot, entity_id: str) -> None:
    with pytest.raises(UnknownEntity):
        small.entity(entity_id)


def test_every_id_and_referent_of_the_sample_leads_to_its_party(
    snapshot: Snapshot, parties: list[Listed]
) -> None:
    for listed in parties:
        assert snapshot.entity(listed.id) == listed
        for referent in listed.referents:
            assert snapshot.entity(referent) == listed


def test_alias_rows_and_entities_are_two_ways_of_one_road(
    snapshot: Snapshot, parties: list[Listed]
) -> None:
    owners = snapshot.entities_of(range(snapshot.name_count)).tolist()
    for row in range(snapshot.entity_count):
        rows = snapshot.alias_rows(row)
        assert len(rows) > 0
        assert {owners[alias] for alias in rows} == {row}


def test_datasets_are_counted(small: Snapshot) -> None:
    counts = {summary.key: (summary.entities, summary.names) for summary in small.datasets}
    assert counts == {"a": (2, 2), "b": (3, 3), "c": (1, 1)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a snapshot that a test may damage."""
    return snapshots_folder(tmp_path) / snapshot_of(tmp_path, *ENTITIES).id


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: os.truncate(folder / "aliases.bin", 3), id="truncated-blobs"),
        pytest.param(lambda folder: os.truncate(folder / "names.rows.npy", 130), id="truncated"),
        pytest.param(lambda folder: (folder / "contexts.bin").unlink(), id="missing"),
        pytest.param(lambda folder: (folder / "datasets.json").write_text("[]"), id="emptied"),
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="no-manifest"),
        pytest.param(shutil.rmtree, id="gone"),
    ],
)
def test_a_damaged_snapshot_is_refused(folder: Path, damage: Callable[[Path], object]) -> None:
    open_snapshot(folder)
    damage(folder)
    with pytest.raises(SnapshotError):
        open_snapshot(folder)


@pytest.mark.parametrize("constant", ["FORMAT", "NORMALISER_VERSION", "PERSON_NORMALISER_VERSION"])
def test_a_snapshot_of_another_version_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, constant: str
) -> None:
    monkeypatch.setattr(module, constant, "another")
    with pytest.raises(SnapshotError, match="build it anew"):
        open_snapshot(folder)


def test_no_snapshot_before_the_first_build(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        open_current(tmp_path)


def test_the_pointer_may_lead_nowhere(tmp_path: Path) -> None:
    small = snapshot_of(tmp_path, entity("x-1", "Saron"))
    shutil.rmtree(snapshots_folder(tmp_path) / small.id)
    with pytest.raises(SnapshotError):
        open_current(tmp_path)
    assert build(tmp_path).id == small.id  # and the next build repairs it


def test_a_snapshot_is_freed_with_its_last_user(tmp_path: Path) -> None:
    """Not by the garbage collector: until then its files would stay mapped."""
    small = snapshot_of(tmp_path, entity("x-1", "Saron"))
    small.allowed(Filters(topics=frozenset({"sanction"})), None)
    gone = weakref.ref(small)
    gc.disable()
    try:
        del small
        assert gone() is None
    finally:
        gc.enable()


@pytest.fixture
def damaged(tmp_path: Path) -> Callable[[str, Callable[[Any], Any]], Path]:
    """Opens a snapshot whose manifest fits, and one of whose arrays is not what it was."""
    built = snapshot_of(tmp_path, *ENTITIES, entity("a-3", "Saron Velt Mikra Lunet"))

    def write(name: str, damage: Callable[[Any], Any]) -> Path:
        path = built.path / f"{name}.npy"
        array = np.load(path)
        changed = damage(array.copy())
        path.chmod(0o644)
        np.save(path, changed if changed is not None else array)
        return built.path

    return write


def _last(value: int) -> Callable[[Any], Any]:
    def damage(array: Any) -> Any:
        array[-1] = value
        return array

    return damage


def _before_last(value: int) -> Callable[[Any], Any]:
    def damage(array: Any) -> Any:
        array[-2] = value
        return array

    return damage


def _swapped(array: Any) -> Any:
    array[[1, -2]] = array[[-2, 1]]
    return array


def _with(field: str, value: int) -> Callable[[Any], Any]:
    def damage(array: Any) -> Any:
        array[field][-1] = value
        return array

    return damage


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        pytest.param("alias_entities", _last(6), id="party-out-of-range"),
        pytest.param("alias_entities", lambda array: array[:-1], id="too-few-owners"),
        pytest.param("alias_entities", lambda array: array.astype(np.uint16), id="owners-type"),
        pytest.param("alias_starts", _last(5), id="names-that-nobody-has"),
        pytest.param("alias_starts", _swapped, id="names-of-parties-cross"),
        pytest.param("alias_weights", lambda array: array[:-1], id="too-few-weights"),
        pytest.param("kinds", lambda array: array[:-1], id="too-few-kinds"),
        pytest.param("packed.word_numbers", _last(9_999), id="word-out-of-range"),
        pytest.param("packed.word_starts", _last(1 << 31), id="words-past-the-end"),
        pytest.param("packed.word_starts", _swapped, id="words-of-names-cross"),
        pytest.param("packed.join_starts", _last(0), id="joins-past-the-end"),
        pytest.param("packed.join_starts", _before_last(1), id="joins-of-names-cross"),
        pytest.param("packed.joins", lambda array: array[:-1], id="too-few-joins"),
        pytest.param("packed.form_sets", _last(9), id="forms-out-of-range"),
        pytest.param("packed.letters", lambda array: array[:-9], id="too-few-letters"),
        pytest.param("packed.natives", lambda array: array.astype(np.uint8), id="natives-type"),
        pytest.param("packed.records", lambda array: array[:-1], id="too-few-words"),
        pytest.param("packed.records", _with("text", 1 << 31), id="text-past-the-end"),
        pytest.param("packed.records", _with("text_length", 0), id="word-without-letters"),
        pytest.param("packed.records", _with("native", 1 << 31), id="native-past-the-end"),
        pytest.param("packed.records", _with("symbols", 1 << 31), id="symbols-past-the-end"),
        pytest.param("packed.records", _with("loose_length", 9_999), id="endless-key"),
        pytest.param("packed.records", _with("script", 99), id="no-script"),
    ],
)
def test_an_array_that_points_past_its_end_is_refused(
    damaged: Callable[[str, Callable[[Any], Any]], Path], name: str, damage: Callable[[Any], Any]
) -> None:
    path = damaged(name, damage)
    with pytest.raises(SnapshotError):
        Snapshot(path, "", ())
