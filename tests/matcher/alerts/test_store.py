from dataclasses import replace
from pathlib import Path

import pytest

from matcher.alerts.store import AlertStore, Verdict
from matcher.bulk.parties import encode_query, key_of
from matcher.errors import StoreError
from matcher.records import Query
from tests.matcher.canonical.parties import listed

SARON = listed("a-1", "Saron", countries=("ru",))
PARTY = "ab" * 16


def test_a_cleared_alert_stays_cleared_until_the_listing_changes(tmp_path: Path) -> None:
    store = AlertStore(tmp_path)
    assert not store.cleared().has(PARTY, SARON)
    store.decide(PARTY, SARON, Verdict.CLEAR, who="ana", why="another town")
    assert store.cleared().has(PARTY, SARON)
    assert store.cleared().has(PARTY, replace(SARON, last_seen="2026-03-01"))
    assert not store.cleared().has(PARTY, replace(SARON, addresses=("Kamensk",)))
    assert not store.cleared().has("cd" * 16, SARON)
    assert not store.cleared().has(PARTY, listed("b-1", "Saron"))


def test_a_reopened_alert_is_open_and_both_decisions_stay(tmp_path: Path) -> None:
    store = AlertStore(tmp_path)
    store.decide(PARTY, SARON, Verdict.CLEAR, who="ana", why="another town")
    store.decide(PARTY, SARON, Verdict.REOPEN, who="ben", why="same owner")
    assert not store.cleared().has(PARTY, SARON)
    decisions = AlertStore(tmp_path).history(PARTY)
    assert [(one.verdict, one.who, one.why) for one in decisions] == [
        (Verdict.CLEAR, "ana", "another town"),
        (Verdict.REOPEN, "ben", "same owner"),
    ]
    assert store.history("cd" * 16) == ()


def test_another_id_of_the_party_is_the_same_alert(tmp_path: Path) -> None:
    store = AlertStore(tmp_path)
    store.decide(PARTY, SARON, Verdict.CLEAR, who="ana", why="another town")
    moved = replace(SARON, id="b-1", referents=("a-1",))
    assert not store.cleared().has(PARTY, moved)  # another listing joined it
    store.decide(PARTY, moved, Verdict.CLEAR, who="ana", why="still another town")
    assert store.cleared().has(PARTY, moved)


def test_parties_are_kept_once(tmp_path: Path) -> None:
    store = AlertStore(tmp_path)
    queries = [Query(names=(name,), countries=("cn",)) for name in ("Saron", "华为")]
    encoded = [encode_query(query) for query in queries]
    assert store.remember(encoded) == 2
    assert store.remember(encoded[:1]) == 0
    kept = dict(AlertStore(tmp_path).parties())
    assert kept == {key_of(e).hex(): query for e, query in zip(encoded, queries, strict=True)}


def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "alerts.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"alerts\.sqlite"):
        AlertStore(tmp_path).history()
