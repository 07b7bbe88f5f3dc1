"""The match weight that a cutoff stands for."""

from collections.abc import Callable

_MOST_WEIGHT = 1e4  # bits; no evidence weighs as much


def least_weight(score_of: Callable[[float], float], cutoff: float) -> float:
    """The least match weight whose score reaches a cutoff; minus infinity where all do.

    Args:
        score_of: Of a match weight; it rises with the weight.
        cutoff: A score.
    """
    if cutoff <= 0.0:
        return float("-inf")
    low, high = -_MOST_WEIGHT, _MOST_WEIGHT
    if score_of(high) < cutoff:
        return float("inf")
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (low, middle) if score_of(middle) >= cutoff else (middle, high)
    return high
