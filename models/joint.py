"""Fit the bits of all name comparisons together, so that they add up to what they prove.

The comparisons of names are read off one alignment and repeat one another: with m and u
counted one comparison at a time, what they share counts twice (docs/experiments.md: recall at
1% false positives falls from .43 to .35 over all kinds of pairs). So the bits of the levels
are the coefficients of one logistic regression on the labelled pairs. Neighbouring levels are
held together by a penalty on their difference, which lets a level that few pairs reached
borrow from those beside it (a discrete P-spline: Eilers and Marx 1996, Statistical Science
11(2), 89-121). A level that agrees more never weighs less, where levels have an order: that
costs nothing held out, and an analyst need not explain a bonus for disagreement.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.levels import Comparison
from matcher.comparison.specification import Vector
from models.logistic import Matrix, fit_logistic

Places = NDArray[np.int64]

_NEIGHBOURS = 2.0  # penalty on the squared difference of two neighbouring levels, in nats
_RIDGE = 0.05  # penalty on a level's own square: what no pair reached stays near zero
_NOT_DOWN = 1e4  # penalty on a step that would go down
_LEVEL = 1e-3  # nats: a step down of less is rounding
_ROUNDS = 40
_LEAST_SLOPE = 0.1  # nats a bit of what names say is taken for at least; .69 if it is all true


def fit_bits(
    comparisons: Sequence[Comparison],
    vectors: Sequence[Vector],
    same: Sequence[bool],
    weights: Sequence[float],
) -> list[tuple[float, ...]]:
    """Bits of every level of each comparison, level 0 first.

    Args:
        comparisons: Which comparisons, in the order of the vectors' first elements.
        vectors: Levels of each pair; None is the null level and adds nothing.
        same: The pairs' labels.
        weights: How much each pair counts.
    """
    sizes = [len(comparison.levels) for comparison in comparisons]
    starts = np.cumsum([1, *sizes])
    columns = np.zeros((len(vectors), starts[-1]))
    columns[:, 0] = 1.0  # the intercept: the calibration's business
    for row, vector in enumerate(vectors):
        for start, level in zip(starts, vector[: len(sizes)], strict=False):
            if level is not None:
                columns[row, start + level] = 1.0
    penalty = np.zeros((starts[-1], starts[-1]))
    penalty[0, 0] = 1e-6
    for comparison, start, size in zip(comparisons, starts, sizes, strict=False):
        block = slice(start, start + size)
        penalty[block, block] = _add_steps(_RIDGE * np.eye(size), steps_of(comparison), _NEIGHBOURS)
    steps = np.concatenate(
        [start + steps_of(c) for c, start in zip(comparisons, starts, strict=False) if c.ordered]
    )
    beta = _fit_ordered(
        columns, np.asarray(same, dtype=float), np.asarray(weights, dtype=float), penalty, steps
    )
    bits = beta / np.log(2)
    return [
        tuple(bits[start : start + size].tolist())
        for start, size in zip(starts, sizes, strict=False)
    ]


def fit_beside(
    comparison: Comparison,
    levels: Sequence[int],
    evidence_bits: Sequence[float],
    same: Sequence[bool],
) -> tuple[float, ...]:
    """Bits of every level of one comparison, given what the names say already.

    Look-alikes were chosen by their names, or by their address: how often they share one says
    little. How often they do where the names say as much as those of matches says what counts.

    Args:
        comparison: Which comparison.
        levels: Level of each pair.
        evidence_bits: What its names say.
        same: Its label.
    """
    columns = np.zeros((len(levels), 2 + len(comparison.levels)))
    columns[:, 0] = 1.0
    columns[:, 1] = evidence_bits
    columns[np.arange(len(levels)), 2 + np.asarray(levels)] = 1.0
    penalty = np.diag([1e-6, 1e-6, *[_RIDGE] * len(comparison.levels)])
    beta = _fit_ordered(
        columns,
        np.asarray(same, dtype=float),
        np.ones(len(levels)),
        penalty,
        2 + steps_of(comparison),
    )
    return tuple((beta[2:] / max(beta[1], _LEAST_SLOPE)).tolist())


def steps_of(comparison: Comparison) -> Places:
    """Neighbouring levels, shape (steps, 2): one that agrees less, one that agrees more."""
    size = len(comparison.levels)
    cells = np.arange(size).reshape(comparison.shape or (size,))
    return np.concatenate(
        [
            np.column_stack(
                [
                    np.take(cells, range(cells.shape[axis] - 1), axis).ravel(),
                    np.take(cells, range(1, cells.shape[axis]), axis).ravel(),
                ]
            )
            for axis in range(cells.ndim)
        ]
    )


def _add_steps(form: Matrix, steps: Places, penalty: float) -> Matrix:
    """A quadratic form that also punishes the squared difference over each step."""
    form = form.copy()
    lower, upper = steps.T
    np.add.at(form, (lower, lower), penalty)
    np.add.at(form, (upper, upper), penalty)
    np.add.at(form, (lower, upper), -penalty)
    np.add.at(form, (upper, lower), -penalty)
    return form


def _fit_ordered(
    columns: Matrix, y: Matrix, weights: Matrix, penalty: Matrix, steps: Places
) -> Matrix:
    """Fit so that a level that agrees more never weighs less.

    Steps that go down are punished until none does (Bollaerts, Eilers and van Mechelen 2006,
    Statistics in Medicine 25(19), 3194-3212); what remains of them is rounding.
    """
    beta = fit_logistic(columns, y, weights, penalty)
    falling = np.zeros(len(steps), dtype=bool)
    for _ in range(_ROUNDS):
        down = beta[steps[:, 0]] > beta[steps[:, 1]] + _LEVEL
        if not (down & ~falling).any():
            break
        falling |= down
        beta = fit_logistic(columns, y, weights, _add_steps(penalty, steps[falling], _NOT_DOWN))
    return _without_steps_down(beta, steps)


def _without_steps_down(beta: Matrix, steps: Places) -> Matrix:
    """Levels that differ by rounding weigh the same, so that what they tie is told apart by more."""
    beta = beta.copy()
    for _ in range(len(steps)):
        falls = beta[steps[:, 0]] > beta[steps[:, 1]]
        if not falls.any():
            break
        np.maximum.at(beta, steps[falls, 1], beta[steps[falls, 0]])
    return beta
