import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metrics import auc, calibration_error, measure, recall_at

SCORES = st.lists(st.integers(0, 20).map(lambda n: n / 20), min_size=1, max_size=40)


@given(SCORES, SCORES)
def test_auc_counts_pairs(positives: list[float], negatives: list[float]) -> None:
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    assert auc(positives, negatives) == pytest.approx(wins / len(positives) / len(negatives))


@given(SCORES, SCORES, st.sampled_from([0.01, 0.05, 0.5]))
def test_recall_lets_no_more_negatives_through(
    positives: list[float], negatives: list[float], rate: float
) -> None:
    threshold = sorted(negatives)[::-1][int(len(negatives) * rate)]
    assert sum(n > threshold for n in negatives) <= rate * len(negatives)
    expected = sum(p > threshold for p in positives) / len(positives)
    assert recall_at(positives, negatives, rate) == pytest.approx(expected)


def test_honest_scores_have_no_calibration_error() -> None:
    assert calibration_error([0.75] * 3, [0.75]) == pytest.approx(0.0)


def test_overconfidence_is_an_error() -> None:
    assert calibration_error([0.99], [0.99]) == pytest.approx(0.49)


def test_groups_without_pairs_are_left_out() -> None:
    table = measure([("xlist_hardid", 0.9), ("neg_hardid", 0.1), ("of_no_group", 0.5)])
    assert set(table) == {"cross_list", "pooled"}
    assert table["cross_list"].auc == 1.0
    assert table["cross_list"].share_at_one == 0.0
