import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.scoring.calibration import Calibration, shift
from matcher.scoring.model import Model

KNOTS = Calibration(bits=(-4.0, 0.0, 10.0), log_odds=(-7.0, -3.0, 4.0), base_rate=0.15)
bits = st.floats(-200, 200)


@given(bits)
def test_a_score_is_strictly_between_0_and_1(evidence: float) -> None:
    assert 0.0 < KNOTS.score(evidence) < 1.0


@given(bits, bits)
def test_more_evidence_never_scores_lower(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert KNOTS.score(low) <= KNOTS.score(high)


@pytest.mark.parametrize("evidence", [-30.0, -4.0, -1.0, 0.0, 5.0, 10.0, 25.0, 40.0])
def test_a_bit_more_scores_higher_beyond_the_knots_too(evidence: float) -> None:
    assert KNOTS.score(evidence + 1.0) > KNOTS.score(evidence)


@pytest.mark.parametrize("evidence", [1e6, 1e308])
def test_endless_evidence_is_no_certainty(evidence: float) -> None:
    assert KNOTS.score(evidence) < 1.0 - 1e-7
    assert KNOTS.score(-evidence) > 1e-7


def test_knots_are_met() -> None:
    assert KNOTS.score(0.0) == pytest.approx(1 / (1 + 2.718281828**3.0))


@given(bits)
def test_a_higher_base_rate_scores_higher(evidence: float) -> None:
    assert shift(KNOTS, 0.5).score(evidence) >= KNOTS.score(evidence)
    assert shift(KNOTS, KNOTS.base_rate).score(evidence) == pytest.approx(KNOTS.score(evidence))


def test_the_shipped_model_ranks_as_its_bits_do(model: Model) -> None:
    scores = [model.score(weight / 4) for weight in range(-120, 160)]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
