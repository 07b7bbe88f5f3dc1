from datetime import UTC, datetime, timedelta, timezone

from models.labels.records import Pair, Record, timestamp
from tests.models.labels.examples import OTHER, PLANT, ZAVOD


def test_a_pair_is_the_same_from_both_sides() -> None:
    assert Pair(left=ZAVOD, right=PLANT).key == Pair(left=PLANT, right=ZAVOD).key
    assert Pair(left=ZAVOD, right=PLANT).key != Pair(left=ZAVOD, right=OTHER).key


def test_a_record_is_its_cells_without_the_script() -> None:
    assert Record(name="Kvartslit", script="Latin").key == Record(name="Kvartslit").key
    assert Record(name="Kvartslit", country="RU").key != Record(name="Kvartslit").key
    # What is joined must not be mistaken for what was apart.
    assert Record(name="a", source="b;c").key != Record(name="a", source="b", id="c").key


def test_a_record_is_compared_as_a_side() -> None:
    side = Record(name="Kvartslit", country="RU;BY", identifiers="INN:7707083893").side()
    assert side.countries == ("ru", "by")
    assert [one.value for one in side.identifiers] == ["7707083893"]


def test_times_sort_as_text() -> None:
    east = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=8)))
    later = datetime(2026, 3, 1, 4, 0, 0, 1, tzinfo=UTC)
    assert timestamp(east) == "2026-03-01T04:00:00.000000+00:00" < timestamp(later)
