"""What a pair of persons' names weighs at most, by a bound of what they have in common."""

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.person_bounds import MOST, possible_levels
from matcher.scoring.weights import Weights


def most_of_persons(weights: Weights) -> NDArray[np.float64]:
    """The prior and the most bits of the names.

    Args:
        weights: Of the family of persons.

    Returns:
        Shape (MOST + 1, 2, MOST + 1, MOST + 1): by the numbers of `InCommon`, up to `MOST`.
    """
    name, spelling, *_ = weights.bits
    most = np.empty((MOST + 1, 2, MOST + 1, MOST + 1))
    for bound, levels in possible_levels().items():
        most[bound] = max(name[level] for level in levels)
    return most + weights.prior_bits + max(0.0, *spelling)
