from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from matcher.contenders import Greatest, first, floor_of
from matcher.records import Hit

scores = st.lists(st.floats(0, 1))
limits = st.integers(1, 6)


@dataclass(frozen=True)
class Weighed:
    """A contender of which all is known."""

    entity: int
    match_weight: float
    likeness: float

    @property
    def score(self) -> float:
        return self.match_weight / 100

    def alike(self) -> float:
        return self.likeness

    def hit(self, threshold: float) -> Hit:
        raise NotImplementedError


def order(*contenders: Weighed, limit: int = 5) -> list[int]:
    return [one.entity for one in first(contenders, limit, by_score=False)]


def test_the_weightier_comes_first() -> None:
    assert order(Weighed(0, 3.0, 99.0), Weighed(1, 4.0, 10.0)) == [1, 0]


def test_of_equal_weights_the_one_spelled_more_alike_comes_first() -> None:
    assert order(Weighed(0, 4.0, 10.0), Weighed(1, 4.0, 99.0)) == [1, 0]


def test_the_last_digits_of_a_weight_are_rounding() -> None:
    """Levels of equal bits are stored as m and u, and come back with other last digits."""
    assert order(Weighed(0, 4.0 + 1e-12, 10.0), Weighed(1, 4.0, 99.0), limit=1) == [1]


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
