from math import log2

import numpy as np
import pytest

from matcher.comparison.levels import Comparison, Level
from models.joint import fit_beside, fit_bits


def comparison(name: str, levels: int, shape: tuple[int, ...] = ()) -> Comparison:
    return Comparison(
        name=name,
        levels=tuple(Level(label=f"{name} {level}") for level in range(levels)),
        null_label="not known",
        shape=shape,
    )


def test_what_two_comparisons_repeat_counts_once() -> None:
    rng = np.random.default_rng(5)
    same = rng.random(20_000) < 0.5
    level = np.where(rng.random(20_000) < 0.9, same, ~same).astype(int)
    once = fit_bits(
        [comparison("a", 2)], [(int(v),) for v in level], same.tolist(), [1.0] * len(same)
    )
    twice = fit_bits(
        [comparison("a", 2), comparison("b", 2)],
        [(int(v), int(v)) for v in level],
        same.tolist(),
        [1.0] * len(same),
    )
    step = once[0][1] - once[0][0]
    assert step == pytest.approx(2 * np.log2(0.9 / 0.1), rel=0.05)
    assert sum(bits[1] - bits[0] for bits in twice) == pytest.approx(step, rel=0.02)


def test_a_level_that_no_pair_reached_lies_between_its_neighbours() -> None:
    vectors = [(0,)] * 100 + [(2,)] * 100
    labels = [False] * 100 + [True] * 100
    (bits,) = fit_bits([comparison("a", 3)], vectors, labels, [1.0] * 200)
    assert bits[0] < bits[1] < bits[2]


def test_the_cells_of_a_table_borrow_along_both_sides() -> None:
    vectors = [(0,)] * 100 + [(3,)] * 100
    labels = [False] * 100 + [True] * 100
    (bits,) = fit_bits([comparison("a", 4, (2, 2))], vectors, labels, [1.0] * 200)
    assert bits[1] == pytest.approx(bits[2])
    assert bits[0] < bits[1] < bits[3]


def test_the_null_level_has_no_bits() -> None:
    vectors: list[tuple[int | None, ...]] = [(None,), (0,), (1,)] * 20
    found = fit_bits([comparison("a", 2)], vectors, [True, False, True] * 20, [1.0] * 60)
    assert len(found[0]) == 2


def test_what_stands_beside_the_names_is_weighed_given_them() -> None:
    """Matches share an address twice as often as look-alikes whose names say as much."""
    # Look-alikes that were found at one address have names that say nothing.
    pairs = [
        *[(1, -8.0, False)] * 400,
        *[(0, 4.0, False)] * 20,
        *[(1, 4.0, False)] * 20,
        *[(0, 4.0, True)] * 20,
        *[(1, 4.0, True)] * 40,
        *[(0, -8.0, True)] * 1,
        *[(0, -8.0, False)] * 400,
    ]
    levels, bits, same = zip(*pairs, strict=True)
    differs, is_same = fit_beside(comparison("address", 2), levels, bits, same)
    alone = log2((40 / 61) / (420 / 840))  # as counted: look-alikes at one address speak too
    assert is_same - differs > 2 * alone > 0


def test_a_step_down_that_is_rounding_is_taken_out() -> None:
    """Or what two levels tie would be ranked by it."""
    vectors = [(0,)] * 100 + [(1,)] * 1000 + [(2,)] * 1000
    labels = [False] * 100 + [True] * 900 + [False] * 100 + [True] * 899 + [False] * 101
    (bits,) = fit_bits([comparison("a", 3)], vectors, labels, [1.0] * len(labels))
    assert bits[1] <= bits[2]
