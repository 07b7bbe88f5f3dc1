import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.metrics import Estimate, Ranking, auc, bootstrap, calibration_error, measure, recall_at

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


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=30))
def test_a_ranking_agrees_with_counting(pairs: list[tuple[int, bool]]) -> None:
    scores, same = [score / 9 for score, _ in pairs], [label for _, label in pairs]
    positives = [score for score, label in zip(scores, same, strict=True) if label]
    negatives = [score for score, label in zip(scores, same, strict=True) if not label]
    area, recall = Ranking(scores, same).figures([0.2])
    if positives and negatives:
        assert area == pytest.approx(auc(positives, negatives))
        assert recall == pytest.approx(recall_at(positives, negatives, 0.2))
    else:
        assert np.isnan([area, recall]).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 3)), min_size=1))
def test_a_pair_drawn_twice_counts_twice(drawn: list[tuple[int, bool, int]]) -> None:
    weights = np.array([times for *_, times in drawn], dtype=float)
    repeated = [(score, label) for score, label, times in drawn for _ in range(times)]
    weighed = Ranking([score for score, *_ in drawn], [label for _, label, _ in drawn])
    if repeated:
        spelled = Ranking([score for score, _ in repeated], [label for _, label in repeated])
        for ours, theirs in (
            (weighed.figures([0.1], weights), spelled.figures([0.1])),
            (weighed.decisions(5, weights), spelled.decisions(5)),
        ):
            assert ours == pytest.approx(theirs, nan_ok=True)


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        pytest.param(0.0, [2 / 4, 1.0, 4 / 6, 1.0], id="everything-alerts"),
        pytest.param(0.5, [2 / 3, 1.0, 4 / 5, 0.5], id="at-a-score-alerts"),
        pytest.param(0.95, [math.nan, 0.0, 0.0, 0.0], id="nothing-alerts"),
    ],
)
def test_decisions(threshold: float, expected: list[float]) -> None:
    ranking = Ranking([0.9, 0.5, 0.6, 0.1], [True, True, False, False])
    assert ranking.decisions(threshold) == pytest.approx(expected, nan_ok=True)


def test_the_bootstrap_draws_clusters_not_pairs() -> None:
    # Of two clusters every draw holds both, or one twice: the mean is 0, .5 or 1.
    values = np.array([0.0] * 50 + [1.0] * 50)
    clusters = ["a"] * 50 + ["b"] * 50
    seen = []

    def mean(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        seen.append(float(np.average(values, weights=weights)))
        return np.array([seen[-1]])

    (estimate,) = bootstrap(mean, clusters)
    assert estimate == Estimate(0.5, 0.0, 1.0)
    assert set(seen) == {0.0, 0.5, 1.0}
    assert bootstrap(mean, clusters) == [estimate], "the same seed draws the same"
