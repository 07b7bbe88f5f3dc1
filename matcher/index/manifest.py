"""The manifest of a snapshot: what it holds, what made it, and whether it is all there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import orjson

from matcher.errors import SnapshotError
from matcher.index.durable import replacing

FORMAT = 1
MANIFEST = "manifest.json"
ID_LENGTH = 16  # hex digits: 64 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One file of a snapshot."""

    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What `manifest.json` says.

    Args:
        id: Follows from the files and the facts alone: the same content, the same id.
        created_at: ISO 8601, UTC. For people to read: it decides nothing, since clocks
            move back.
        facts: What the builder recorded, as JSON gives it back.
        files: By name.
    """

    id: str
    created_at: str
    facts: Mapping[str, Any]
    files: tuple[FileEntry, ...]


def seal(directory: Path, facts: Mapping[str, Any], created_at: datetime) -> Manifest:
    """Write the manifest of a finished directory.

    Args:
        directory: Holds plain files only.
        facts: Anything that JSON can say. A time among them makes every build another one.
        created_at: With its time zone.

    Raises:
        SnapshotError: The directory holds something other than plain files, or a manifest.
        TypeError: A fact is nothing that JSON can say.
    """
    facts = orjson.loads(orjson.dumps(facts))  # as a reader will see them
    files = []
    for path in sorted(directory.iterdir()):
        if path.is_symlink() or not path.is_file() or path.name == MANIFEST:
            raise SnapshotError("has no place in a snapshot, which holds plain files", path=path)
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        files.append(FileEntry(name=path.name, size=path.stat().st_size, sha256=digest))
    manifest = Manifest(
        id=_content_id(facts, files),
        created_at=created_at.isoformat(timespec="seconds"),
        facts=facts,
        files=tuple(files),
    )
    with replacing(directory / MANIFEST) as stream:
        body = {"format": FORMAT, "manifest": manifest}
        stream.write(orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    return manifest


def open_manifest(directory: Path, *, verify: bool = False) -> Manifest:
    """Read the manifest and check that the snapshot is what it says.

    Args:
        directory: A snapshot.
        verify: Read every file and compare its digest too; without it only the sizes are
            compared, which takes microseconds a file and finds a copy that broke off.

    Raises:
        SnapshotError: The manifest is missing, damaged or of another format, or a file is
            missing, of another size or (with `verify`) of other content.
    """
    path = directory / MANIFEST
    try:
        body = orjson.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise SnapshotError("is not there: not a whole snapshot", path=path) from error
    except orjson.JSONDecodeError as error:
        raise SnapshotError(f"is not JSON: {error}", path=path) from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise SnapshotError(f"is not of format {FORMAT}, which this version reads", path=path)
    try:
        written = dict(body["manifest"])
        files = tuple(FileEntry(**entry) for entry in written.pop("files"))
        manifest = Manifest(**written, files=files)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"lacks what format {FORMAT} asks for: {error}", path=path) from error
    if manifest.id != _content_id(manifest.facts, files):
        raise SnapshotError("was changed after it was written: its id does not fit", path=path)
    for entry in files:
        _check(directory, entry, verify=verify)
    return manifest


def _check(directory: Path, entry: FileEntry, *, verify: bool) -> None:
    path = directory / entry.name
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise SnapshotError("is missing", path=path) from error
    if size != entry.size:
        raise SnapshotError(f"has {size} bytes, not {entry.size}", path=path)
    if verify:
        with path.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != entry.sha256:
                raise SnapshotError("has other content than was written", path=path)


def _content_id(facts: Mapping[str, Any], files: tuple[FileEntry, ...] | list[FileEntry]) -> str:
    content = {"format": FORMAT, "facts": facts, "files": files}
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:ID_LENGTH]
