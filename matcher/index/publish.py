"""Publish immutable snapshots under one root, and point to the one that serves.

    root/CURRENT              the id of the snapshot that serves
    root/<id>/                a snapshot: its files and manifest.json; never changed again
    root/.building-<token>/   being written, or what a dead builder left
    root/.lock                held for moments by whoever changes any of the above

Readers take no lock and write nothing: they read CURRENT, then open that directory. The
reasons are in docs/decisions/0003-snapshots.md.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matcher.errors import SnapshotError
from matcher.index.durable import fsync_directory, replacing
from matcher.index.manifest import ID_LENGTH, open_manifest, seal

CURRENT = "CURRENT"
LOCK = ".lock"
BUILDING = ".building-"
SNAPSHOT_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")
# Long enough for a reader that has read CURRENT to have opened every file it names.
GRACE_S = 600.0


def publish(
    root: Path, write: Callable[[Path], Mapping[str, Any]], *, now: datetime | None = None
) -> Path:
    """Build a snapshot in private, then make it the one that serves.

    If `write` raises, the disk is full or the process dies, CURRENT is as it was. Builders
    that run at the same time do not disturb each other; who finishes last serves.

    Args:
        root: Where snapshots live; created if it is not there.
        write: Writes plain files into the empty directory that it is given, and returns
            facts for the manifest (JSON; no time, or the same content gets another id).
        now: The time to record; None asks the clock.

    Returns:
        The snapshot's directory. The same content is published at the same place.

    Raises:
        SnapshotError: `write` left something other than plain files.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _workspace(root) as workspace:
        manifest = seal(workspace, dict(write(workspace)), now or datetime.now(UTC))
        for entry in manifest.files:
            _fsync(workspace / entry.name)
        fsync_directory(workspace)
        snapshot = root / manifest.id
        with _locked(root):
            if not _is_whole(snapshot):
                _discard(snapshot)
                workspace.rename(snapshot)
                fsync_directory(root)
            _point_to(root, manifest.id)
    return snapshot


def current(root: Path) -> str | None:
    """The id of the snapshot that serves; None before the first one.

    A snapshot may be pruned between this call and its opening, if that takes longer than
    the grace period: read CURRENT again and open what it then says.

    Raises:
        SnapshotError: CURRENT does not hold an id.
    """
    path = root / CURRENT
    try:
        text = path.read_bytes().decode("ascii", "replace").removesuffix("\n")
    except FileNotFoundError:
        return None
    if not SNAPSHOT_ID.fullmatch(text):
        raise SnapshotError(f"holds {text[:40]!r}, which is no snapshot id", path=path)
    return text


def set_current(root: Path, snapshot_id: str) -> None:
    """Let a snapshot that is still there serve again.

    Raises:
        SnapshotError: It is not there, or damaged.
    """
    if not SNAPSHOT_ID.fullmatch(snapshot_id):
        raise SnapshotError(f"{snapshot_id[:40]!r} is no snapshot id", path=root)
    with _locked(root):
        open_manifest(root / snapshot_id, verify=True)
        _point_to(root, snapshot_id)


def prune(
    root: Path, *, keep: int, grace_s: float = GRACE_S, now: datetime | None = None
) -> tuple[str, ...]:
    """Remove old snapshots and what dead builders left.

    Processes that still have a removed snapshot mapped keep reading it; the disk space
    returns when the last of them lets go.

    Args:
        root: Where snapshots live.
        keep: How many to keep beside the current one: those that served last.
        grace_s: Seconds for which a replaced snapshot stays in any case.
        now: The time to reckon from; None asks the clock.

    Returns:
        Ids of the removed snapshots. None is removed while there is no CURRENT.

    Raises:
        SnapshotError: CURRENT does not hold an id.
        ValueError: `keep` is negative.
    """
    if keep < 0:
        raise ValueError(f"keep is {keep}; it is a number of snapshots")
    now_s = (now or datetime.now(UTC)).timestamp()
    with _locked(root):
        live = current(root)
        others = [
            (path.stat().st_mtime, path)
            for path in root.iterdir()
            if SNAPSHOT_ID.fullmatch(path.name) and path.name != live
        ]
        newest_first = sorted(others, reverse=True)
        # A time in the future (the clock moved back since) counts as just replaced.
        old = [path for replaced_s, path in newest_first[keep:] if now_s - replaced_s > grace_s]
        removed = old if live is not None else []
        for path in removed:
            _discard(path)
        for path in root.glob(f"{BUILDING}*"):
            _remove_if_abandoned(path)
    return tuple(path.name for path in removed)


@contextmanager
def _workspace(root: Path) -> Iterator[Path]:
    """A private directory; the lock on it tells `prune` that its builder lives."""
    workspace = _unused_name(root)
    with _locked(root):  # prune does not look between the two steps
        workspace.mkdir()
        descriptor = os.open(workspace, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)  # already gone once published
        os.close(descriptor)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the root's lock; the kernel releases it should this process die."""
    with (root / LOCK).open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _point_to(root: Path, snapshot_id: str) -> None:
    replaced = _current_or_none(root)
    if replaced == snapshot_id:
        return
    if replaced is not None and (root / replaced).exists():
        os.utime(root / replaced)  # from here on its grace period runs
    with replacing(root / CURRENT) as stream:
        stream.write(f"{snapshot_id}\n".encode())


def _current_or_none(root: Path) -> str | None:
    try:
        return current(root)
    except SnapshotError:
        return None  # a damaged pointer must not keep a new one from being written


def _is_whole(snapshot: Path) -> bool:
    try:
        open_manifest(snapshot, verify=True)
    except SnapshotError:
        return False
    return True


def _discard(snapshot: Path) -> None:
    """Take a snapshot away under another name first: half removed it must not look whole."""
    if snapshot.exists():
        leaving = snapshot.rename(_unused_name(snapshot.parent))
        shutil.rmtree(leaving)


def _remove_if_abandoned(workspace: Path) -> None:
    descriptor = os.open(workspace, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # its builder is at work
    else:
        shutil.rmtree(workspace)
    finally:
        os.close(descriptor)


def _unused_name(root: Path) -> Path:
    return root / f"{BUILDING}{secrets.token_hex(8)}"


def _fsync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
