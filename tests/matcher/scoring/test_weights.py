import random
from functools import reduce
from math import isfinite, log2
from operator import add

import pytest

from matcher.comparison.specification import COMPARISONS, Vector
from matcher.errors import ModelError
from matcher.scoring.model import Model
from matcher.scoring.weights import weights_of

SILENT: Vector = (None,) * len(COMPARISONS)


def random_vector(rng: random.Random) -> Vector:
    return tuple(rng.choice([None, *range(len(comparison.levels))]) for comparison in COMPARISONS)


def test_silence_leaves_the_prior(model: Model) -> None:
    assert model.weights.match_weight(SILENT) == model.weights.prior_bits
    assert model.weights.evidence_bits(SILENT) == 0.0


def test_every_level_has_finite_bits(model: Model) -> None:
    for comparison, bits in zip(COMPARISONS, model.weights.bits, strict=True):
        assert len(bits) == len(comparison.levels), comparison.name
        assert all(map(isfinite, bits)), comparison.name


def test_bits_are_added_in_order(model: Model) -> None:
    rng = random.Random(1)
    for _ in range(500):
        vector = random_vector(rng)
        bits = [
            0.0 if level is None else of_levels[level]
            for level, of_levels in zip(vector, model.weights.bits, strict=True)
        ]
        assert model.weights.match_weight(vector) == reduce(add, bits, model.weights.prior_bits)


def test_bits_are_those_of_the_settings(model: Model) -> None:
    for fitted, bits in zip(model.splink_settings["comparisons"], model.weights.bits, strict=True):
        levels = [lv for lv in fitted["comparison_levels"] if not lv.get("is_null_level")]
        best, worst = levels[0], levels[-1]
        assert bits[-1] == log2(best["m_probability"] / best["u_probability"])
        assert bits[0] == log2(worst["m_probability"] / worst["u_probability"])


def test_a_vector_of_another_length_is_refused(model: Model) -> None:
    with pytest.raises(ValueError, match="longer"):
        model.weights.match_weight(SILENT[:-1])


@pytest.mark.parametrize("comparisons", [[], [{}] * (len(COMPARISONS) + 1)])
def test_settings_of_other_comparisons_are_refused(comparisons: list[dict[str, object]]) -> None:
    settings = {"probability_two_random_records_match": 0.1, "comparisons": comparisons}
    with pytest.raises(ModelError, match="comparisons"):
        weights_of(settings)
