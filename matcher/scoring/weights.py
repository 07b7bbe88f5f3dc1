"""Match weights: the prior and log2(m / u) of each level, read from Splink's settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from matcher.comparison.specification import COMPARISONS, Vector
from matcher.errors import ModelError


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits for a match.

    Args:
        prior_bits: log2 of the prior odds of a match.
        bits: For each of `COMPARISONS`, log2(m / u) of each level, level 0 first.
    """

    prior_bits: float
    bits: tuple[tuple[float, ...], ...]

    def match_weight(self, vector: Vector) -> float:
        """Prior and comparisons in bits; null levels add nothing.

        Added in Splink's order, so that not one bit of the sum differs from `predict`.
        """
        weight = self.prior_bits
        for level, bits in zip(vector, self.bits, strict=True):
            weight += 0.0 if level is None else bits[level]
        return weight

    def name_weight(self, levels: Sequence[int | None]) -> float:
        """The same of the name comparisons alone, which are the first ones."""
        weight = self.prior_bits
        for level, bits in zip(levels, self.bits, strict=False):
            weight += 0.0 if level is None else bits[level]
        return weight

    def with_context(self, name_weight: float, levels: Sequence[int | None]) -> float:
        """A match weight from that of the names and the levels of what stands beside them."""
        weight = name_weight
        for level, bits in zip(levels, self.bits[-len(levels) :], strict=True):
            weight += 0.0 if level is None else bits[level]
        return weight

    def evidence_bits(self, vector: Vector) -> float:
        """The match weight without the prior: the quantity that calibration maps to a score."""
        return self.match_weight(vector) - self.prior_bits


def weights_of(settings: Mapping[str, Any]) -> Weights:
    """The weights of trained Splink settings.

    Raises:
        ModelError: The comparisons are not those of `COMPARISONS`.
        KeyError, TypeError, ValueError, ZeroDivisionError: It is not a trained settings
            dictionary.
    """
    prior = settings["probability_two_random_records_match"]
    trained = settings["comparisons"]
    if len(trained) != len(COMPARISONS):
        raise ModelError(f"it has {len(trained)} comparisons, not {len(COMPARISONS)}")
    return Weights(
        prior_bits=log2(prior / (1 - prior)),
        bits=tuple(
            _level_bits(fitted, comparison.name, len(comparison.levels))
            for fitted, comparison in zip(trained, COMPARISONS, strict=True)
        ),
    )


def _level_bits(fitted: Mapping[str, Any], name: str, levels: int) -> tuple[float, ...]:
    """Bits of each level, level 0 first; Splink writes the highest level first."""
    found = tuple(
        log2(level["m_probability"] / level["u_probability"])
        for level in reversed(fitted["comparison_levels"])
        if not level.get("is_null_level")
    )
    if fitted["output_column_name"] != name or len(found) != levels:
        raise ModelError(f"its comparison {fitted['output_column_name']!r} does not fit {name!r}")
    return found
