"""What pairs that are no two organisations weigh at most, for less than comparing them in Python.

The kernel tells of two persons' names what they have in common at most (`InCommon`). An
organisation that a person or a vessel is asked for it weighs by its name exactly, and of a
vessel's name it tells whether words are missed.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.kinds import Family, family_of, kind_level
from matcher.comparison.name import NAME_COMPARISONS
from matcher.comparison.party import Context
from matcher.comparison.person_bounds import MOST
from matcher.index.searching import Searcher
from matcher.kernel.reference import Compared
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.vessels import normalise_vessel
from matcher.others import Others
from matcher.pairing import Pairing
from matcher.records import PartyKind
from matcher.scoring.cutoff import least_weight
from matcher.scoring.most_of_persons import most_of_persons
from matcher.strongest import ROUNDING

_REMEMBERED_CUTOFFS = 64
_TOLD_APART = np.array((MOST, 1, MOST, MOST), dtype=np.int8)  # of the numbers of `InCommon`
# The kind of the listed party that a family's names are stored as, where there is a bound.
_STORED_AS = {
    Family.PERSONS: PartyKind.PERSON,
    Family.VESSELS: PartyKind.VESSEL,
    Family.MIXED: PartyKind.ORGANISATION,
}
_FAMILIES = np.array(
    [[family_of(query, listed) for listed in PartyKind] for query in PartyKind], dtype=np.uint8
)
_NAME, _EXTRA, *_ = NAME_COMPARISONS
_MISSED_BY_BOTH, _MISSED_BY_ONE = 3, 4  # levels of `vessel_name` below which such a name is


class Most(NamedTuple):
    """What pairs weigh at most; infinity where that takes comparing them.

    Args:
        names: Without what stands beside the names.
        weights: With all that may stand there.
    """

    names: NDArray[np.float64]
    weights: NDArray[np.float64]


class MostWeights:
    """The most that pairs weigh.

    Args:
        kinds: `PartyKind` of each entity.
        pairing: That compares them.
        searcher: That knows what costs little.
    """

    def __init__(self, kinds: NDArray[np.uint8], pairing: Pairing, searcher: Searcher) -> None:
        self._kinds = kinds
        self._pairing = pairing
        self._searcher = searcher
        schemes = pairing.schemes
        self._most_of_persons = most_of_persons(schemes[Family.PERSONS].weights)
        self._least_weights = lru_cache(maxsize=_REMEMBERED_CUTOFFS)(
            partial(_least_weights, pairing)
        )

    def families(self, others: Others, contexts: Sequence[Context]) -> NDArray[np.uint8]:
        """The family of each pair.

        Args:
            others: The pairs.
            contexts: What stands beside each name that is asked for, and what it is.
        """
        asked = np.array([context.kind for context in contexts], dtype=np.uint8)
        return _FAMILIES[asked[others.queries], self._kinds[others.entities]]

    def most(
        self,
        others: Others,
        families: NDArray[np.uint8],
        texts: Sequence[str | None],
        contexts: Sequence[Context],
    ) -> Most:
        """What each pair weighs at most.

        Args:
            others: The pairs.
            families: Of each.
            texts: The names that are asked for, as written.
            contexts: What stands beside each.
        """
        names = np.full(len(others.rows), np.inf)
        weights = names.copy()
        of_family: dict[Family, Callable[[Sequence[str], Others], NDArray[np.float64] | None]] = {
            Family.PERSONS: self._of_persons,
            Family.VESSELS: self._of_vessels,
            Family.MIXED: self._of_organisations,
        }
        kinds = self._kinds[others.entities]
        for family, names_weigh in of_family.items():
            places = np.flatnonzero((families == family) & (kinds == _STORED_AS[family]))
            if not len(places):
                continue
            asked, queries = np.unique(others.queries[places], return_inverse=True)
            pairs = Others(queries, others.rows[places], others.entities[places])
            found = names_weigh([texts[query] or "" for query in asked.tolist()], pairs)
            if found is not None:
                beside = [self._beside(family, contexts[query]) for query in asked.tolist()]
                names[places] = found + ROUNDING
                weights[places] = names[places] + np.array(beside)[queries]
        return Most(names, weights)

    def reaching(
        self,
        most: Most,
        families: NDArray[np.uint8],
        base_rate: float | None,
        cutoff: float,
    ) -> NDArray[np.intp]:
        """Places of the pairs that may reach a cutoff.

        Args:
            most: What each weighs at most.
            families: Of each.
            base_rate: For which scores are probabilities.
            cutoff: Of scores.
        """
        return np.flatnonzero(most.weights >= self._least_weights(base_rate, cutoff)[families])

    def _of_persons(self, texts: Sequence[str], pairs: Others) -> NDArray[np.float64] | None:
        persons = [self._pairing.person_name(text) for text in texts]
        in_common = self._searcher.in_common(persons, pairs.queries, pairs.rows)
        if in_common is None:
            return None
        most: NDArray[np.float64] = self._most_of_persons[
            tuple(np.minimum(in_common, _TOLD_APART).T)
        ]
        return most

    def _of_vessels(self, texts: Sequence[str], pairs: Others) -> NDArray[np.float64] | None:
        names = [normalise_vessel(text) for text in texts]
        compared = self._compared(names, pairs)
        if compared is None:
            return None
        weights = self._pairing.schemes[Family.VESSELS].weights
        level_bits = weights.bits[0]
        name, extra = compared.levels[:, 0], compared.levels[:, 1]
        columns = _NAME.shape[1] if _NAME.shape else 1
        # Words in brackets are missed by organisations, and not by vessels.
        bracketed = [any(token.optional for token in name.tokens) for name in names]
        is_told = (extra >= 0) & (name >= 0) & ~np.array(bracketed)[pairs.queries]
        by_both = is_told & (name % columns < columns - 1)
        by_one = is_told & (extra < len(_EXTRA.levels) - 1)
        most = np.full(len(pairs.rows), max(level_bits))
        most[by_one] = max(level_bits[:_MISSED_BY_ONE])
        most[by_both] = max(level_bits[:_MISSED_BY_BOTH])
        most[np.isinf(compared.weights)] = np.inf
        return most + weights.prior_bits

    def _of_organisations(self, texts: Sequence[str], pairs: Others) -> NDArray[np.float64] | None:
        compared = self._compared([normalise_name(text) for text in texts], pairs)
        return None if compared is None else compared.weights

    def _compared(self, names: Sequence[Name], pairs: Others) -> Compared | None:
        starts = np.searchsorted(pairs.queries, np.arange(1, len(names)))
        return self._searcher.compare(names, np.split(pairs.rows, starts))

    def _beside(self, family: Family, context: Context) -> float:
        """What stands beside the names of a query and of what is listed weighs at most."""
        said = {
            "birth_date": context.births,
            "country": context.countries,
            "flag": context.countries,
            "address": context.addresses,
            "identifier": context.identifiers,
        }
        scheme = self._pairing.schemes[family]
        kind = kind_level(context.kind, _STORED_AS[family])
        most = 0.0
        for comparison, bits in zip(scheme.comparisons, scheme.weights.bits, strict=True):
            if said.get(comparison.name):
                most += max(0.0, *bits)
            elif comparison.name == "kind" and kind is not None:
                most += bits[kind]
        return most


def _least_weights(pairing: Pairing, base_rate: float | None, cutoff: float) -> NDArray[np.float64]:
    """The weight of each family, by its number, whose score reaches a cutoff."""
    score_of = pairing.scorer(base_rate)
    return np.array([least_weight(partial(score_of, family), cutoff) for family in Family])
