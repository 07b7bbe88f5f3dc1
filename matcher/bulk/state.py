"""What a run has done so far, in a folder beside its answer, so that it can go on after a kill.

job.json                 what the run is of; another run's state is never used
read/00000.parquet       mentions of parties, so many rows of the file a part
read/00000.json          the same part's counts, written last: the part is whole
parties.parquet          each distinct party once
hits/00000.parquet       what was found for a chunk of them
hits.parquet             what was found for all
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from matcher.bulk.job import Job
from matcher.errors import BulkError

_LOCK = "lock"


class State:
    """The folder of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = folder / "read"
        self.hits = folder / "hits"
        self.parties = folder / "parties.parquet"
        self.all_hits = folder / "hits.parquet"
        self.spill = folder / "spill"

    def part(self, number: int) -> Path:
        """The mentions of a part of the file."""
        return self.read / f"{number:06}.parquet"

    def part_parties(self, number: int) -> Path:
        """The parties that are mentioned in a part, each once."""
        return self.read / f"{number:06}.parties.parquet"

    def part_counts(self, number: int) -> Path:
        """The counts of a part; written last."""
        return self.read / f"{number:06}.json"

    def chunk(self, number: int) -> Path:
        """What was found for a chunk of parties."""
        return self.hits / f"{number:06}.parquet"


@contextmanager
def open_state(job: Job, *, restart: bool) -> Iterator[State]:
    """The state of a job, for one run at a time: that of an earlier run of the same, or a new one.

    Args:
        job: To be done.
        restart: Whether to throw away what an earlier run has done.

    Raises:
        BulkError: There is the state of another job, or another process is at this one.
    """
    state = State(job.state)
    state.folder.mkdir(parents=True, exist_ok=True)
    with (state.folder / _LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # it goes with the process
        except BlockingIOError as error:
            message = "another process is writing this answer; wait for it, or write elsewhere"
            raise BulkError(message, path=job.out) from error
        _begin(state, job, restart=restart)
        yield state


def _begin(state: State, job: Job, *, restart: bool) -> None:
    mark = state.folder / "job.json"
    wanted = orjson.dumps(job.fingerprint(), option=orjson.OPT_SORT_KEYS)
    if restart:
        for done in state.folder.iterdir():
            if done.is_dir():
                shutil.rmtree(done)
            elif done.name != _LOCK:
                done.unlink()
    if mark.exists() and mark.read_bytes() != wanted:
        raise BulkError(
            "holds the beginnings of another run (of another file, mapping, model or snapshot); "
            "start anew with --restart, or write the answer elsewhere",
            path=state.folder,
        )
    for folder in (state.read, state.hits, state.spill):
        folder.mkdir(exist_ok=True)
    with whole(mark) as part:
        part.write_bytes(wanted)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write a file that then appears at `path` whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    yield part
    part.replace(path)
