"""The store on SQLite; the same on PostgreSQL is test_postgres's."""

import multiprocessing
import sqlite3
import stat
from pathlib import Path

import pytest

from models.labels.records import LabelError, Pair, Proposal, Record, Verdict
from models.labels.store import LabelStore, open_store
from tests.models.labels.examples import OTHER, PLANT, ZAVOD, decision, entry

PAIR = Pair(left=ZAVOD, right=PLANT)
EACH = 40


def test_what_is_added_is_there_for_another(store: LabelStore, tmp_path: Path) -> None:
    added = store.add([entry(PAIR, Verdict.MATCH, clusters={ZAVOD.key: "c1"})])
    assert (added.pairs, added.decisions) == (1, 1)
    other = open_store(tmp_path)
    assert other.pairs() == {PAIR.key: PAIR}
    assert other.pair(PAIR.key) == PAIR
    assert other.decisions() == [decision(PAIR, Verdict.MATCH)]
    assert other.origins()[PAIR.key][0].clusters == {ZAVOD.key: "c1"}
    other.close()


def test_the_same_again_adds_nothing(store: LabelStore) -> None:
    store.add([entry(PAIR, Verdict.MATCH)])
    again = store.add([entry(PAIR, Verdict.MATCH, day=2)])
    assert (again.pairs, again.decisions) == (0, 0)


def test_another_word_is_another_row(store: LabelStore) -> None:
    store.add([entry(PAIR, Verdict.MATCH)])
    store.add([entry(PAIR, Verdict.NO_MATCH, day=2)])
    store.add([entry(PAIR, Verdict.MATCH, day=3)])
    assert [one.verdict.value for one in store.decisions(PAIR.key)] == [
        "match",
        "no-match",
        "match",
    ]


def test_what_is_earlier_comes_first_whenever_it_was_added(store: LabelStore) -> None:
    store.add([entry(PAIR, Verdict.MATCH, day=9)])
    store.decide(decision(PAIR, Verdict.NO_MATCH, day=2))
    assert [one.verdict for one in store.decisions()] == [Verdict.NO_MATCH, Verdict.MATCH]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE label_decisions SET verdict = 'match'", id="change"),
        pytest.param("DELETE FROM label_decisions", id="remove"),
        pytest.param("DELETE FROM label_pairs", id="remove-a-pair"),
    ],
)
def test_nobody_changes_what_was_said(store: LabelStore, tmp_path: Path, statement: str) -> None:
    store.add([entry(PAIR, Verdict.NO_MATCH)])
    connection = sqlite3.connect(tmp_path / "labels.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        connection.execute(statement)
    connection.close()
    assert store.decisions() == [decision(PAIR, Verdict.NO_MATCH)]


def test_a_pair_that_is_not_there_cannot_be_decided_on(store: LabelStore) -> None:
    with pytest.raises(LabelError):
        store.decide(decision(PAIR, Verdict.MATCH))
    with pytest.raises(LabelError, match="there is no pair 'x'"):
        store.pair("x")


def test_a_queue_keeps_its_order_and_its_first_word(store: LabelStore) -> None:
    second = Pair(left=ZAVOD, right=OTHER)
    proposals = [
        Proposal(pair=key, queue="march", rank=rank, cause="asked", why="first", score=0.5)
        for rank, key in enumerate((second.key, PAIR.key))
    ]
    store.propose([entry(PAIR), entry(second)], proposals)
    store.propose([], [Proposal(pair=PAIR.key, queue="march", rank=0, cause="asked", why="again")])
    assert store.proposals("march") == proposals
    assert store.proposals("april") == []


def test_only_the_owner_reads_the_file(store: LabelStore, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "labels.sqlite").stat().st_mode) == 0o600


def test_a_store_of_a_newer_version_is_refused(store: LabelStore, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "labels.sqlite")
    connection.execute("INSERT INTO label_format (format) VALUES (2)")
    connection.commit()
    connection.close()
    with pytest.raises(LabelError, match="newer version: format 2"):
        open_store(tmp_path)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.sqlite").write_text("name,label\n" * 100)
    with pytest.raises(LabelError, match=r"labels\.sqlite: file is not a database"):
        open_store(tmp_path)


def _write(home: Path, reviewer: str) -> None:
    store = open_store(home)
    for number in range(EACH):
        pair = Pair(left=Record(name=f"{reviewer} {number}"), right=PLANT)
        store.add([entry(pair, Verdict.MATCH, reviewer)])
        store.decide(decision(pair, Verdict.UNSURE, reviewer, day=2))
    store.close()


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """From the first moment on: none of them finds the tables made."""
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write, args=(tmp_path, name)) for name in ("anna", "boris", "clara")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    store = open_store(tmp_path)
    assert len(store.pairs()) == 3 * EACH
    assert len(store.decisions()) == 2 * 3 * EACH
    store.close()
