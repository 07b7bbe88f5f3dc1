"""From evidence to probability: a monotone map, fitted on labelled pairs.

Comparisons are not independent, so their bits add up to more than they prove. The map is
linear in log odds between knots, so it never saturates: more evidence is always a higher
score, however slightly.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import exp, log

_MOST_LOG_ODDS = 13.8  # a score nearer to 0 or 1 than one in a million claims too much


@dataclass(frozen=True, slots=True)
class Calibration:
    """Knots of the map, and the base rate it was fitted for.

    Args:
        bits: Evidence in bits, increasing.
        log_odds: Natural log odds of a match at each knot, increasing.
        base_rate: Share of matches among the pairs it was fitted for.
    """

    bits: tuple[float, ...]
    log_odds: tuple[float, ...]
    base_rate: float

    def score(self, evidence_bits: float) -> float:
        """Probability of a match: strictly between 0 and 1, increasing in the evidence."""
        place = min(max(bisect_right(self.bits, evidence_bits), 1), len(self.bits) - 1)
        low, high = self.bits[place - 1], self.bits[place]
        slope = (self.log_odds[place] - self.log_odds[place - 1]) / (high - low)
        value = self.log_odds[place - 1] + slope * (evidence_bits - low)
        return 1.0 / (1.0 + exp(-_squash(value)))


def _squash(log_odds: float) -> float:
    """Approach the ceiling without reaching it, so that order is kept beyond the last knot."""
    bound = _MOST_LOG_ODDS / 2
    if log_odds > bound:
        return bound + bound * (1.0 - exp(-(log_odds - bound) / bound))
    if log_odds < -bound:
        return -bound - bound * (1.0 - exp((log_odds + bound) / bound))
    return log_odds


def shift(calibration: Calibration, base_rate: float) -> Calibration:
    """The same evidence for a population in which matches are more or less common.

    Args:
        calibration: As fitted.
        base_rate: Share of matches among the pairs that are asked about, between 0 and 1.
    """
    by = log(base_rate / (1 - base_rate)) - log(calibration.base_rate / (1 - calibration.base_rate))
    return Calibration(
        bits=calibration.bits,
        log_odds=tuple(value + by for value in calibration.log_odds),
        base_rate=base_rate,
    )
