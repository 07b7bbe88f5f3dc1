from math import log2

import pytest

from matcher.comparison.kinds import FAMILY_COMPARISONS, Family
from matcher.comparison.persons import PERSON_NAME_COMPARISONS
from matcher.scoring.families import make_schemes
from matcher.scoring.model import Model


@pytest.mark.parametrize("family", Family)
def test_every_level_has_a_weight(model: Model, family: Family) -> None:
    scheme = make_schemes(model)[family]
    assert scheme.comparisons == FAMILY_COMPARISONS[family]
    assert [len(bits) for bits in scheme.weights.bits] == [
        len(comparison.levels) for comparison in scheme.comparisons
    ]


def test_organisations_keep_the_models_own(model: Model) -> None:
    scheme = make_schemes(model)[Family.ORGANISATIONS]
    assert scheme.weights == model.weights
    assert scheme.calibration == model.calibration


def test_a_persons_bit_doubles_the_odds(model: Model) -> None:
    scheme = make_schemes(model)[Family.PERSONS]
    prior = scheme.weights.prior_bits

    def odds_bits(bits: float) -> float:
        score = scheme.score(prior + bits, None)
        return log2(score / (1 - score))

    assert scheme.score(prior, None) == pytest.approx(model.base_rate)
    assert odds_bits(3.0) - odds_bits(1.0) == pytest.approx(2.0)
    assert scheme.score(prior, 0.5) == pytest.approx(0.5)


def test_more_agreement_of_persons_never_weighs_less(model: Model) -> None:
    name, _ = PERSON_NAME_COMPARISONS
    bits = make_schemes(model)[Family.PERSONS].weights.bits[0]
    rows, columns = name.shape
    table = [bits[row * columns : (row + 1) * columns] for row in range(rows)]
    assert all(list(row) == pytest.approx(sorted(row), abs=0.01) for row in table)
