"""A query made ready to be searched for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.asked import Asked
from matcher.comparison.party import Context
from matcher.index.candidates import Candidates
from matcher.index.ranking import Allowed
from matcher.pairs import RowsBeside
from matcher.records import is_other
from matcher.strongest import NO_CUTOFF, ROUNDING, Beside


class Question(NamedTuple):
    """A query, normalised.

    Args:
        context: What stands beside its names.
        names: Each with the first way in which it was written; one without a word if there is no
            name.
        is_named: Whether any of them has a word.
        allowed: Which entities may be answered.
        candidates: Entities that were found by what stands beside the names.
        rows: Their alias rows.
        beside: What stands beside, against that of entities.
        least: Match weight of the cutoff; minus infinity for none.
    """

    context: Context
    names: Sequence[tuple[Asked, str | None]]
    is_named: bool
    allowed: Allowed
    candidates: Candidates
    rows: RowsBeside
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
        """Whether only names, and countries and addresses beside them, decide what is answered.

        An identifier in common is worth more than any name: most names found would be of interest.
        """
        return (
            self.is_named
            and self.least != NO_CUTOFF
            and not self.context.identifiers
            and not is_other(self.context.kind)
        )

    def rows_of(self, place: int) -> NDArray[np.uint32]:
        """Alias rows that the name at a place is compared with whatever is found."""
        return self.rows.with_all if place else self.rows.with_first
