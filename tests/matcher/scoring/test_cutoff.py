import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.kinds import Family
from matcher.scoring.cutoff import least_weight
from matcher.scoring.families import make_schemes
from matcher.scoring.model import Model

cutoffs = st.floats(1e-6, 1 - 1e-6)


@given(cutoff=cutoffs, weight=st.floats(-40, 40))
@pytest.mark.parametrize("family", [Family.ORGANISATIONS, Family.PERSONS])
@pytest.mark.parametrize("base_rate", [None, 1e-3])
def test_what_weighs_as_much_reaches_the_cutoff_and_nothing_else(
    model: Model, family: Family, base_rate: float | None, cutoff: float, weight: float
) -> None:
    scheme = make_schemes(model)[family]

    def score(weight: float) -> float:
        return scheme.score(weight, base_rate)

    least = least_weight(score, cutoff)
    assert (weight >= least) is (score(weight) >= cutoff)


@pytest.mark.parametrize(
    ("cutoff", "least"),
    [
        pytest.param(0.0, float("-inf"), id="none"),
        pytest.param(1.0, float("inf"), id="out-of-reach"),
    ],
)
def test_the_ends(model: Model, cutoff: float, least: float) -> None:
    assert least_weight(model.score_at(None), cutoff) == least
