"""The label store: append-only tables of pairs, origins, decisions and proposals.

A decision is never changed: a later one is another row. What a pair counts as, given all that
was said of it, is `models.labels.standing`'s question.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

import orjson

from models.labels.database import Database, SQLiteDatabase, Writing
from models.labels.records import (
    Decision,
    LabelError,
    Origin,
    Pair,
    Proposal,
    Record,
    Verdict,
)
from models.labels.schema import make_tables

_PAIRS = ("label_pairs", "pair, left_side, right_side")
_ORIGINS = ("label_origins", "pair, given_id, kind, purpose, clusters")
_DECISIONS = ("label_decisions", "pair, verdict, reviewer, decided_at, reason, resolves")
_PROPOSALS = ("label_proposals", "pair, queue, place, cause, why, model, score")
_OF_PAIR = " WHERE pair = ?"
_UNLESS_THERE = " ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A pair on its way into the store, where it came from and what is said of it.

    Args:
        is_dated: Whether the decision brings a time of its own. One that does not is new only
            if it says something else than its reviewer last did.
    """

    pair: Pair
    origin: Origin
    decision: Decision | None = None
    is_dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was new of the entries that were handed in."""

    pairs: int
    decisions: int


def open_store(home: Path, url: str = "") -> "LabelStore":
    """Open the label store, and make it where there is none.

    Args:
        home: The folder of all state: `labels.sqlite` lies there.
        url: `postgresql://...`; empty for the file in the home folder.

    Raises:
        LabelError: It cannot be reached or was written by a newer version, or the packages
            of the extra `postgres` are missing.
    """
    return LabelStore(_postgres(url) if url else SQLiteDatabase(home / "labels.sqlite"))


def _postgres(url: str) -> Database:
    try:
        module = import_module("models.labels.postgres")
    except ImportError as error:
        raise LabelError(f"PostgreSQL needs {error.name}: install tallyman[postgres]") from error
    database: Database = module.PostgresDatabase(url)
    return database


class LabelStore:
    """Labels in a database. One for each process; not to be shared between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        make_tables(database)

    def __str__(self) -> str:
        return self._database.name

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def add(self, entries: Sequence[Entry]) -> Added:
        """Add pairs, origins and decisions, all of them or none.

        What is there already is passed over, so that a file may be imported twice.
        """
        with self._database.writing() as writing:
            before = _count(writing, _PAIRS)
            writing.run_many(
                _insert(_PAIRS) + _UNLESS_THERE,
                [
                    (
                        entry.pair.key,
                        _json(asdict(entry.pair.left)),
                        _json(asdict(entry.pair.right)),
                    )
                    for entry in entries
                ],
            )
            writing.run_many(
                _insert(_ORIGINS) + _UNLESS_THERE,
                [
                    (one.pair, one.given_id, one.kind, one.use, _json(dict(one.clusters)))
                    for one in (entry.origin for entry in entries)
                ],
            )
            new = _new_decisions(_decisions(writing), entries)
            _write_decisions(writing, new)
            return Added(
                pairs=_count(writing, _PAIRS) - before,
                decisions=len(new),
            )

    def decide(self, decision: Decision) -> None:
        """Add a decision on a pair that the store has."""
        with self._database.writing() as writing:
            _write_decisions(writing, [decision])

    def propose(self, entries: Sequence[Entry], proposals: Sequence[Proposal]) -> None:
        """Put pairs in a queue; one that is there already stays where it is."""
        self.add(entries)
        with self._database.writing() as writing:
            writing.run_many(
                _insert(_PROPOSALS) + _UNLESS_THERE,
                [
                    (one.pair, one.queue, one.rank, one.cause, one.why, one.model, one.score)
                    for one in proposals
                ],
            )

    def pairs(self) -> dict[str, Pair]:
        """All pairs, by key."""
        rows = self._database.rows(_select(_PAIRS) + " ORDER BY seq")
        return {key: _pair(left, right) for key, left, right in rows}

    def pair(self, key: str) -> Pair:
        """One pair.

        Raises:
            LabelError: There is none of this key.
        """
        for _, left, right in self._database.rows(_select(_PAIRS) + _OF_PAIR, (key,)):
            return _pair(left, right)
        raise LabelError(f"there is no pair {key!r} in {self}")

    def origins(self) -> dict[str, list[Origin]]:
        """Where each pair came from, the earliest first."""
        found: dict[str, list[Origin]] = defaultdict(list)
        for pair, given_id, kind, use, clusters in self._database.rows(
            _select(_ORIGINS) + " ORDER BY seq"
        ):
            found[pair].append(
                Origin(
                    pair=pair,
                    given_id=given_id,
                    kind=kind,
                    use=use,
                    clusters=orjson.loads(clusters),
                )
            )
        return dict(found)

    def decisions(self, pair: str | None = None) -> list[Decision]:
        """What was said of one pair, or of all, the earliest first."""
        return _decisions(self._database, pair)

    def proposals(self, queue: str | None = None) -> list[Proposal]:
        """What is in one queue, or in all, in the order of review."""
        where, values = (" WHERE queue = ?", (queue,)) if queue else ("", ())
        return [
            Proposal(
                pair=pair, queue=name, rank=rank, cause=cause, why=why, model=model, score=score
            )
            for pair, name, rank, cause, why, model, score in self._database.rows(
                f"{_select(_PROPOSALS)}{where} ORDER BY queue, place, seq",
                values,
            )
        ]


