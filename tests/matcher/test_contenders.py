from dataclasses import dataclass

from matcher.contenders import first
from matcher.records import Hit


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
