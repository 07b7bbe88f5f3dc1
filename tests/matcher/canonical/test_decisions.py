from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher.canonical.decisions import DecisionStore, Verdict
from matcher.canonical.merges import Decisions
from matcher.errors import StoreError

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
PAIR = frozenset(("a-1", "b-1"))


def test_the_last_word_counts_and_every_word_is_kept(tmp_path: Path) -> None:
    store = DecisionStore(tmp_path)
    store.decide("b-1", "a-1", Verdict.SPLIT, who="ana", why="two plants", now=NOW)
    assert store.decisions().split == {PAIR}
    store.decide("a-1", "b-1", Verdict.JOIN, who="ben", why="one owner")
    assert store.decisions() == Decisions(joined=frozenset((PAIR,)))
    store.decide("a-1", "b-1", Verdict.RULES, who="ana", why="let the rules see")
    assert store.decisions() == Decisions()
    first, *_ = history = DecisionStore(tmp_path).history()
    assert len(history) == 3
    assert (first.first, first.second, first.who, first.why) == ("a-1", "b-1", "ana", "two plants")
    assert first.decided_at == "2026-01-31T12:00:00+00:00"


def test_without_a_file_nothing_is_decided_and_none_is_made(tmp_path: Path) -> None:
    assert DecisionStore(tmp_path).history() == ()
    assert not list(tmp_path.iterdir())


def test_one_entry_is_not_two(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one entry"):
        DecisionStore(tmp_path).decide("a-1", "a-1", Verdict.SPLIT, who="ana", why="?")


def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "merges.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"merges\.sqlite"):
        DecisionStore(tmp_path).decisions()