def _new_decisions(known: Iterable[Decision], entries: Iterable[Entry]) -> list[Decision]:
    """Decisions of entries without those that the store has."""
    said = {(one.pair, one.reviewer, one.verdict, one.reason): one.decided_at for one in known}
    dated = {(one.pair, one.reviewer, one.verdict, one.decided_at) for one in known}
    last = {(one.pair, one.reviewer): one.verdict for one in known}
    new = []
    for entry in entries:
        one = entry.decision
        if one is None:
            continue
        repeats = (
            (one.pair, one.reviewer, one.verdict, one.decided_at) in dated
            if entry.is_dated
            else last.get((one.pair, one.reviewer)) == one.verdict
            and (one.pair, one.reviewer, one.verdict, one.reason) in said
        )
        if not repeats:
            new.append(one)
            said[one.pair, one.reviewer, one.verdict, one.reason] = one.decided_at
            dated.add((one.pair, one.reviewer, one.verdict, one.decided_at))
            last[one.pair, one.reviewer] = one.verdict
    return new


def _write_decisions(writing: Writing, decisions: Iterable[Decision]) -> None:
    writing.run_many(
        _insert(_DECISIONS),
        [
            (one.pair, one.verdict, one.reviewer, one.decided_at, one.reason, int(one.resolves))
            for one in decisions
        ],
    )


def _decisions(database: Database | Writing, pair: str | None = None) -> list[Decision]:
    where, values = (_OF_PAIR, (pair,)) if pair else ("", ())
    return [
        Decision(
            pair=key,
            verdict=Verdict(verdict),
            reviewer=reviewer,
            decided_at=decided_at,
            reason=reason,
            resolves=bool(resolves),
        )
        for key, verdict, reviewer, decided_at, reason, resolves in database.rows(
            f"{_select(_DECISIONS)}{where} ORDER BY decided_at, seq", values
        )
    ]


def _pair(left: str, right: str) -> Pair:
    return Pair(left=Record(**orjson.loads(left)), right=Record(**orjson.loads(right)))


# The statements are put together from the constants above; values are bound, never pasted.
_Table = tuple[str, str]


def _insert(table: _Table) -> str:
    name, columns = table
    values = ", ".join("?" for _ in columns.split(","))
    return f"INSERT INTO {name} ({columns}) VALUES ({values})"  # noqa: S608  # constants


def _select(table: _Table) -> str:
    name, columns = table
    return f"SELECT {columns} FROM {name}"  # noqa: S608  # constants


def _count(writing: Writing, table: _Table) -> int:
    [(rows,)] = writing.rows(f"SELECT count(*) FROM {table[0]}")  # noqa: S608  # a constant
    return int(rows)


def _json(document: object) -> str:
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()
