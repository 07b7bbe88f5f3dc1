"""What is answered: the strongest candidates in order, each explained."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from matcher.comparison.alignment import Alignment
from matcher.comparison.party import Context
from matcher.index.weighed import ListedName
from matcher.kernel.layout import NULL_LEVEL
from matcher.normalise.names import Name
from matcher.pairs import Pairs
from matcher.records import Hit, Listed
from matcher.scoring.explain import Compared, explain
from matcher.scoring.model import Model
from matcher.strongest import Scored

NO_NAME = Name(())  # of a query that has none


@dataclass(frozen=True, slots=True)
class ListedParties:
    """The listed side of all answers.

    Args:
        model: That scores.
        align: Aligns a name of a query with that of an alias row.
        name_of: The name of an alias row.
        party_of: The party of an entity row.
        context_of: What stands beside the names of an entity row.
    """

    model: Model
    align: Callable[[Name, int], Alignment | None]
    name_of: Callable[[int], ListedName]
    party_of: Callable[[int], Listed]
    context_of: Callable[[int], Context]


class Answer:
    """The answer to one query.

    Args:
        listed: The listed side.
        pairs: The pairs of names that were compared.
        texts: The names of the query, and how each was first written; empty if it has none.
        context: What stands beside them.
    """

    def __init__(
        self, listed: ListedParties, pairs: Pairs, texts: Mapping[Name, str], context: Context
    ) -> None:
        self._listed = listed
        self._pairs = pairs
        self._names: list[tuple[Name, str | None]] = [*texts.items()] or [(NO_NAME, None)]
        self._context = context

    def hits(
        self,
        scored: Sequence[Scored],
        limit: int,
        score_of: Callable[[float], float],
        threshold: float,
    ) -> tuple[Hit, ...]:
        """Best first: by weight; of equal weights, as levels make them, the one spelled more alike.

        Args:
            scored: The strongest candidates, in any order.
            limit: How many are answered.
            score_of: Of a match weight.
            threshold: Score from which a hit is a match.
        """
        times = Counter(one.match_weight for one in scored)

        def order(one: Scored) -> tuple[float, float, int]:
            tied = times[one.match_weight] > 1
            return (
                -one.match_weight,
                -self._alike(self._most_alike(one.pair)) if tied else 0.0,
                one.entity,
            )

        first = sorted(scored, key=order)[:limit]
        return tuple(self._hit(one, score_of, threshold) for one in first)

    def _hit(self, scored: Scored, score_of: Callable[[float], float], threshold: float) -> Hit:
        pair = self._most_alike(scored.pair)
        name, text = self._names[int(self._pairs.queries[pair])]
        row = int(self._pairs.searched.rows[pair])
        listed = self._listed.name_of(row)
        model = self._listed.model
        levels = self._pairs.searched.compared.levels[pair].tolist()
        vector = (
            *[None if level == NULL_LEVEL else level for level in levels],
            *scored.beside,
        )
        match_weight = model.weights.match_weight(vector)
        score = score_of(match_weight)
        matched_name = listed.alias.name if listed.alias else None
        return Hit(
            listed=self._listed.party_of(scored.entity),
            matched_name=matched_name,
            match_weight=match_weight,
            score=score,
            match=score >= threshold,
            evidence=explain(
                model,
                vector,
                Compared(text=text, name=name if name.tokens else None, context=self._context),
                Compared(
                    text=matched_name,
                    name=listed.name,
                    context=self._listed.context_of(scored.entity),
                ),
                self._listed.align(name, row),
            ),
        )

    def _most_alike(self, pair: int) -> int:
        """Of the pairs of one entity that weigh the same, the one spelled most alike."""
        equal = self._pairs.as_good_as(pair)
        if len(equal) == 1:
            return pair
        return max(equal, key=lambda one: (self._alike(one), -one))

    def _alike(self, pair: int) -> float:
        """How alike the two names of a pair are spelled, 0 to 100."""
        query, _ = self._names[int(self._pairs.queries[pair])]
        listed = self._listed.name_of(int(self._pairs.searched.rows[pair])).name
        return fuzz.ratio(_spelled(query), _spelled(listed)) if query.tokens and listed else 0.0


def _spelled(name: Name) -> str:
    """Every word of a name, bracketed ones too, and its legal forms."""
    return " ".join(sorted([token.text for token in name.tokens]) + sorted(name.legal_forms))
