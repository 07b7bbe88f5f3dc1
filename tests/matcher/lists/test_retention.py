from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists import history
from matcher.lists import store as store_module
from matcher.lists.retention import Verdict, remove, verdicts
from matcher.lists.store import ListStore, Manifest

MAPPING = 'id = "Name"\nschema = "Company"\n[columns]\nName = "name"\n'
START = datetime(2000, 1, 1, tzinfo=UTC)


class Clock(datetime):
    """A clock that the test sets."""

    moment = START

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.moment


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    for module in (store_module, history):
        monkeypatch.setattr(module, "datetime", Clock)
    Clock.moment = START
    return Clock


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "home")


def ingest(store: ListStore, folder: Path, name: str, *, after_days: int = 100) -> Manifest:
    """A reading of a list with one entry, so many days after the one before."""
    Clock.moment += timedelta(days=after_days)
    file = folder / "parties.csv"
    file.write_text(f"Name\n{name}\n")
    (folder / "parties.mapping.toml").write_text(MAPPING)
    return store.ingest("csv", file)


def judged(store: ListStore, **options: object) -> dict[str, str | None]:
    """Why each reading is kept, by the name of its one entry."""
    now = Clock.moment + timedelta(days=1)
    found: list[Verdict] = verdicts(store, **{"snapshots": (), "now": now, **options})  # type: ignore[arg-type]
    return {
        next(iter(store.entries(verdict.reading.manifest))).caption: verdict.kept_because
        for verdict in found
    }


def test_by_default_ten_years_are_kept(store: ListStore, tmp_path: Path) -> None:
    for name in ("A", "B", "C", "D"):
        ingest(store, tmp_path, name)
    kept = judged(store)
    assert kept["A"] == "it served until 2000-07-19"
    assert None not in kept.values()
    ingest(store, tmp_path, "E", after_days=3_600)
    kept = judged(store)
    assert kept["A"] is None
    assert kept["B"] is None
    assert kept["C"] == "it served until 2001-02-04"
    assert (kept["D"], kept["E"]) == ("it served before", "it serves")


def test_what_is_needed_stays_however_old(store: ListStore, tmp_path: Path) -> None:
    first = ingest(store, tmp_path, "A")
    for name in ("B", "C", "D", "E"):
        ingest(store, tmp_path, name)
    kept = judged(store, keep_days=0, snapshots={first.sha256}, keep_readings=3)
    assert kept == {
        "E": "it serves",
        "D": "it served before",
        "C": "one of the newest",
        "B": None,
        "A": "a snapshot is made of it",
    }


def test_a_reading_that_served_again_counts_from_its_last_day(
    store: ListStore, tmp_path: Path
) -> None:
    for name in ("A", "B", "A", "C", "D"):
        ingest(store, tmp_path, name)
    # A was read first, and served again after B until C came: 400 days in.
    kept = judged(store, keep_days=150)
    assert kept["B"] is None
    assert kept["A"] == f"it served until {START + timedelta(days=400):%Y-%m-%d}"


def test_a_home_without_history_counts_from_the_next_reading(
    store: ListStore, tmp_path: Path
) -> None:
    for name in ("A", "B", "C", "D"):
        ingest(store, tmp_path, name)
    (tmp_path / "home/lists/csv/HISTORY").unlink()
    assert judged(store, keep_days=150) == {
        "D": "it serves",
        "C": "it served before",
        "B": f"it served until {START + timedelta(days=300):%Y-%m-%d}",
        "A": None,
    }


def test_a_damaged_history_removes_nothing(store: ListStore, tmp_path: Path) -> None:
    for name in ("A", "B", "C"):
        ingest(store, tmp_path, name)
    (tmp_path / "home/lists/csv/HISTORY").write_text("{\n")
    with pytest.raises(ListError, match="history is damaged"):
        judged(store)


def test_what_goes_is_gone_and_what_stays_still_serves(store: ListStore, tmp_path: Path) -> None:
    for name in ("A", "B", "C", "D"):
        ingest(store, tmp_path, name)
    found = verdicts(store, snapshots=(), keep_days=0, now=Clock.moment + timedelta(days=1))
    gone = remove(found)
    assert len(gone) == 2
    assert not any(reading.folder.exists() for reading in gone)
    left = {path.name for path in (tmp_path / "home/lists/csv").iterdir()}
    assert left == {
        *("CURRENT", "PREVIOUS", "HISTORY"),
        *(one.reading.folder.name for one in found if one.kept_because),
    }
    assert set(judged(store)) == {"C", "D"}
    assert ingest(store, tmp_path, "A").report.entries == 1  # read anew


def test_the_same_input_again_is_no_history(store: ListStore, tmp_path: Path) -> None:
    ingest(store, tmp_path, "A")
    ingest(store, tmp_path, "A")
    assert (tmp_path / "home/lists/csv/HISTORY").read_text().count("\n") == 1
