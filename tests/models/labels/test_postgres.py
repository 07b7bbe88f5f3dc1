"""The store on a real PostgreSQL server, which the tests start themselves."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from matcher.sample import write_sample
from models.labels.reading import Defaults, read_label_file
from models.labels.records import LabelError, Pair, Proposal, Record, Verdict, now
from models.labels.store import LabelStore, open_store
from models.labels.teaching import digest, read_store
from tests.models.labels.examples import PLANT, ZAVOD, decision, entry
from tests.models.labels.postgres_server import find_binaries, running_server

pytestmark = pytest.mark.slow

PAIR = Pair(left=ZAVOD, right=PLANT)
NO_HOME = Path("/nonexistent")
EACH = 40


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: labels on a shared database were NOT TESTED")
    with running_server(binaries) as url:
        yield url


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """A schema of this test alone."""
    schema = request.node.name.split("[")[0]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}".encode())
    return f"{server}&options=-csearch_path%3D{schema}"


@pytest.fixture
def store(url: str) -> Iterator[LabelStore]:
    opened = open_store(NO_HOME, url)
    yield opened
    opened.close()


def test_what_is_added_is_there_for_another(store: LabelStore, url: str) -> None:
    store.add([entry(PAIR, Verdict.MATCH, clusters={ZAVOD.key: "c1"})])
    again = store.add([entry(PAIR, Verdict.MATCH, day=2)])
    assert (again.pairs, again.decisions) == (0, 0)
    store.decide(decision(PAIR, Verdict.UNSURE, "boris", day=2))
    proposal = Proposal(pair=PAIR.key, queue="march", rank=0, cause="asked", why="?", score=0.5)
    store.propose([], [proposal])
    other = open_store(NO_HOME, url)
    assert other.pairs() == {PAIR.key: PAIR}
    assert other.decisions(PAIR.key) == [
        decision(PAIR, Verdict.MATCH),
        decision(PAIR, Verdict.UNSURE, "boris", day=2),
    ]
    assert other.origins()[PAIR.key][0].clusters == {ZAVOD.key: "c1"}
    assert other.proposals() == [proposal]
    other.close()


def test_the_same_labels_are_the_same_on_both_databases(store: LabelStore, tmp_path: Path) -> None:
    found = read_label_file(
        write_sample(tmp_path, size=150).pairs, Defaults(reviewer="sample", use="train", at=now())
    )
    on_sqlite = open_store(tmp_path)
    assert store.add(found.entries) == on_sqlite.add(found.entries)
    assert digest(read_store(store)) == digest(read_store(on_sqlite))
    on_sqlite.close()


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(b"UPDATE label_decisions SET verdict = 'match'", id="change"),
        pytest.param(b"DELETE FROM label_decisions", id="remove"),
        pytest.param(b"TRUNCATE label_decisions", id="empty"),
    ],
)
def test_nobody_changes_what_was_said(store: LabelStore, url: str, statement: bytes) -> None:
    store.add([entry(PAIR, Verdict.NO_MATCH)])
    with (
        psycopg.connect(url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="only ever added to"),
    ):
        connection.execute(statement)
    assert [one.verdict for one in store.decisions()] == [Verdict.NO_MATCH]


def test_a_pair_that_is_not_there_cannot_be_decided_on(store: LabelStore) -> None:
    with pytest.raises(LabelError, match="label_pairs"):
        store.decide(decision(PAIR, Verdict.MATCH))
    assert store.decisions() == []


def _write(url: str, reviewer: str) -> None:
    store = open_store(NO_HOME, url)
    for number in range(EACH):
        pair = Pair(left=Record(name=f"{reviewer} {number}"), right=PLANT)
        store.add([entry(pair, Verdict.MATCH, reviewer)])
        store.decide(decision(pair, Verdict.UNSURE, reviewer, day=2))
    store.close()


def test_processes_that_write_at_once_lose_nothing(url: str) -> None:
    """From the first moment on: none of them finds the tables made."""
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write, args=(url, name)) for name in ("anna", "boris", "clara")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    store = open_store(NO_HOME, url)
    assert len(store.pairs()) == 3 * EACH
    assert len(store.decisions()) == 2 * 3 * EACH
    store.close()


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with pytest.raises(LabelError, match=r"PostgreSQL 127\.0\.0\.1:1/labels") as caught:
        open_store(NO_HOME, "postgresql://anna:geheim@127.0.0.1:1/labels")
    assert "geheim" not in str(caught.value)
