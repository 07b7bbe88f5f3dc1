"""The strongest candidates of a query: names and what stands beside them, weighed together.

What stands beside a name costs more to compare than the name itself, so an entity is left out
where even full agreement of it could not bring the entity into the answer.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from heapq import heappush, heappushpop

from matcher.comparison.context import CONTEXT_COMPARISONS
from matcher.comparison.party import Context
from matcher.comparison.specification import Vector
from matcher.index.searching import Searched
from matcher.scoring.weights import Weights

NOTHING_BESIDE: Vector = (None,) * len(CONTEXT_COMPARISONS)
NO_CUTOFF = float("-inf")
ROUNDING = 1e-9  # bits: a bound is added up in another order than a weight


@dataclass(frozen=True, slots=True)
class Scored:
    """An entity with the best pair of its names.

    Args:
        entity: Its row.
        match_weight: Of the pair and what stands beside it.
        pair: Place of the pair.
        beside: Levels of what stands beside.
    """

    entity: int
    match_weight: float
    pair: int
    beside: Vector


@dataclass(frozen=True, slots=True)
class Strongest:
    """What may be answered.

    Args:
        scored: At least as many as were asked for, where there are; in no order.
        total: Entities that reach the cutoff.
    """

    scored: list[Scored]
    total: int


NOBODY = Strongest([], 0)


def strongest(
    searched: Searched, entity_count: int, beside: "Beside", *, limit: int, least: float
) -> Strongest:
    """Find the entities that weigh most.

    Args:
        searched: The pairs of names, with the best of each entity that may reach the cutoff.
        entity_count: How many organisations have a name among them.
        beside: What stands beside the names.
        limit: How many are asked for; of equal weights all come.
        least: Match weight of the cutoff; minus infinity for none.
    """
    places = searched.best
    entities = searched.entities[places].tolist()
    weights = searched.compared.weights[places].tolist()
    limit = max(limit, 1)
    greatest: list[float] = []  # the `limit` greatest weights so far, the least of them first
    scored: list[Scored] = []
    reached = 0
    for place, entity, name_weight in zip(places.tolist(), entities, weights, strict=True):
        most = name_weight + beside.most_bits(entity) + ROUNDING
        if most < least or (least == NO_CUTOFF and len(greatest) == limit and most < greatest[0]):
            continue
        levels = beside.levels(entity)
        weight = beside.weights.with_context(name_weight, levels)
        if weight < least:
            continue
        reached += 1
        if len(greatest) < limit:
            heappush(greatest, weight)
        elif weight >= greatest[0]:
            heappushpop(greatest, weight)
        else:
            continue
        scored.append(Scored(entity, weight, place, levels))
    return Strongest(scored, entity_count if least == NO_CUTOFF else reached)


class Beside:
    """What stands beside the names of a query, against that of listed entities.

    Args:
        context: The query's.
        levels: Of an entity.
        weights: Of the model.
        found: Entities that were found by what stands beside: the only ones with which an
            identifier can agree.
    """

    def __init__(
        self,
        context: Context,
        levels: Callable[[int], Vector],
        weights: Weights,
        found: Collection[int],
    ) -> None:
        self.weights = weights
        self._found = found
        if context.is_empty:  # a name alone: nothing to decode the other side for
            self.levels: Callable[[int], Vector] = lambda _: NOTHING_BESIDE
            self._most = self._most_found = self._fewest = 0.0
        else:
            self.levels = levels
            # What the query does not say is worth nothing, whatever the listed side says.
            said = (context.countries, context.addresses, context.identifiers)
            bits = [
                (0.0, *known) if asked else (0.0,)
                for asked, known in zip(said, weights.bits[-len(said) :], strict=True)
            ]
            country, address, identifier = map(max, bits)
            self._most = country + address
            self._most_found = self._most + identifier
            self._fewest = sum(map(min, bits))

    @property
    def slack(self) -> float:
        """Bits by which the levels of two entities may differ at most."""
        return self._most_found - self._fewest

    @property
    def most_of_any(self) -> float:
        """What the levels of any entity are worth at most."""
        return self._most_found

    def most_bits(self, entity: int) -> float:
        """What the levels of an entity are worth at most."""
        return self._most_found if entity in self._found else self._most
