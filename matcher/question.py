"""A query made ready to be searched for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matcher.asked import Asked
from matcher.comparison.party import Context
from matcher.index.candidates import Candidates
from matcher.index.ranking import Allowed
from matcher.records import is_other
from matcher.strongest import NO_CUTOFF, ROUNDING, Beside


@dataclass(frozen=True, slots=True)
class Question:
    """A query, normalised.

    Args:
        context: What stands beside its names.
        names: Each with the first way in which it was written; one without a word if there is no
            name.
        is_named: Whether any of them has a word.
        allowed: Which entities may be answered.
        candidates: Entities that were found by what stands beside the names.
        beside: What stands beside, against that of entities.
        least: Match weight of the cutoff; minus infinity for none.
    """

    context: Context
    names: Sequence[tuple[Asked, str | None]]
    is_named: bool
    allowed: Allowed
    candidates: Candidates
    beside: Beside
    least: float

    @property
    def least_of_names(self) -> float:
        """What names must weigh, if what stands beside them is worth the most it can be."""
        return self.least - self.beside.most_of_any - ROUNDING

    def is_met_by(self, entities: Iterable[tuple[int, float]]) -> bool:
        """Whether any of some organisations reaches the cutoff with what stands beside it."""
        with_context, levels = self.beside.weights.with_context, self.beside.levels
        return any(with_context(weight, levels(row)) >= self.least for row, weight in entities)

    @property
    def is_by_name(self) -> bool:
        """Whether nothing is answered but what is found by names that organisations have."""
        return (
            self.is_named
            and self.least != NO_CUTOFF
            and not self.candidates.entities
            and not is_other(self.context.kind)
        )
