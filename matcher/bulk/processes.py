"""The engine of one machine: a pool of processes that share the memory-mapped snapshot."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from matcher.bulk.engine import Chunk, Screened
from matcher.bulk.job import Job
from matcher.bulk.worker import fewer_collections, prepare_process, screen_chunk
from matcher.errors import BulkError

# Chunks that wait beside those at work: the pool never waits, and memory stays flat.
_WAITING = 2
_T = TypeVar("_T")
_R = TypeVar("_R")


class Pool:
    """Processes that work through a stream without holding more than a few items of it.

    Args:
        job: Says how many processes.
        executor: None where one is enough: then this process works itself.
    """

    def __init__(self, job: Job, executor: ProcessPoolExecutor | None) -> None:
        self._job = job
        self._executor = executor

    def map(self, work: Callable[[_T], _R], items: Iterable[_T]) -> Iterator[_R]:
        """The results in the order of the items.

        Raises:
            BulkError: A process died: out of memory, or killed.
        """
        if self._executor is None:
            yield from map(work, items)
            return
        at_work: deque[Future[_R]] = deque()
        try:
            for item in items:
                at_work.append(self._executor.submit(work, item))
                if len(at_work) > self._job.processes + _WAITING:
                    yield at_work.popleft().result()
            while at_work:
                yield at_work.popleft().result()
        except BrokenProcessPool as error:
            message = "a process that screened died; run the same command again to go on"
            raise BulkError(message, path=self._job.file) from error


@contextmanager
def open_pool(job: Job) -> Iterator[Pool]:
    """A pool of fresh processes: a fork of one that has loaded DuckDB would die."""
    if job.processes == 1:
        with fewer_collections():
            yield Pool(job, None)
        return
    executor = ProcessPoolExecutor(
        job.processes, mp_context=get_context("spawn"), initializer=prepare_process
    )
    try:
        with fewer_collections():
            yield Pool(job, executor)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


class ProcessEngine:
    """Screens on the processes of a pool."""

    def __init__(self, job: Job, pool: Pool) -> None:
        self._job = job
        self._pool = pool

    def screen(self, chunks: Iterable[Chunk]) -> Iterator[Screened]:
        """See `Engine.screen`."""
        return self._pool.map(_Work(self._job), chunks)


class _Work:
    """What is sent to a process with each chunk."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, chunk: Chunk) -> Screened:
        job = self._job
        return screen_chunk(job.snapshot, job.model, job.filters, job.dataset, chunk)
