import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.scoring.calibration import Calibration, shift

MAP = Calibration(bits=(-8.0, -2.0, 0.0, 6.0), log_odds=(-7.0, -4.0, -1.0, 6.0), base_rate=0.15)
BITS = st.floats(min_value=-200, max_value=200)


@given(BITS, BITS)
def test_more_evidence_is_never_a_lower_score(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert MAP.score(low) <= MAP.score(high)


@given(BITS)
def test_no_evidence_is_certain(bits: float) -> None:
    assert 0.0 < MAP.score(bits) < 1.0 - 1e-7


def test_two_strong_matches_can_be_ranked() -> None:
    assert MAP.score(20) < MAP.score(25) < MAP.score(30)


@given(st.floats(min_value=-10, max_value=10))
def test_a_rarer_match_needs_more_evidence(bits: float) -> None:
    assert shift(MAP, 0.01).score(bits) < MAP.score(bits) < shift(MAP, 0.5).score(bits)


def test_shifting_to_the_same_base_rate_changes_nothing() -> None:
    assert shift(MAP, 0.15).log_odds == pytest.approx(MAP.log_odds)
