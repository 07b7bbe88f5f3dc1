"""Logistic regression by Newton's method, halving a step that would overshoot."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_ROUNDS = 100
_SMALLEST_STEP = 1e-4


def fit_logistic(columns: Matrix, y: Matrix, weights: Matrix, penalty: Matrix) -> Matrix:
    """Coefficients of a penalised logistic regression.

    Args:
        columns: Shape (pairs, coefficients).
        y: Labels, 0.0 or 1.0.
        weights: How much each pair counts.
        penalty: The quadratic form of the coefficients that is added to the loss, twice over.
    """
    beta = np.zeros(columns.shape[1])

    def loss(beta: Matrix) -> float:
        z = columns @ beta
        return float((weights * (np.logaddexp(0, z) - y * z)).sum() + beta @ penalty @ beta / 2)

    current = loss(beta)
    for _ in range(_ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(columns @ beta, -30, 30)))
        gradient = columns.T @ (weights * (p - y)) + penalty @ beta
        curvature = (columns * (weights * p * (1 - p))[:, None]).T @ columns + penalty
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (smaller := loss(beta - size * step)) > current and size > _SMALLEST_STEP:
            size /= 2
        beta = beta - size * step
        if current - smaller < 1e-9 * abs(current):
            break
        current = smaller
    return beta
