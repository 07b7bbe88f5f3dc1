"""Persons and vessels as they are answered: pairs of names that organisations' rules do not fit.

The kernel finds their names and leaves comparing them to Python, so the most promising of each
query name are compared and no more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.kinds import Family, family_of
from matcher.comparison.party import Context
from matcher.comparison.person_alignment import WeighedPerson, weigh_person_word
from matcher.comparison.words import WeighedName, Word, of_words
from matcher.contenders import Greatest, ListedParties, likeness
from matcher.index.searching import Searcher
from matcher.index.snapshot import Snapshot
from matcher.most_weights import Most, MostWeights
from matcher.normalise.names import Name
from matcher.others import Others, of_names
from matcher.pairing import Form, Paired, Pairing, person_form
from matcher.pairs import Pairs
from matcher.records import Filters, Hit, PartyKind
from matcher.scoring.explain import Compared, explain
from matcher.strongest import ROUNDING

_REMEMBERED_NAMES = 4_000
_REMEMBERED_WORDS = 16_000


class Families:
    """Compares the pairs of a snapshot that are no pairs of organisations, with one model.

    Args:
        snapshot: That was searched.
        listed: The listed side of all answers.
        weighed: What reads the name of an alias row as an organisation's.
        searcher: Of the snapshot.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        listed: ListedParties,
        weighed: Callable[[int], WeighedName | None],
        searcher: Searcher,
    ) -> None:
        self._snapshot = snapshot
        self._listed = listed
        self.pairing = Pairing(listed.model)
        self._most_weights = MostWeights(snapshot.kinds, self.pairing, searcher)
        # Remembered without `self`, which would be a cycle.
        person_word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_person_word, snapshot))
        self._form_of = lru_cache(maxsize=_REMEMBERED_NAMES)(
            partial(_read_form, snapshot, weighed, person_word)
        )

    def contenders(
        self,
        others: Others,
        texts: Sequence[str | None],
        context: Context,
        filters: Filters,
        floor: float = 0.0,
    ) -> "Relatives":
        """The best pair of names of each person, vessel, and entity of another kind than asked.

        Args:
            others: Pairs that were found for the query.
            texts: Its names, as written.
            context: What stands beside them, and what kind of party is asked for.
            filters: For which base rate scores are probabilities, which ones are answered, and
                how many.
            floor: Score without which nothing is among the first.
        """
        contexts = [context] * len(texts)
        families = self._most_weights.families(others, contexts)
        most = self._most_weights.most(others, families, texts, contexts)
        if filters.cutoff > 0.0:
            places = self._most_weights.reaching(most, families, filters.base_rate, filters.cutoff)
            first = self._compare(
                others, most, places, texts=texts, context=context, filters=filters
            )
            return Relatives(first, len(first))
        strongest_first = np.argsort(-most.weights, kind="stable")
        first = self._compare(
            others, most, strongest_first,
            texts=texts, context=context, filters=filters, floor=floor,
        )  # fmt: skip
        return Relatives(first, len(np.unique(others.entities)))

    def are_met_by(
        self,
        rows: Sequence[NDArray[np.uint32]],
        texts: Sequence[str | None],
        contexts: Sequence[Context],
        filters: Filters,
    ) -> list[bool]:
        """Whether any of the listed names that were found for each of many reaches the cutoff.

        Args:
            rows: That were found for each name.
            texts: The names.
            contexts: What stands beside each.
            filters: As for `contenders`.
        """
        others = of_names(self._snapshot, rows)
        families = self._most_weights.families(others, contexts)
        most = self._most_weights.most(others, families, texts, contexts)
        places = self._most_weights.reaching(most, families, filters.base_rate, filters.cutoff)
        queries = others.queries[places]
        found = [False] * len(rows)
        for query in np.unique(queries).tolist():
            of_query = places[queries == query]
            reached = self._compare(
                others, most, of_query, texts=texts, context=contexts[query], filters=filters
            )
            found[query] = bool(reached)
        return found

    def _compare(
        self,
        others: Others,
        most: Most,
        places: NDArray[np.intp],
        *,
        texts: Sequence[str | None],
        context: Context,
        filters: Filters,
        floor: float = 0.0,
    ) -> list["Relative"]:
        """The best of some pairs for each entity, as far as it reaches the cutoff.

        Args:
            others: The pairs, of one query.
            most: What each weighs at most.
            places: Of those to compare. One is passed over that cannot be answered, or cannot be
                among the first.
            texts: As for `contenders`.
            context: The same.
            filters: The same.
            floor: The same.
        """
        if not len(places):
            return []
        beside = cache(
            lambda entity, family: self.pairing.levels_beside(
                family, context, self._listed.context_of(entity)
            )
        )
        query_form = cache(self.pairing.query_form)
        score_of = self.pairing.scorer(filters.base_rate)
        # Where there is a cutoff, all that reach it are counted.
        limit = len(places) if filters.cutoff > 0.0 else max(filters.limit, 1)
        greatest = Greatest(limit, max(filters.cutoff, floor))
        best: dict[int, tuple[Relative, int]] = {}
        for place in places.tolist():
            query, row, entity = others.at(place)
            family = self._family_of(context.kind, entity)
            if score_of(family, most.weights[place]) < greatest.least:
                continue
            levels = beside(entity, family)
            weights = self.pairing.schemes[family].weights
            at_most = weights.with_context(most.names[place], levels)
            if score_of(family, at_most + ROUNDING) < greatest.least:
                continue
            text = texts[query]
            paired = self.pairing.compare(
                family,
                query_form(family, text),
                self._listed_form(family, row),
                levels,
            )
            weight = paired.match_weight
            score = score_of(family, weight)
            if score < filters.cutoff:
                continue
            one = Relative(self, entity, weight, score, family, paired, text, row, context)
            if entity not in best:
                greatest.add(score)
            if entity not in best or _is_better(one, place, *best[entity]):
                best[entity] = one, place
        return [one for one, _ in best.values()]

    def _family_of(self, kind: PartyKind, entity: int) -> Family:
        return family_of(kind, PartyKind(int(self._snapshot.kinds[entity])))

    def organisations(self, pairs: Pairs) -> int:
        """How many of the parties found are compared as organisations, where one is asked for."""
        if not self._snapshot.has_others:
            return pairs.entity_count
        entities = pairs.searched.entities[pairs.searched.compared.weights > float("-inf")]
        return len(np.unique(entities[self._snapshot.kinds[entities] < PartyKind.PERSON]))

    def _listed_form(self, family: Family, row: int) -> Form:
        """The listed name as the snapshot has it, where that is the form of the family."""
        stored = self._form_of(row)
        if stored.name is not None and (family is not Family.PERSONS or stored.person):
            return stored
        alias = self._listed.name_of(row).alias
        return self.pairing.listed_form(family, alias.name if alias else None)

    def hit(self, relative: "Relative", threshold: float) -> Hit:
        """A party as it is answered."""
        paired, family = relative.paired, relative.family
        alias = self._listed.name_of(relative.row).alias
        matched_name = alias.name if alias else None
        return Hit(
            listed=self._listed.party_of(relative.entity),
            matched_name=matched_name,
            match_weight=relative.match_weight,
            score=relative.score,
            match=relative.score >= threshold,
            evidence=explain(
                self._listed.model,
                paired.vector,
                Compared(text=relative.text, name=_name(paired.query), context=relative.context),
                Compared(
                    text=matched_name,
                    name=_name(paired.listed),
                    context=self._listed.context_of(relative.entity),
                ),
                paired.alignment,
                scheme=self.pairing.schemes[family],
            ),
        )


