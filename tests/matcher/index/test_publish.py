import errno
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array, save_array
from matcher.index.manifest import open_manifest
from matcher.index.publish import current, prune, publish, set_current

Write = Callable[[Path], Mapping[str, Any]]
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(days=1)


def rows(value: int, facts: Mapping[str, Any] | None = None) -> Write:
    """A builder whose snapshot holds one array of `value`s."""

    def write(directory: Path) -> Mapping[str, Any]:
        save_array(directory, "rows", np.full(1000, value, dtype=np.uint32))
        return facts or {"names": value}

    return write


def visible(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()} - {".lock"}


def test_published_snapshot_is_current_and_described(tmp_path: Path) -> None:
    snapshot = publish(tmp_path / "new" / "root", rows(7, {"names": 7, "lists": ["un"]}), now=NOW)
    assert current(snapshot.parent) == snapshot.name
    assert visible(snapshot.parent) == {"CURRENT", snapshot.name}
    manifest = open_manifest(snapshot, verify=True)
    assert manifest.id == snapshot.name
    assert manifest.created_at == "2026-01-15T12:00:00+00:00"
    assert manifest.facts == {"names": 7, "lists": ["un"]}
    assert [entry.name for entry in manifest.files] == ["rows.npy"]


def test_before_the_first_there_is_none(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    assert current(tmp_path / "not there") is None


def test_same_content_has_the_same_place(tmp_path: Path) -> None:
    first = publish(tmp_path, rows(1), now=NOW)
    created_at = open_manifest(first).created_at
    assert publish(tmp_path, rows(1), now=LATER) == first
    assert open_manifest(first).created_at == created_at
    assert publish(tmp_path, rows(2)) != first
    assert publish(tmp_path, rows(1, {"other": "facts"})) != first
    assert len(visible(tmp_path)) == 4


def test_building_again_repairs_a_damaged_snapshot(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, rows(1))
    (snapshot / "rows.npy").write_bytes(b"\0" * (snapshot / "rows.npy").stat().st_size)
    assert publish(tmp_path, rows(1)) == snapshot
    open_manifest(snapshot, verify=True)
    assert visible(tmp_path) == {"CURRENT", snapshot.name}


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), id="disk-full"),
        pytest.param(ValueError("a list is broken"), id="broken-list"),
        pytest.param(KeyboardInterrupt(), id="interrupted"),
    ],
)
def test_failing_writer_changes_nothing(tmp_path: Path, failure: BaseException) -> None:
    def write(directory: Path) -> Mapping[str, Any]:
        rows(2)(directory)
        raise failure

    snapshot = publish(tmp_path, rows(1))
    with pytest.raises(type(failure)):
        publish(tmp_path, write)
    assert current(tmp_path) == snapshot.name
    assert visible(tmp_path) == {"CURRENT", snapshot.name}


