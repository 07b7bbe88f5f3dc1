"""Fit the map from evidence to probability (see `matcher.scoring.calibration`).

Logistic regression of the label on evidence bits, with a bend: the slope may differ below
and above the middle. Fitted by Newton's method on cross-fitted evidence, so that no pair
was scored by weights it helped to estimate; weighted to the stated base rate.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.scoring.calibration import Calibration

Matrix = NDArray[np.float64]

_ROUNDS = 50
_RIDGE = 1e-3  # keeps the fit finite where a side is empty
_LOWEST_SLOPE = 0.01  # log odds a bit: more evidence always scores higher


def fit_calibration(
    bits: Sequence[float], same: Sequence[bool], *, base_rate: float
) -> Calibration:
    """Fit the map.

    Args:
        bits: Evidence of each pair, without the prior.
        same: Its label.
        base_rate: Share of matches to weight the pairs to.

    Raises:
        ValueError: One of the two classes is empty.
    """
    x, y = np.asarray(bits, dtype=float), np.asarray(same, dtype=float)
    if not y.any() or y.all():
        raise ValueError("calibration needs pairs of both labels")
    weights = np.where(y == 1, base_rate / y.mean(), (1 - base_rate) / (1 - y.mean()))
    knots = np.quantile(x, [0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
    knots = np.unique(np.round(knots, 6))
    beta = _fit_hinges(_hinges(x, knots), y, weights)
    log_odds = _hinges(knots, knots) @ beta
    steps = np.maximum(np.diff(log_odds), _LOWEST_SLOPE * np.diff(knots))
    return Calibration(
        bits=tuple(knots.tolist()),
        log_odds=tuple((log_odds[0] + np.concatenate([[0.0], np.cumsum(steps)])).tolist()),
        base_rate=base_rate,
    )


def _hinges(x: Matrix, knots: Matrix) -> Matrix:
    """Columns: 1, x, and a hinge at each inner knot; linear beyond the outer ones."""
    return np.column_stack(
        [np.ones_like(x), x, *(np.maximum(x - knot, 0.0) for knot in knots[1:-1])]
    )


def _fit_hinges(columns: Matrix, y: Matrix, weights: Matrix) -> Matrix:
    scale = np.abs(columns).max(axis=0)
    columns = columns / scale
    beta = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(columns @ beta, -30, 30)))
        gradient = columns.T @ (weights * (y - p)) - _RIDGE * beta
        curvature = (columns * (weights * p * (1 - p))[:, None]).T @ columns
        step = np.linalg.solve(curvature + _RIDGE * np.eye(len(beta)), gradient)
        beta += step
        if np.abs(step).max() < 1e-10:
            break
    solution: Matrix = beta / scale
    return solution
