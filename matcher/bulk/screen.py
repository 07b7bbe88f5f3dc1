"""Screen a whole file: the whole path on one page.

read the rows → take the parties out → keep each distinct one once → screen those → put the
hits, and the routing evidence, beside every row that mentions the party → write, count.

Every step leaves whole files in the state folder, so that a run that is killed goes on where
it stopped, and writes the same bytes as one that was not.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import orjson

from matcher.bulk.answer import Summary, answer_lines, check_suffix, evened, open_writer
from matcher.bulk.engine import Engine
from matcher.bulk.job import Job
from matcher.bulk.processes import Pool, ProcessEngine, open_pool
from matcher.bulk.routing import Routing, RoutingJudge
from matcher.bulk.state import State, open_state, whole
from matcher.bulk.store import (
    CHUNK_PARTIES,
    count_parties,
    gather_hits,
    gather_parties,
    read_answer,
    read_chunks,
    write_mentions,
    write_parties,
    write_screened,
)
from matcher.bulk.worker import read_rows
from matcher.errors import BulkError
from matcher.trade.shipments import Shipments, open_shipments
from matcher.trade.tables import Row

PART_ROWS = 10_000
EngineMaker = Callable[[Job, Pool], Engine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Whom to tell how it goes.

    Args:
        opened: Told how the file and its columns are understood, before the work starts.
        read: Told the rows that are read, and how many there are if that is known.
        screened: Told the distinct parties that are screened, of how many, and how many of
            them an earlier run had screened.
        written: Told the lines that are written.
    """

    opened: Callable[[Shipments], None] = lambda _: None
    read: Callable[[int, int | None], None] = lambda _done, _total: None
    screened: Callable[[int, int, int], None] = lambda _done, _total, _before: None
    written: Callable[[int], None] = lambda _: None


def screen_file(
    job: Job,
    *,
    threshold: float,
    steps: Steps | None = None,
    restart: bool = False,
    make_engine: EngineMaker = ProcessEngine,
    routing: Routing | None = None,
) -> dict[str, Any]:
    """Screen a file of trade records.

    Args:
        job: What to screen, with what, and where the answer goes.
        threshold: Score from which a hit is a match; it stands in every line.
        steps: Whom to tell how it goes.
        restart: Whether to throw away what an earlier run has done.
        make_engine: Makes what screens the parties.
        routing: The evidence that is looked for beside the hits, of which no score knows; None
            for none.

    Returns:
        The summary, which also stands beside the answer.

    Raises:
        TableError: The file cannot be read, or it is not clear what its columns hold.
        BulkError: Another run's state is in the way, or the answer cannot be written so.
    """
    steps = steps or Steps()
    state = screen_parties(job, steps=steps, restart=restart, make_engine=make_engine)
    summary = _write(job, state, threshold, steps, routing)
    shutil.rmtree(state.folder)
    return summary


def screen_parties(
    job: Job, *, steps: Steps, restart: bool = False, make_engine: EngineMaker = ProcessEngine
) -> State:
    """Screen the distinct parties of a file, and leave what is found in the state folder.

    Args:
        job: As for `screen_file`.
        steps: Whom to tell how it goes.
        restart: Whether to throw away what an earlier run has done.
        make_engine: Makes what screens the parties.

    Raises:
        TableError, BulkError: As for `screen_file`.
    """
    _check_place(job)
    with open_shipments(job.file, job.told, ignore_rest=job.ignore_rest) as shipments:
        steps.opened(shipments)
        with open_state(job, restart=restart) as state, open_pool(job) as pool:
            _read(state, shipments, pool, steps)
            if not state.parties.exists():
                gather_parties(state, threads=job.processes)
            _screen(state, make_engine(job, pool), steps)
    return state


def _check_place(job: Job) -> None:
    """Refuse an answer that cannot be written where it is wanted, before the work.

    Raises:
        BulkError: Its suffix is no format, its folder is not there, or it is the file itself.
    """
    check_suffix(job.out)
    if not job.out.parent.is_dir():
        raise BulkError("there is no such folder", path=job.out.parent)
    if job.out.exists() and job.file.exists() and job.out.samefile(job.file):
        raise BulkError("the answer would replace the file that is screened", path=job.out)


def _read(state: State, shipments: Shipments, pool: Pool, steps: Steps) -> None:
    """Take the parties out of every row; parts that are whole are passed over."""
    if state.parties.exists():
        return
    mapping = shipments.mapping
    rows = shipments.table.rows(list(mapping.targets))
    done = 0
    part = 0
    while state.part_counts(part).exists():
        done += sum(1 for _ in islice(rows, PART_ROWS))
        part += 1
    total = shipments.table.row_count
    work = partial(read_rows, mapping)
    for lines, parties in pool.map(work, _parts(rows)):
        write_mentions(state.part(part), lines)
        write_parties(state.part_parties(part), parties)
        count = len({line[0] for line in lines})
        with whole(state.part_counts(part)) as path:
            path.write_bytes(orjson.dumps({"rows": count}))
        part += 1
        done += count
        steps.read(done, total)


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows by the part; one empty part where there are none."""
    is_first = True
    while (part := list(islice(rows, PART_ROWS))) or is_first:
        yield part
        is_first = False


def _screen(state: State, engine: Engine, steps: Steps) -> None:
    """Screen the distinct parties; chunks that are screened are passed over."""
    total = count_parties(state)
    sizes = [min(CHUNK_PARTIES, total - start) for start in range(0, total, CHUNK_PARTIES)]
    whole_before = {number for number in range(len(sizes)) if state.chunk(number).exists()}
    done = before = sum(sizes[number] for number in whole_before)
    chunks = (chunk for chunk in read_chunks(state) if chunk.number not in whole_before)
    for screened in engine.screen(chunks):
        write_screened(state, screened)
        done += screened.parties
        steps.screened(done, total, before)
    gather_hits(state)


def _write(
    job: Job, state: State, threshold: float, steps: Steps, routing: Routing | None
) -> dict[str, Any]:
    """Put the hits, and what the route says, beside the rows."""
    made_by = {"model": job.model.name, "snapshot": job.snapshot.name, "threshold": threshold}
    summary = Summary()
    lines = 0
    judge = None if routing is None else RoutingJudge(job, state, routing)
    with whole(job.out) as part, open_writer(part, job.out.suffix) as writer:
        tables = answer_lines(read_answer(state, threads=job.processes), made_by)
        for table in evened(tables if judge is None else judge.beside(tables)):
            writer.write(table)
            summary.add(table)
            lines += len(table)
            steps.written(lines)
    document = summary.document({"file": job.file.name, **made_by}, parties=count_parties(state))
    document["routing"] = None if judge is None else judge.document()
    with whole(job.summary) as part:
        part.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    return document
