"""Organisations as they are answered: the strongest candidates, each explained."""

from collections.abc import Callable, Sequence

from matcher.comparison.party import Context
from matcher.contenders import ListedParties, likeness, most_alike
from matcher.kernel.layout import NULL_LEVEL
from matcher.normalise.names import Name
from matcher.pairs import Pairs
from matcher.records import Hit
from matcher.scoring.explain import Compared, explain
from matcher.strongest import Scored


class Answer:
    """The answer to one query.

    Args:
        listed: The listed side.
        pairs: The pairs of names that were compared.
        names: Of the query, and how each was first written; None where it has no name.
        context: What stands beside them.
        score_of: Of a match weight.
    """

    def __init__(
        self,
        listed: ListedParties,
        pairs: Pairs,
        names: Sequence[tuple[Name, str | None]],
        context: Context,
        score_of: Callable[[float], float],
    ) -> None:
        self._listed = listed
        self._pairs = pairs
        self._names = names
        self._context = context
        self.score_of = score_of

    def contenders(self, scored: Sequence[Scored]) -> list["Organisation"]:
        """The strongest candidates, as they may be answered."""
        return [Organisation(self, one) for one in scored]

    def hit(self, scored: Scored, score: float, threshold: float) -> Hit:
        """A candidate as it is answered."""
        pair = self.most_alike(scored.pair)
        name, text = self._names[int(self._pairs.queries[pair])]
        row = int(self._pairs.searched.rows[pair])
        listed = self._listed.name_of(row)
        levels = self._pairs.searched.compared.levels[pair].tolist()
        matched_name = listed.alias.name if listed.alias else None
        return Hit(
            listed=self._listed.party_of(scored.entity),
            matched_name=matched_name,
            match_weight=scored.match_weight,
            score=score,
            match=score >= threshold,
            evidence=explain(
                self._listed.model,
                (*[None if level == NULL_LEVEL else level for level in levels], *scored.beside),
                Compared(text=text, name=name if name.tokens else None, context=self._context),
                Compared(
                    text=matched_name,
                    name=listed.name,
                    context=self._listed.context_of(scored.entity),
                ),
                self._listed.align(name, row),
            ),
        )

    def most_alike(self, pair: int) -> int:
        """Of the pairs of one entity that weigh the same, the one spelled most alike."""
        return most_alike(self._pairs.as_good_as(pair), self.alike)

    def alike(self, pair: int) -> float:
        """How alike the two names of a pair are spelled, 0 to 100."""
        query, _ = self._names[int(self._pairs.queries[pair])]
        listed = self._listed.name_of(int(self._pairs.searched.rows[pair])).name
        return likeness(query, listed)


class Organisation:
    """See `Contender`."""

    __slots__ = ("_answer", "_scored", "entity", "match_weight", "score")

    def __init__(self, answer: Answer, scored: Scored) -> None:
        self._answer = answer
        self._scored = scored
        self.entity = scored.entity
        self.match_weight = scored.match_weight
        self.score = answer.score_of(scored.match_weight)

    def alike(self) -> float:
        """See `Contender.alike`."""
        return self._answer.alike(self._answer.most_alike(self._scored.pair))

    def hit(self, threshold: float) -> Hit:
        """See `Contender.hit`."""
        return self._answer.hit(self._scored, self.score, threshold)