@pytest.mark.parametrize("after", range(6))
def test_disk_that_fills_up_at_any_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The array, its folder, the manifest, its folder, the array again, the workspace."""
    calls = 0

    def fsync(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    snapshot = publish(tmp_path, rows(1))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="No space left"):
            publish(tmp_path, rows(2))
    assert current(tmp_path) == snapshot.name
    assert visible(tmp_path) == {"CURRENT", snapshot.name}


def test_disk_full_at_the_pointer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse_pointer(self: Path, target: Path) -> Path:
        if target.name == "CURRENT":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    snapshot = publish(tmp_path, rows(1))
    monkeypatch.setattr(Path, "replace", refuse_pointer)
    with pytest.raises(OSError, match="No space left"):
        publish(tmp_path, rows(2))
    assert current(tmp_path) == snapshot.name
    assert len(visible(tmp_path)) == 3  # the new one is whole, and waits


def test_only_plain_files(tmp_path: Path) -> None:
    def write(directory: Path) -> Mapping[str, Any]:
        (directory / "folder").mkdir()
        return {}

    with pytest.raises(SnapshotError, match="folder"):
        publish(tmp_path, write)
    assert visible(tmp_path) == set()


def _publish_together(root: Path, value: int, barrier: Barrier) -> None:
    def write(directory: Path) -> Mapping[str, Any]:
        barrier.wait(timeout=20)
        return rows(value)(directory)

    publish(root, write)


@pytest.mark.parametrize("values", [(1, 2), (3, 3)], ids=["different", "equal"])
def test_two_builders_at_once(tmp_path: Path, values: tuple[int, int]) -> None:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    builders = [
        context.Process(target=_publish_together, args=(tmp_path, value, barrier))
        for value in values
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(timeout=30)
        assert builder.exitcode == 0
    snapshots = visible(tmp_path) - {"CURRENT"}
    assert len(snapshots) == len(set(values))
    assert current(tmp_path) in snapshots
    for name in snapshots:
        open_manifest(tmp_path / name, verify=True)


def test_readers_see_whole_snapshots_through_every_swap(tmp_path: Path) -> None:
    """Each reader opens what CURRENT says while builders publish and prune."""
    publish(tmp_path, rows(0))
    stop = threading.Event()
    seen: set[int] = set()
    failures: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                name = current(tmp_path)
                assert name is not None
                open_manifest(tmp_path / name)
                array = open_array(tmp_path / name, "rows")
                assert (array == array[0]).all()
                seen.add(int(array[0]))
            except (SnapshotError, AssertionError) as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for value in range(1, 20):
        publish(tmp_path, rows(value))
        prune(tmp_path, keep=1)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(seen) > 1


def test_reader_keeps_the_old_snapshot_when_it_is_replaced_and_pruned(tmp_path: Path) -> None:
    old = publish(tmp_path, rows(1))
    held = open_array(old, "rows")
    publish(tmp_path, rows(2))
    assert prune(tmp_path, keep=0, now=LATER) == (old.name,)
    assert not old.exists()
    assert int(held.sum()) == 1000


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(lambda path: os.truncate(path / "rows.npy", 100), "100 bytes", id="truncated"),
        pytest.param(lambda path: (path / "rows.npy").unlink(), "missing", id="missing"),
        pytest.param(lambda path: (path / "manifest.json").unlink(), "not there", id="no-manifest"),
        pytest.param(lambda path: os.truncate(path / "manifest.json", 50), "JSON", id="cut"),
        pytest.param(
            lambda path: (path / "manifest.json").write_text('{"format": 99}'),
            "format 1",
            id="another-format",
        ),
        pytest.param(
            lambda path: (path / "manifest.json").write_text('{"format": 1, "manifest": {}}'),
            "files",
            id="too-little",
        ),
        pytest.param(
            lambda path: (path / "manifest.json").write_text(
                (path / "manifest.json").read_text().replace('"names": 1', '"names": 2')
            ),
            "id does not fit",
            id="edited",
        ),
    ],
)
def test_damage_is_found(tmp_path: Path, damage: Callable[[Path], object], message: str) -> None:
    snapshot = publish(tmp_path, rows(1))
    damage(snapshot)
    with pytest.raises(SnapshotError, match=message):
        open_manifest(snapshot)


def test_changed_content_is_found_when_asked(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, rows(1))
    size = (snapshot / "rows.npy").stat().st_size
    (snapshot / "rows.npy").write_bytes(b"\0" * size)
    open_manifest(snapshot)
    with pytest.raises(SnapshotError, match="other content"):
        open_manifest(snapshot, verify=True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"../../../etc\n", id="traversal"),
        pytest.param(b"0123456789abcdef/..", id="traversal-after-id"),
        pytest.param(b"0123456789abcdef\n\n", id="two-lines"),
        pytest.param(b"0123456789ABCDEF\n", id="upper-case"),
        pytest.param(b"\xff\xfe", id="not-text"),
    ],
)
def test_damaged_pointer_is_refused_and_replaced(tmp_path: Path, content: bytes) -> None:
    publish(tmp_path, rows(1))
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(SnapshotError, match="no snapshot id"):
        current(tmp_path)
    with pytest.raises(SnapshotError, match="no snapshot id"):
        prune(tmp_path, keep=0, now=LATER)
    snapshot = publish(tmp_path, rows(2))
    assert current(tmp_path) == snapshot.name


def test_an_older_snapshot_serves_again(tmp_path: Path) -> None:
    old, new = publish(tmp_path, rows(1)), publish(tmp_path, rows(2))
    set_current(tmp_path, old.name)
    assert current(tmp_path) == old.name
    (new / "rows.npy").unlink()
    for refused in (new.name, "0" * 16, ".."):
        with pytest.raises(SnapshotError):
            set_current(tmp_path, refused)
    assert current(tmp_path) == old.name


def test_clock_that_moves_back_does_not_choose(tmp_path: Path) -> None:
    first = publish(tmp_path, rows(1), now=NOW)
    second = publish(tmp_path, rows(2), now=NOW - timedelta(days=400))
    assert current(tmp_path) == second.name
    # Seen from before it was replaced, the first one counts as just replaced.
    assert prune(tmp_path, keep=0, now=datetime.fromtimestamp(0, UTC)) == ()
    assert first.exists()


def test_prune_keeps_the_current_one_and_those_that_served_last(tmp_path: Path) -> None:
    names = [publish(tmp_path, rows(value)).name for value in range(4)]
    set_current(tmp_path, names[0])
    # Last served: 3 until now, then 2, then 1; the times of the disk may be too coarse.
    for age_s, name in enumerate(reversed(names)):
        os.utime(tmp_path / name, (LATER.timestamp() - 9999 - age_s,) * 2)
    assert prune(tmp_path, keep=3, now=LATER) == ()
    assert prune(tmp_path, keep=1, now=LATER) == (names[2], names[1])
    assert visible(tmp_path) == {"CURRENT", names[0], names[3]}


def test_prune_spares_what_was_just_replaced(tmp_path: Path) -> None:
    old = publish(tmp_path, rows(1))
    os.utime(old, (0, 0))  # built long ago, but serving until now
    publish(tmp_path, rows(2))
    assert prune(tmp_path, keep=0) == ()
    assert prune(tmp_path, keep=0, now=LATER) == (old.name,)


def test_prune_removes_no_snapshot_while_none_is_current(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, rows(1))
    (tmp_path / "CURRENT").unlink()
    assert prune(tmp_path, keep=0, now=LATER) == ()
    assert snapshot.exists()


def test_prune_refuses_a_negative_number(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="-1"):
        prune(tmp_path, keep=-1)


def test_prune_removes_what_dead_builders_left_and_spares_the_living(tmp_path: Path) -> None:
    left = tmp_path / ".building-0123456789abcdef"

    def write(directory: Path) -> Mapping[str, Any]:
        left.mkdir()
        (left / "rows.npy").write_bytes(b"half of")
        prune(tmp_path, keep=0, now=LATER)
        assert not left.exists()
        return rows(1)(directory)

    snapshot = publish(tmp_path, write)
    assert visible(tmp_path) == {"CURRENT", snapshot.name}


def _die_while_building(root: Path) -> None:
    publish(root, lambda _directory: os._exit(3))


def test_killed_builder_changes_nothing_and_is_cleaned_up(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, rows(1))
    builder = multiprocessing.get_context("spawn").Process(
        target=_die_while_building, args=(tmp_path,)
    )
    builder.start()
    builder.join(timeout=30)
    assert builder.exitcode == 3
    assert current(tmp_path) == snapshot.name
    assert len(visible(tmp_path)) == 3
    prune(tmp_path, keep=0)
    assert visible(tmp_path) == {"CURRENT", snapshot.name}
