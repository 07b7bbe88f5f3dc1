"""Keeping the lists fresh: what their publishers serve is taken, checked and ingested.

    <home>/downloads/<source>/<files>       as they were ingested last
    <home>/downloads/<source>/fetched.json  what is known of them, and when it was asked

New files wait in a folder of their own until the list is ingested from them; only then
they and their ETags replace the last ones, so that a list that could not be read is asked
for anew the next time.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from matcher.errors import FetchError, TallymanError
from matcher.lists.download import FileRecord, download, file_name
from matcher.lists.loss import refuse_loss
from matcher.lists.sources import Source
from matcher.lists.store import ListStore, Manifest

_RECORD = "fetched.json"


class Outcome(StrEnum):
    """What became of a list."""

    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When a list was asked for, and what came. Times are UTC, ISO 8601, to the second.

    Args:
        source: Key of the list.
        checked_at: When the publisher last answered; None if it never did.
        changed_at: When it last sent something new; None if it never did.
        failed_at: When it last failed; None if the last time went well.
        failure: Why.
        files: What was taken last.
    """

    source: str
    checked_at: str | None = None
    changed_at: str | None = None
    failed_at: str | None = None
    failure: str | None = None
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer to one fetch.

    Args:
        manifest: Of the reading that was ingested; None if nothing was.
        is_network: Whether it failed because the publisher could not be reached.
    """

    outcome: Outcome
    freshness: Freshness
    manifest: Manifest | None = None
    is_network: bool = False


_FRESHNESS = TypeAdapter(Freshness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches lists into one home folder.

    Args:
        home: The folder of all state.
        now: The clock, in UTC.
        pause: Waits between attempts, for seconds.
    """

    home: Path
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    pause: Callable[[float], None] = time.sleep

    def fetch(self, source: Source, *, accept: bool = False) -> Fetched:
        """Take a list from its publisher if it has changed, and ingest it.

        Args:
            source: The list; it must have addresses in `downloads`.
            accept: Take it even if it lost a third of its bytes or entries.

        Returns:
            What became of it. A failure is recorded and returned, never raised: the last
            good list keeps serving, and the other lists have their turn.
        """
        folder = self.home / "downloads" / source.key
        folder.mkdir(parents=True, exist_ok=True)
        before = self.freshness(source)
        now = self.now().isoformat(timespec="seconds")
        incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
        try:
            files = self._download(source, folder, incoming, before, accept=accept)
            asked = replace(before, checked_at=now, failed_at=None, failure=None)
            if files == before.files:
                return self._recorded(Fetched(outcome=Outcome.UNCHANGED, freshness=asked))
            if _digests(files) == _digests(before.files):
                unchanged = replace(asked, files=files)  # the same bytes under a new ETag
                return self._recorded(Fetched(outcome=Outcome.UNCHANGED, freshness=unchanged))
            manifest = self._ingest(source, incoming, files, accept=accept)
            for file in files:
                (incoming / file.name).replace(folder / file.name)
        except TallymanError as error:
            failed = replace(before, failed_at=now, failure=str(error))
            unreachable = isinstance(error, FetchError) and error.is_network
            return self._recorded(
                Fetched(outcome=Outcome.FAILED, freshness=failed, is_network=unreachable)
            )
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        changed = replace(asked, changed_at=now, files=files)
        return self._recorded(Fetched(outcome=Outcome.NEW, freshness=changed, manifest=manifest))

    def freshness(self, source: Source) -> Freshness:
        """What is known of a list from the last times; a damaged record is as good as none."""
        path = self.home / "downloads" / source.key / _RECORD
        try:
            found = _FRESHNESS.validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return Freshness(source=source.key)
        # What is not there, or not as recorded, must be sent whole.
        intact = all(
            (path.parent / f.name).is_file() and (path.parent / f.name).stat().st_size == f.size
            for f in found.files
        )
        return found if intact else replace(found, files=())

    def _download(
        self, source: Source, folder: Path, incoming: Path, before: Freshness, *, accept: bool
    ) -> tuple[FileRecord, ...]:
        """Every file of the list in `incoming`, those that did not change as copies."""
        known = {file.name: file for file in before.files}
        files = []
        for url in source.downloads:
            last = known.get(file_name(url))
            record = download(url, incoming, known=last, accept=accept, pause=self.pause)
            if record is None:
                if last is None:
                    raise FetchError("says that nothing has changed, unasked", url=url)
                shutil.copyfile(folder / last.name, incoming / last.name)
                record = last
            files.append(record)
        return tuple(files)

    def _ingest(
        self, source: Source, incoming: Path, files: tuple[FileRecord, ...], *, accept: bool
    ) -> Manifest:
        store = ListStore(self.home)
        check = None if accept else refuse_loss(store, source.key, Path(files[0].name))
        path = incoming if len(files) > 1 else incoming / files[0].name
        modified_on = files[0].modified_on
        as_of = date.fromisoformat(modified_on) if modified_on else self.now().date()
        return store.ingest(source.key, path, as_of=as_of, check=check)

    def _recorded(self, fetched: Fetched) -> Fetched:
        path = self.home / "downloads" / fetched.freshness.source / _RECORD
        part = path.with_name(f".{_RECORD}.part")
        part.write_bytes(orjson.dumps(fetched.freshness, option=orjson.OPT_INDENT_2))
        part.replace(path)
        return fetched


def _digests(files: tuple[FileRecord, ...]) -> list[tuple[str, str]]:
    return [(file.name, file.sha256) for file in files]
