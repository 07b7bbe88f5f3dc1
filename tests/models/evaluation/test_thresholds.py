import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.thresholds import per_1000, reference, table, threshold_for
from tests.models.evaluation.conftest import judged

MATCHES = [judged(score / 100, same=True, cluster=str(score)) for score in range(1, 101)]
OTHERS = [judged(score / 100, same=False) for score in range(50)]


@given(
    st.lists(st.floats(0.0, 1.0), min_size=1, max_size=50),
    st.floats(0.01, 0.99),
)
def test_the_threshold_keeps_the_recall_that_it_was_chosen_for(
    scores: list[float], recall: float
) -> None:
    matches = [judged(score, same=True) for score in scores]
    threshold = threshold_for(matches, recall)
    assert sum(score >= threshold for score in scores) >= recall * len(scores) - 1e-6


def test_the_table_holds_what_was_wanted_and_the_models_own() -> None:
    rows = table([*MATCHES, *OTHERS], {"all": [0.05, 0.2, 0.9, 0.95]}, own=0.33, wanted=0.9)
    assert [row.threshold for row in rows] == sorted(row.threshold for row in rows)
    (wanted,) = (row for row in rows if row.wanted == 0.9)
    assert wanted.threshold == pytest.approx(0.11)
    assert wanted.recall.value == pytest.approx(0.9)
    assert wanted.look_alikes == pytest.approx(39 / 50)
    assert wanted.alerts["all"].value == 750
    (own,) = (row for row in rows if row.wanted is None)
    assert own.threshold == 0.33
    assert own.recall.value == pytest.approx(0.68)


def test_recall_is_stated_for_matches_across_lists_where_there_are_any() -> None:
    alias = judged(0.5, same=True, kind="alias_aka")
    assert reference([alias, *MATCHES])[1] == MATCHES
    assert reference([alias, *OTHERS])[1] == [alias]


@pytest.mark.parametrize(("alerts", "names"), [(0, 100), (100, 100), (3, 1000)])
def test_alerts_lie_in_their_interval(alerts: int, names: int) -> None:
    found = per_1000(alerts, names)
    assert 0 <= found.low <= found.value == 1000 * alerts / names <= found.high <= 1000
    assert found.low < found.high
