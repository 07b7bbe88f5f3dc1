"""The ingested lists on disk: what was read whole, kept until something newer is.

    <home>/lists/<source>/<digest>/{entries.jsonl, manifest.json}
    <home>/lists/<source>/CURRENT        the name of the folder that serves
    <home>/lists/<source>/PREVIOUS       the name of the folder that served before it
    <home>/lists/<source>/HISTORY        JSON lines: from when on which folder served

A reading goes to a folder of its own, is flushed to disk and renamed; only then CURRENT is
replaced. A reading that fails leaves nothing behind, and the last good one where it was.

Past 300 lines, because writing, pointing and telling share the names on disk.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from matcher.errors import ListError
from matcher.lists.digests import digest_of
from matcher.lists.files import sha256_of
from matcher.lists.ftm import (
    listed_from_ftm,
    listed_to_ftm,
    provenance_from_json,
    provenance_to_json,
)
from matcher.lists.history import ended, remember
from matcher.lists.reading import ListRead, read
from matcher.lists.report import ReadReport
from matcher.records import Listed

_CURRENT = "CURRENT"
_PREVIOUS = "PREVIOUS"
_ENTRIES = "entries.jsonl"
_MANIFEST = "manifest.json"
_DIGEST_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one ingested list is made of.

    Args:
        source: Key of the list.
        sha256: Hex digest over the files' digests, the date given and `FORMAT`: the same
            input has the same.
        entries_sha256: Hex digest of the entries as stored.
        ingested_at: UTC, ISO 8601, to the second.
        as_of: Date of the list; None if not known.
        report: What was read.
    """

    source: str
    sha256: str
    entries_sha256: str
    ingested_at: str
    as_of: date | None
    report: ReadReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of a list, as it lies on disk.

    Args:
        folder: Where it is.
        serves: Whether it is the one that serves.
        served_last: Whether it served before that one.
        served_until: When it last ceased to serve; None if that is not known.
        bytes: On disk.
    """

    manifest: Manifest
    folder: Path
    serves: bool
    served_last: bool
    served_until: datetime | None
    bytes: int


_MANIFESTS = TypeAdapter(Manifest)


class ListStore:
    """The ingested lists of one home folder.

    Args:
        home: The folder of all state; the lists stand in its folder `lists`.
    """

    def __init__(self, home: Path) -> None:
        self._lists = home / "lists"

    def ingest(
        self,
        source: str,
        path: Path,
        *,
        as_of: date | None = None,
        check: Callable[[ReadReport], None] | None = None,
    ) -> Manifest:
        """Read a list whole and let it serve; the same input again changes nothing.

        Args:
            source: Key of the list in the catalogue.
            path: The file, or for OFAC's lists the folder with their files.
            as_of: Date of the list, where the file does not say it.
            check: Looks at a reading before it serves, and raises if it must not.

        Returns:
            The manifest of the reading that serves now.

        Raises:
            UnknownSource: No list has this key.
            ListError: The list cannot be read whole; the last good one keeps serving.
        """
        digest = digest_of(source, path, as_of)
        folder = self._lists / source
        final = folder / digest[:_DIGEST_CHARS]
        manifest = self._intact(final)
        if manifest is None or manifest.sha256 != digest:
            folder.mkdir(parents=True, exist_ok=True)
            reading = Path(tempfile.mkdtemp(prefix=".reading-", dir=folder))
            reading.chmod(0o755)  # whoever serves need not be who ingests
            try:
                manifest = _write(read(source, path, as_of=as_of), reading, digest)
                if check is not None:
                    check(manifest.report)
                if final.exists():
                    shutil.rmtree(final)  # damaged, or it would have been used
                reading.rename(final)
                _flush(folder)
            except BaseException:
                shutil.rmtree(reading, ignore_errors=True)
                raise
        elif check is not None:
            check(manifest.report)
        self._point(folder, final.name)
        return manifest

    def current(self) -> tuple[Manifest, ...]:
        """The manifests of the lists that serve, by source.

        Raises:
            ListError: A manifest is damaged or missing.
        """
        pointers = sorted(self._lists.glob(f"*/{_CURRENT}"))
        return tuple(_manifest(self._folder(pointer.parent.name)) for pointer in pointers)

    def previous(self, source: str) -> Manifest | None:
        """The manifest of the reading that served before the one that serves; None if none did.

        Raises:
            ListError: It is damaged or missing.
        """
        if not (self._lists / source / _PREVIOUS).exists():
            return None
        return _manifest(self._folder(source, _PREVIOUS))

    def sources(self) -> tuple[str, ...]:
        """Keys of the lists of which a reading is stored."""
        return tuple(sorted(pointer.parent.name for pointer in self._lists.glob(f"*/{_CURRENT}")))

    def readings(self, source: str) -> tuple[Reading, ...]:
        """The stored readings of a list: the two that served last, then the newest first.

        Raises:
            ListError: A manifest is damaged or missing.
        """
        folder = self._lists / source
        current = self._folder(source)
        previous = self._folder(source, _PREVIOUS) if (folder / _PREVIOUS).exists() else None
        stored = [
            (_manifest(found), found)
            for found in folder.iterdir()
            if found.is_dir() and not found.name.startswith(".")
        ]
        stored.sort(key=lambda one: one[0].ingested_at)
        # A home of an older version has no history: then the next reading ended the one before.
        until = {
            found.name: later.ingested_at for (_, found), (later, _) in pairwise(stored)
        } | ended(folder)
        readings = [
            Reading(
                manifest=manifest,
                folder=found,
                serves=found == current,
                served_last=found == previous,
                served_until=datetime.fromisoformat(until[found.name])
                if found.name in until
                else None,
                bytes=sum(file.stat().st_size for file in found.iterdir()),
            )
            for manifest, found in reversed(stored)
        ]
        return tuple(sorted(readings, key=lambda one: (not one.serves, not one.served_last)))

    def entries(self, manifest: Manifest) -> Iterator[Listed]:
        """The entries of an ingested list, in the order of the file.

        Raises:
            ListError: While iterating: a line is damaged, or at the end: some are missing.
        """
        path = self._lists / manifest.source / manifest.sha256[:_DIGEST_CHARS] / _ENTRIES
        digest = hashlib.sha256()
        try:
            with path.open("rb") as stream:
                for row, line in enumerate(stream, start=1):
                    digest.update(line)
                    try:
                        entity = orjson.loads(line)
                        stored = provenance_from_json(entity["provenance"])
                        listed = listed_from_ftm(entity, stored)
                    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
                        raise ListError(
                            "the stored entry is damaged", file=path, row=row
                        ) from error
                    yield listed
        except OSError as error:
            raise ListError(f"cannot be read: {error.strerror}", file=path) from error
        if digest.hexdigest() != manifest.entries_sha256:
            raise ListError("the stored entries are not those of the manifest", file=path)

    def _folder(self, source: str, which: str = _CURRENT) -> Path:
        pointer = self._lists / source / which
        name = pointer.read_text(encoding="ascii").strip()
        if not name or Path(name).name != name:
            raise ListError(f"{name!r} is not the name of a reading", file=pointer)
        return pointer.parent / name

    def _intact(self, folder: Path) -> Manifest | None:
        """The manifest of a reading whose entries are those it tells of; None otherwise."""
        try:
            manifest = _manifest(folder)
            intact = sha256_of(folder / _ENTRIES) == manifest.entries_sha256
        except ListError:
            return None
        return manifest if intact else None

    def _point(self, folder: Path, name: str) -> None:
        """Let a reading serve, and remember the one that served."""
        current = folder / _CURRENT
        before = current.read_text(encoding="ascii").strip() if current.exists() else name
        if before != name:
            _write_pointer(folder, _PREVIOUS, before)
        if before != name or not current.exists():
            remember(folder, before, name)
        _write_pointer(folder, _CURRENT, name)


def _write_pointer(folder: Path, which: str, name: str) -> None:
    pointer = folder / f".{which}-{os.getpid()}"
    with pointer.open("w", encoding="ascii") as stream:
        stream.write(name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    pointer.replace(folder / which)
    _flush(folder)


def _write(entries: ListRead, folder: Path, digest: str) -> Manifest:
    """Read every entry into the folder, then the manifest; both are on disk at return."""
    written = hashlib.sha256()
    with (folder / _ENTRIES).open("wb") as stream:
        for listed in entries:
            stored = {**listed_to_ftm(listed), "provenance": provenance_to_json(listed.provenance)}
            line = orjson.dumps(stored, option=orjson.OPT_APPEND_NEWLINE)
            written.update(line)
            stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())
    report = entries.report
    manifest = Manifest(
        source=report.source,
        sha256=digest,
        entries_sha256=written.hexdigest(),
        ingested_at=datetime.now(UTC).isoformat(timespec="seconds"),
        as_of=report.as_of,
        report=report,
    )
    with (folder / _MANIFEST).open("wb") as stream:
        stream.write(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        stream.flush()
        os.fsync(stream.fileno())
    _flush(folder)
    return manifest


def _manifest(folder: Path) -> Manifest:
    path = folder / _MANIFEST
    try:
        return _MANIFESTS.validate_json(path.read_bytes())
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror}", file=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or None
        raise ListError(
            f"the manifest is damaged: {first['msg']}", file=path, field=field
        ) from error


def _flush(folder: Path) -> None:
    """Let the folder's names survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
