"""Compare one name with many listed ones in Python: what the compiled kernel must give too."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.alignment import Alignment
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import compare_names
from matcher.comparison.party import weigh_name
from matcher.comparison.words import WeighedName
from matcher.kernel import layout
from matcher.normalise.names import Name
from matcher.scoring.weights import Weights

ListedNames = Callable[[int], WeighedName | None]  # the name of a row, if there is one


class Compared(NamedTuple):
    """What comparing a name with listed names gave.

    Args:
        levels: Shape (rows, name comparisons): `NULL_LEVEL` for the null level.
        weights: Shape (rows,): the prior and the bits of these levels, added in their order; -inf
            of what is no candidate.
    """

    levels: NDArray[np.int8]
    weights: NDArray[np.float64]


class ReferenceComparer:
    """Compares with the names of one snapshot by one model. Safe to share between threads.

    Args:
        listed_name: The name of a row; None if there is none.
        weights: Of the model's levels.
        knowledge: Of the model.
    """

    def __init__(
        self,
        listed_name: ListedNames,
        weights: Weights,
        knowledge: Knowledge,
    ) -> None:
        self._listed_name = listed_name
        self._weights = weights
        self._knowledge = knowledge

    def compare(self, name: Name, rows: NDArray[np.uint32], told: int) -> Compared:
        """Compare a name with listed names.

        Args:
            name: Of the query; one without words agrees and disagrees with none.
            rows: Of the listed names.
            told: How many of them, the first, are weighed whatever they are. Any other was found
                by its name alone, and if no word of it agrees after all it weighs -inf.
        """
        levels = np.empty((len(rows), layout.NAME_COMPARISONS), dtype=np.int8)
        weights = np.empty(len(rows), dtype=np.float64)
        compared = Compared(levels, weights)
        self.compare_some(name, rows, range(len(rows)), compared, told)
        return compared

    def align(self, name: Name, row: int) -> Alignment | None:
        """Which words of a name and of a listed one stand for each other; None without words."""
        query, listed = weigh_name(name, self._knowledge), self._listed_name(row)
        _, alignment = compare_names(query, listed, self._knowledge)
        return alignment

    def compare_some(
        self,
        name: Name,
        rows: NDArray[np.uint32],
        places: Iterable[int],
        compared: Compared,
        told: int,
    ) -> None:
        """Compare with the names at some places of `rows`, and write down what that gives."""
        query = weigh_name(name, self._knowledge)
        counterparts = Counterparts(query, self._knowledge) if query else None
        for place in places:
            listed = self._listed_name(int(rows[place]))
            found, alignment = compare_names(query, listed, self._knowledge, counterparts)
            compared.levels[place] = [
                layout.NULL_LEVEL if level is None else level for level in found
            ]
            by_chance = place >= told and alignment is not None and not alignment.pairs
            compared.weights[place] = (
                float("-inf") if by_chance else self._weights.name_weight(found)
            )
