"""Fit the map from evidence to probability (see `matcher.scoring.calibration`).

Logistic regression of the label on evidence bits, with a bend: the slope may differ below
and above the middle. Fitted by Newton's method on cross-fitted evidence, so that no pair
was scored by weights it helped to estimate; weighted to the stated base rate.
"""

from collections.abc import Sequence

import numpy as np

from matcher.scoring.calibration import Calibration
from models.logistic import Matrix, fit_logistic

_KNOTS = (0.02, 0.2, 0.4, 0.6, 0.8, 0.9, 0.98)  # shares of the weighted pairs
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
    order = np.argsort(x, kind="stable")
    ranks = np.searchsorted(np.cumsum(weights[order]) / weights.sum(), _KNOTS)
    knots = np.unique(np.round(x[order[ranks]], 6))
    log_odds = _log_odds(x, y, weights, knots)
    while len(knots) > 2 and (falling := _falling(knots, log_odds)) is not None:
        knots = np.delete(knots, falling)
        log_odds = _log_odds(x, y, weights, knots)
    steps = np.maximum(np.diff(log_odds), _LOWEST_SLOPE * np.diff(knots))
    return Calibration(
        bits=tuple(knots.tolist()),
        log_odds=tuple((log_odds[0] + np.concatenate([[0.0], np.cumsum(steps)])).tolist()),
        base_rate=base_rate,
    )


def _log_odds(x: Matrix, y: Matrix, weights: Matrix, knots: Matrix) -> Matrix:
    """The fitted log odds at the knots."""
    columns = _hinges(x, knots)
    scale = np.abs(columns).max(axis=0)
    beta = fit_logistic(columns / scale, y, weights, _RIDGE * np.eye(columns.shape[1])) / scale
    fitted: Matrix = _hinges(knots, knots) @ beta
    return fitted


def _falling(knots: Matrix, log_odds: Matrix) -> int | None:
    """An inner knot beside a stretch that does not rise; None if all do.

    Without it the stretch joins its neighbour. To lift the stretch instead would lift all that
    lies above it, and so claim more than the pairs show.
    """
    flat = np.flatnonzero(np.diff(log_odds) < _LOWEST_SLOPE * np.diff(knots))
    return max(int(flat[0]), 1) if len(flat) else None


def _hinges(x: Matrix, knots: Matrix) -> Matrix:
    """Columns: 1, x, and a hinge at each inner knot; linear beyond the outer ones."""
    return np.column_stack(
        [np.ones_like(x), x, *(np.maximum(x - knot, 0.0) for knot in knots[1:-1])]
    )