@dataclass(frozen=True, slots=True)
class Relative:
    """See `Contender`."""

    families: Families
    entity: int
    match_weight: float
    score: float
    family: Family
    paired: Paired
    text: str | None
    row: int
    context: Context

    def alike(self) -> float:
        """See `Contender.alike`."""
        return likeness(_name(self.paired.query), _name(self.paired.listed))

    def hit(self, threshold: float) -> Hit:
        """See `Contender.hit`."""
        return self.families.hit(self, threshold)


class Relatives(NamedTuple):
    """What may be answered beside organisations.

    Args:
        first: At least as many as were asked for, where there are; in no order.
        total: How many there are.
    """

    first: Sequence[Relative]
    total: int


def _is_better(one: Relative, place: int, rival: Relative, rivals_place: int) -> bool:
    """Whether a pair of an entity says more than another; of equal ones the first found does."""
    if one.match_weight != rival.match_weight:
        return one.match_weight > rival.match_weight
    return (one.alike(), -place) > (rival.alike(), -rivals_place)


def _name(weighed: WeighedName | None) -> Name | None:
    return weighed.name if weighed else None


def _read_person_word(snapshot: Snapshot, number: int) -> Word:
    return weigh_person_word(snapshot.word(number))


def _read_form(
    snapshot: Snapshot,
    weighed: Callable[[int], WeighedName | None],
    person_word: Callable[[int], Word],
    row: int,
) -> Form:
    """A listed name in the form in which it is stored."""
    stored = snapshot.alias(row)
    if stored.parts:
        name = of_words(tuple([person_word(number) for number in stored.words]), (), ())
        return person_form(WeighedPerson(name, stored.parts))
    return Form(weighed(row))
