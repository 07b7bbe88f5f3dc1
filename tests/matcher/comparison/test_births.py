import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.births import Birth, birth_level, birth_text, parse_birth, parse_births

dates = st.builds(
    Birth,
    st.integers(1900, 2020),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 28),
)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("1961-05-04", Birth(1961, 5, 4)),
        ("1961-05", Birth(1961, 5)),
        ("1961", Birth(1961)),
        ("1961-00-00", Birth(1961)),
        ("1961-05-04T00:00:00", Birth(1961, 5, 4)),
        ("circa 1961", Birth(1961)),
        ("4 May 1961", Birth(1961)),
        ("1961 to 1963", None),
        ("1961-13-04", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, birth: Birth | None) -> None:
    assert parse_birth(text) == birth


@pytest.mark.parametrize(
    ("query", "listed", "level"),
    [
        pytest.param("1961-05-04", "1961-05-04", 4, id="same-day"),
        pytest.param("1961", "1961-05-04", 3, id="the-year-is-all-that-is-known"),
        pytest.param("1961-05", "1961-05-04", 3, id="the-month-too"),
        pytest.param("1961-06", "1961-05-04", 2, id="another-month"),
        pytest.param("1961-04-05", "1961-05-04", 2, id="day-and-month-swapped"),
        pytest.param("1961-01-01", "1961-05-04", 3, id="first-of-january-stands-for-the-year"),
        pytest.param("1961-01-01", "1961-01-01", 3, id="on-both-sides"),
        pytest.param("1962", "1961-05-04", 1, id="a-year-apart"),
        pytest.param("1971-05-04", "1961-05-04", 1, id="a-slip-in-the-year"),
        pytest.param("1971", "1961-05-04", 0, id="ten-years-apart"),
        pytest.param("", "1961-05-04", None, id="not-known-is-not-different"),
    ],
)
def test_level(query: str, listed: str, level: int | None) -> None:
    ours, theirs = parse_births([query]), parse_births([listed])
    assert birth_level(ours, theirs) == level
    assert birth_level(theirs, ours) == level


def test_the_dates_that_agree_most_speak() -> None:
    assert birth_level(parse_births(["1950", "1961-05-04"]), parse_births(["1961-05-04"])) == 4


@given(dates)
def test_a_date_is_written_as_it_is_read(birth: Birth) -> None:
    known = birth if birth.month else Birth(birth.year)
    assert parse_birth(birth_text(known) or "") == known


@given(dates, dates)
def test_dates_may_be_swapped(one: Birth, other: Birth) -> None:
    assert birth_level((one,), (other,)) == birth_level((other,), (one,))
    assert (birth_level((one,), (one,)) or 0) >= 3
