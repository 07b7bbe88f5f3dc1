from hypothesis import given
from hypothesis import strategies as st

from matcher.contenders import Greatest, floor_of

scores = st.lists(st.floats(0, 1))
limits = st.integers(1, 6)


@given(scores, limits, st.floats(0, 1))
def test_the_least_of_the_greatest(found: list[float], limit: int, floor: float) -> None:
    greatest = Greatest(limit, floor)
    for score in found:
        greatest.add(score)
    assert greatest.least == floor_of([*found, *[floor] * limit], limit)


@given(scores, limits)
def test_no_more_than_asked_for_are_above_the_floor(found: list[float], limit: int) -> None:
    floor = floor_of(found, limit)
    assert sum(score > floor for score in found) < limit or floor == 0.0
    assert sum(score >= floor for score in found) >= min(limit, len(found))


def test_who_asks_for_none_asks_for_one() -> None:
    assert floor_of([0.25, 0.5], 0) == 0.5
    assert floor_of([], 0) == 0.0
