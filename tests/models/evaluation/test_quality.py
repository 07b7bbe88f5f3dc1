import math

import pytest

from models.evaluation.quality import curves, measure_pairs, reliability
from models.evaluation.segments import FEWEST_PAIRS, segments
from models.metrics import auc
from tests.models.evaluation.conftest import judged

PAIRS = [
    judged(score / 10, same=same, cluster=f"{same}{score}")
    for same, scores in ((True, (3, 6, 8, 9)), (False, (1, 2, 4, 7)))
    for score in scores
]


def test_figures_of_a_group() -> None:
    figures = measure_pairs(PAIRS, 0.5, with_context=False)
    assert (figures.same, figures.different) == (4, 4)
    assert figures.auc.value == auc([0.3, 0.6, 0.8, 0.9], [0.1, 0.2, 0.4, 0.7])
    assert figures.auc.low <= figures.auc.value <= figures.auc.high
    assert figures.recall.value == 3 / 4
    assert figures.precision.value == 3 / 4
    assert figures.false_positive_rate.value == 1 / 4
    assert [found.value for found in figures.recall_at_rate] == [0.5, 0.5, 0.5]


def test_what_one_label_cannot_say_is_undefined() -> None:
    only_matches = [one for one in PAIRS if one.pair.same]
    figures = measure_pairs(only_matches, 0.5, with_context=False)
    assert figures.recall.value == 3 / 4
    assert math.isnan(figures.auc.value)
    assert math.isnan(figures.false_positive_rate.value)
    assert curves(only_matches, with_context=False) is None
    assert reliability(only_matches, 0.15, with_context=False) is None


def test_curves_reach_from_nothing_to_everything() -> None:
    found = curves(PAIRS, with_context=False)
    assert found is not None
    assert found.recall[-1] == found.false_positive_rate[-1] == 1.0
    assert found.precision[0] == 1.0
    assert list(found.thresholds) == sorted(found.thresholds, reverse=True)


def test_scores_that_hold_at_the_base_rate_have_no_error_there() -> None:
    # Of the pairs that score .2, one in five matches once matches are weighted to 20%.
    honest = [judged(0.2, same=same) for same in (True, False)]
    found = reliability(honest, 0.2, with_context=False)
    assert found is not None
    assert found.error_at_base_rate == pytest.approx(0.0)
    assert found.error == pytest.approx(0.3)
    assert [one.matched for one in found.bins] == pytest.approx([0.2])


def test_a_pair_of_two_lists_counts_in_both() -> None:
    many = [judged(0.5, same=True, sources=("eu", "us"))] * FEWEST_PAIRS
    few = [judged(0.5, same=True, sources=("un", "un"))]
    found = segments([*many, *few], "list")
    assert {name: len(members) for name, members in found.items()} == {
        "eu": FEWEST_PAIRS,
        "us": FEWEST_PAIRS,
    }
