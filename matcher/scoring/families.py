"""What pairs of persons, of vessels and of mixed kinds weigh, and how they are scored.

Levels of persons' names have bits that were counted and fitted (`data/persons.tsv`, written by
`models.persons`), those of ships' names are judged; what stands beside the names weighs as the
model says. The model's calibration is of organisations; the bits of persons and vessels are
taken at their word: the odds of the base rate, doubled by each bit.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log, log2

from matcher.comparison.births import BIRTH_COMPARISON
from matcher.comparison.kinds import (
    FAMILY_COMPARISONS,
    KIND_COMPARISON,
    LISTED_ADDRESS_COMPARISON,
    Family,
)
from matcher.comparison.levels import Comparison
from matcher.comparison.persons import PERSON_NAME_COMPARISONS
from matcher.comparison.specification import COMPARISONS
from matcher.comparison.vessels import FLAG_COMPARISON, VESSEL_NAME_COMPARISONS
from matcher.errors import ModelError
from matcher.scoring.calibration import Calibration, shift
from matcher.scoring.model import Model
from matcher.scoring.weights import Weights

_JUDGED = (
    *VESSEL_NAME_COMPARISONS,
    FLAG_COMPARISON,
    BIRTH_COMPARISON,
    KIND_COMPARISON,
    LISTED_ADDRESS_COMPARISON,
)
_BASE_RATE = 0.15  # for which persons' bits were fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How pairs of one family are weighed and scored.

    Args:
        comparisons: In the order in which their bits are added.
        weights: The bits of their levels, and the prior.
        calibration: From evidence to a score.
    """

    comparisons: tuple[Comparison, ...]
    weights: Weights
    calibration: Calibration

    def score(self, match_weight: float, base_rate: float | None) -> float:
        """Calibrated probability of a match weight.

        Args:
            match_weight: Of `weights`.
            base_rate: Between 0 and 1; None for the one that the model was calibrated for.
        """
        calibration = self.calibration if base_rate is None else shift(self.calibration, base_rate)
        return calibration.score(match_weight - self.weights.prior_bits)


def make_schemes(model: Model) -> dict[Family, Scheme]:
    """The scheme of each family with a model's weights for what they have in common."""
    at_their_word = shift(
        Calibration(
            bits=(0.0, 1.0),
            log_odds=(_log_odds(_BASE_RATE), _log_odds(_BASE_RATE) + log(2)),
            base_rate=_BASE_RATE,
        ),
        model.base_rate,
    )
    known: dict[Comparison, tuple[float, ...]] = {
        **dict(zip(COMPARISONS, model.weights.bits, strict=True)),
        **dict(zip(PERSON_NAME_COMPARISONS, _person_bits(), strict=True)),
        **{c: _judged(c) for c in _JUDGED},
    }
    return {
        family: Scheme(
            comparisons=comparisons,
            weights=Weights(model.weights.prior_bits, tuple(known[c] for c in comparisons)),
            calibration=(
                model.calibration
                if family in (Family.ORGANISATIONS, Family.MIXED)
                else at_their_word
            ),
        )
        for family, comparisons in FAMILY_COMPARISONS.items()
    }


def _log_odds(share: float) -> float:
    return log(share / (1.0 - share))


def _judged(comparison: Comparison) -> tuple[float, ...]:
    """Bits of levels that state their m and u."""
    return tuple(log2(level.m / level.u) for level in comparison.levels if level.m and level.u)


@cache
def _person_bits() -> tuple[tuple[float, ...], ...]:
    """Bits of `PERSON_NAME_COMPARISONS`, read once.

    Raises:
        ModelError: The table is not of these levels.
    """
    text = files("matcher.scoring").joinpath("data/persons.tsv").read_text("utf-8")
    found: dict[str, list[float]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, bits, *_ = line.split("\t")
            found.setdefault(name, []).append(float(bits))
    for comparison in PERSON_NAME_COMPARISONS:
        if len(found.get(comparison.name, ())) != len(comparison.levels):
            raise ModelError(f"data/persons.tsv does not have the levels of {comparison.name}")
    return tuple(tuple(found[comparison.name]) for comparison in PERSON_NAME_COMPARISONS)
