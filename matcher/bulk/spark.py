"""The engine of many machines: Spark's workers screen the chunks, this process hands them out.

A chunk is screened by the same function as on one machine, so the answers are the same. The
snapshot and the model travel to each worker once.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from py4j.protocol import Py4JJavaError
from pyspark import SparkFiles
from pyspark.errors import PySparkException

from matcher.bulk.engine import Chunk, Screened
from matcher.bulk.job import Job
from matcher.bulk.processes import Pool
from matcher.bulk.worker import screen_chunk
from matcher.errors import EngineError
from matcher.linkage.spark_session import open_spark

# Chunks under way for each worker: enough that one slow chunk holds up few, few enough that
# what this process holds stays small.
_CHUNKS_EACH = 8
_HALF_REASON = 300  # characters of Spark's report, which says at both ends what is wrong
_STACK = ("at ", "File ", "Driver stacktrace", "...")


class SparkEngine:
    """Screens on the workers of a Spark session: of `spark-submit`, or of this machine.

    Args:
        job: What to screen, with what; `processes` says how many workers on this machine.
        _pool: Of this machine, which only reads the file.
    """

    def __init__(self, job: Job, _pool: Pool) -> None:
        self._job = job
        self._context = open_spark({"spark.master": f"local[{job.processes}]"}).sparkContext

    def screen(self, chunks: Iterable[Chunk]) -> Iterator[Screened]:
        """See `Engine.screen`.

        Raises:
            EngineError: Spark gave up on a chunk.
        """
        work = _work(self._job)
        waiting = iter(chunks)
        with _told(), TemporaryDirectory() as packed:
            for folder in (self._job.snapshot, self._job.model):
                # A folder travels as an archive; workers find it unpacked under its name.
                path = shutil.make_archive(f"{packed}/{folder.name}", "zip", folder)
                self._context.addArchive(f"{path}#{folder.name}")
            while some := list(islice(waiting, self._context.defaultParallelism * _CHUNKS_EACH)):
                yield from self._context.parallelize(some, len(some)).map(work).collect()


@contextmanager
def _told() -> Iterator[None]:
    """Say in our words that Spark failed, and in its own why."""
    try:
        yield
    except (Py4JJavaError, PySparkException) as error:
        lines = [line.strip() for line in str(error).splitlines()]
        why = " ".join(line for line in lines if line and not line.startswith(_STACK))
        if len(why) > 2 * _HALF_REASON:
            why = f"{why[:_HALF_REASON]} ... {why[-_HALF_REASON:]}"
        raise EngineError(f"Spark gave up; repeat the command to go on: {why}") from error


def _work(job: Job) -> Callable[[Chunk], Screened]:
    """What a worker does with a chunk; it finds snapshot and model where Spark has put them."""
    snapshot, model, filters, dataset = job.snapshot.name, job.model.name, job.filters, job.dataset

    def work(chunk: Chunk) -> Screened:
        here = Path(SparkFiles.getRootDirectory())
        return screen_chunk(here / snapshot, here / model, filters, dataset, chunk)

    return work
