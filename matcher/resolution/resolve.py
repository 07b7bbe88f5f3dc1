"""Resolve the parties of a trade file to one another: the whole path on one page.

screen each distinct party → hash its keys → pair those that share a rare one → score the
pairs → grow clusters past the guard → name them as before → put them beside every row.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from matcher.bulk.job import Job
from matcher.bulk.parties import decode_query
from matcher.bulk.processes import open_pool
from matcher.bulk.screen import Steps, screen_parties
from matcher.bulk.state import State, open_state, whole
from matcher.bulk.store import CHUNK_PARTIES, connected, read_chunks
from matcher.canonical.clusters import Clusters
from matcher.index.blobs import Blobs, write_blobs
from matcher.resolution.answer import (
    OUTCOMES,
    Hit,
    Resolved,
    read_hits,
    read_previous,
    write_answer,
)
from matcher.resolution.blocks import Pairs, write_pairs
from matcher.resolution.cluster_ids import cluster_ids
from matcher.resolution.clustering import ListedAs, PartyLink, cluster
from matcher.resolution.keys import keys_of
from matcher.resolution.scorer import PARTIES
from matcher.resolution.store import Progress, Scores, write_keys, write_links
from matcher.resolution.worker import chunk_keys, linked, open_scorer

_CHUNK_PAIRS = 20_000
_NO_CHUNK = 999_999  # number of a file of keys without any
# A hit is reviewed, a link is not, and there are more pairs in a file than candidates of a query:
# 1 of 3,000 pairs of look-alikes among the training rows scores this by name alone, 26 reach the
# model's threshold.
ENOUGH = 0.97
Compared = Callable[[int, int], None]  # pairs compared, of so many


def resolve_file(
    job: Job,
    *,
    threshold: float,
    enough: float = ENOUGH,
    previous: Path | None = None,
    steps: Steps | None = None,
    compared: Compared = lambda _done, _total: None,
    restart: bool = False,
) -> dict[str, Any]:
    """Resolve the parties of a file of trade records.

    Args:
        job: What to resolve, against which lists, and where the answer goes.
        threshold: Score from which a hit is a match.
        enough: Score from which two parties are linked.
        previous: A former answer, whose clusters keep their ids.
        steps: Whom to tell how the screening goes.
        compared: Told how the comparing goes.
        restart: Whether to throw away what an earlier run has done.

    Returns:
        The summary, which also stands beside the answer; what was cut stands beside it too.

    Raises:
        TableError, BulkError: As for `screen_file`; or `previous` is no former answer.
    """
    known = read_previous(previous) if previous else {}
    screen_parties(job, steps=steps or Steps(), restart=restart)
    with open_state(job, restart=False) as state:
        summary = _resolve(job, state, known, threshold=threshold, enough=enough, compared=compared)
        shutil.rmtree(state.folder)
    return summary


def cuts_path(out: Path) -> Path:
    """Where the links that were not followed stand, beside an answer."""
    return out.with_name(f"{out.name}.cuts.jsonl")


def _resolve(
    job: Job,
    state: State,
    known: Mapping[bytes, str],
    *,
    threshold: float,
    enough: float,
    compared: Compared,
) -> dict[str, Any]:
    """Link the parties that are screened, and write the answer."""
    keys = _lay_out(state)
    hits = _by_row(read_hits(state), keys)
    run = uuid4().hex
    pairs = _links(job, state, run=run, enough=enough, compared=compared)
    links = [
        PartyLink(int(p) >> 32, int(p) & 0xFFFFFFFF, float(s)) for p, s in zip(*pairs, strict=True)
    ]
    listed = {row: ListedAs(hit.listed_id, hit.score) for row, hit in hits.items()}
    scorer = open_scorer(state.folder, job.model, run)
    clusters = cluster(links, listed, scorer, enough=enough, agreeing=threshold)
    party_names = _Names(state.folder)
    groups = _groups(clusters, len(keys))
    ids = cluster_ids([[keys[row] for row in rows] for rows in groups], known)
    made_by = {"model": job.model.name, "snapshot": job.snapshot.name, "threshold": threshold}
    resolved = _resolved(groups, ids, keys, hits, party_names)
    outcomes = write_answer(job, state, resolved, made_by)
    summary = {
        "file": job.file.name,
        **made_by,
        "enough": enough,
        "distinct_parties": len(keys),
        "clusters": len(groups),
        "clusters_of_several": len(clusters.members),
        "largest": max(map(len, groups), default=0),
        "links": len(clusters.kept),
        "cuts": len(clusters.cuts),
        "mentions": {outcome: outcomes[outcome] for outcome in OUTCOMES},
    }
    _write_beside(job, summary, clusters, party_names)
    return summary


def _lay_out(state: State) -> list[bytes]:
    """Put the distinct parties where every process can read them; returns their keys, by row."""
    keys: list[bytes] = []

    def queries() -> Iterator[bytes]:
        for chunk in read_chunks(state):
            keys.extend(chunk.keys)
            yield from chunk.queries

    write_blobs(state.folder, PARTIES, queries())
    return keys


def _by_row(hits: Mapping[bytes, Hit], keys: Sequence[bytes]) -> dict[int, Hit]:
    return {row: hits[key] for row, key in enumerate(keys) if key in hits}


def _links(
    job: Job, state: State, *, run: str, enough: float, compared: Compared
) -> tuple[Pairs, Scores]:
    """The pairs of parties that score enough, and their scores; what is whole is passed over."""
    progress = Progress(state, enough)
    with open_pool(job) as pool:
        if not progress.pairs.exists():
            missing = (one for one in read_chunks(state) if not progress.keys(one.number).exists())
            for number, table in pool.map(partial(chunk_keys, CHUNK_PARTIES), missing):
                write_keys(progress.keys(number), table)
            write_keys(progress.keys(_NO_CHUNK), keys_of(0, ()))  # so that there is a table
            with connected(state, job.processes) as database:
                write_pairs(database, progress.all_keys, progress.pairs)
        progress.drop_keys()
        total = progress.count_pairs()
        done = sum(
            min(_CHUNK_PAIRS, total - start)
            for number, start in enumerate(range(0, total, _CHUNK_PAIRS))
            if progress.links(number).exists()
        )
        work = partial(linked, state.folder, job.model, run, enough)
        for one in pool.map(work, progress.read_pairs(_CHUNK_PAIRS)):
            write_links(progress.links(one.number), one.pairs, one.scores)
            done += one.compared
            compared(done, total)
    return progress.read_links()


def _groups(clusters: Clusters[PartyLink], parties: int) -> list[tuple[int, ...]]:
    """Every party in one group, alone or with others, by first row."""
    inside = {row for rows in clusters.members for row in rows}
    alone = [(row,) for row in range(parties) if row not in inside]
    return sorted([*clusters.members, *alone])


def _resolved(
    groups: Sequence[Sequence[int]],
    ids: Sequence[str],
    keys: Sequence[bytes],
    hits: Mapping[int, Hit],
    names: "_Names",
) -> Iterator[Resolved]:
    """What became of each party."""
    for rows, cluster_id in zip(groups, ids, strict=True):
        best = max(
            (row for row in rows if row in hits), key=lambda row: hits[row].score, default=None
        )
        name = max((names.of(row) for row in rows), key=lambda text: (len(text), text))
        for row in rows:
            through = None if best is None or row in hits else best
            yield Resolved(
                key=keys[row],
                cluster=cluster_id,
                cluster_name=name,
                cluster_parties=len(rows),
                hit=hits.get(row) or (None if best is None else hits[best]),
                through=None if through is None else names.of(through),
            )


class _Names:
    """How the parties are written."""

    def __init__(self, folder: Path) -> None:
        self._blobs = Blobs.open(folder, PARTIES)

    def of(self, row: int) -> str:
        """The name of a row, its address if it has none."""
        query = decode_query(self._blobs[row])
        written = (*query.names, *query.addresses, *(found.value for found in query.identifiers))
        return written[0] if written else ""


def _write_beside(
    job: Job, summary: Mapping[str, Any], clusters: Clusters[PartyLink], names: _Names
) -> None:
    """The summary, and the links that were not followed, the strongest first."""
    with whole(job.summary) as part:
        part.write_bytes(orjson.dumps(summary, option=orjson.OPT_INDENT_2))
    with whole(cuts_path(job.out)) as part, part.open("wb") as stream:
        for cut in clusters.cuts:
            line = {
                "first": names.of(cut.link.first),
                "second": names.of(cut.link.second),
                "score": round(cut.link.score, 4),
                "reason": cut.reason,
            }
            stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
