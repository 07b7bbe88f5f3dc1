from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.linkage.settings import Probabilities
from models.estimation import never_falling

SHARES = st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)), min_size=1, max_size=6).map(
    lambda pairs: Probabilities(
        m=tuple(m / sum(a for a, _ in pairs) for m, _ in pairs),
        u=tuple(u / sum(b for _, b in pairs) for _, u in pairs),
    )
)


@pytest.mark.parametrize(
    ("m", "u", "pooled"),
    [
        pytest.param((0.2, 0.8), (0.8, 0.2), (0.2, 0.8), id="rises already"),
        pytest.param((0.5, 0.5), (0.25, 0.75), (0.25, 0.75), id="falls: one ratio"),
        pytest.param((0.2, 0.5, 0.3), (0.6, 0.1, 0.3), (0.2, 0.2, 0.6), id="the last two"),
    ],
)
def test_levels_that_fall_share_a_ratio(
    m: tuple[float, ...], u: tuple[float, ...], pooled: tuple[float, ...]
) -> None:
    assert never_falling(Probabilities(m=m, u=u)).m == pytest.approx(pooled)


@given(SHARES)
def test_no_level_falls_and_m_stays_a_distribution(counted: Probabilities) -> None:
    found = never_falling(counted)
    ratios = [m / u for m, u in zip(found.m, found.u, strict=True)]
    assert all(low <= high * (1 + 1e-9) for low, high in pairwise(ratios))
    assert sum(found.m) == pytest.approx(1.0)
    assert found.u == counted.u
