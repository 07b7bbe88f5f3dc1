from dataclasses import replace

import pytest

from models.pairs import LabelledPair
from models.parity import sample_pairs, weight_differences
from models.registry import shipped_model

PAIRS = 40


@pytest.fixture(scope="module")
def pairs() -> list[LabelledPair]:
    return sample_pairs()


def test_the_shipped_model_is_in_parity_on_the_sample(pairs: list[LabelledPair]) -> None:
    found = weight_differences(shipped_model(), pairs, most_pairs=PAIRS)
    assert len(found) == PAIRS
    assert max(found) <= 1e-9


def test_a_scorer_with_other_bits_is_found_out(pairs: list[LabelledPair]) -> None:
    model = shipped_model()
    first, *rest = model.weights.bits
    off = tuple(bits + 0.001 for bits in first)
    other = replace(model, weights=replace(model.weights, bits=(off, *rest)))
    found = weight_differences(other, pairs, most_pairs=PAIRS)
    assert max(found) == pytest.approx(0.001)
