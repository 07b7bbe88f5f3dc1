"""Persons and vessels as they are answered: pairs of names that organisations' rules do not fit.

The kernel finds their names and leaves comparing them to Python, so the most promising of each
query name are compared and no more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.kinds import Family, family_of
from matcher.comparison.party import Context
from matcher.comparison.person_alignment import WeighedPerson, weigh_person_word
from matcher.comparison.words import WeighedName, Word, of_words
from matcher.contenders import ListedParties, likeness
from matcher.index.snapshot import Snapshot
from matcher.normalise.names import Name
from matcher.pairing import Form, Paired, Pairing, person_form
from matcher.pairs import Pairs
from matcher.records import Filters, Hit, PartyKind, is_other
from matcher.scoring.explain import Compared, explain

_MOST_ROWS = 96  # compared for one query name: 6 ms
_REMEMBERED_NAMES = 4_000
_REMEMBERED_WORDS = 16_000


class Families:
    """Compares the pairs of a snapshot that are no pairs of organisations, with one model.

    Args:
        snapshot: That was searched.
        listed: The listed side of all answers.
        weighed: What reads the name of an alias row as an organisation's.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        listed: ListedParties,
        weighed: Callable[[int], WeighedName | None],
    ) -> None:
        self._snapshot = snapshot
        self._listed = listed
        self.pairing = Pairing(listed.model)
        # Remembered without `self`, which would be a cycle.
        person_word = lru_cache(maxsize=_REMEMBERED_WORDS)(partial(_read_person_word, snapshot))
        self._form_of = lru_cache(maxsize=_REMEMBERED_NAMES)(
            partial(_read_form, snapshot, weighed, person_word)
        )

    def contenders(
        self,
        pairs: Pairs,
        texts: Sequence[str | None],
        context: Context,
        filters: Filters,
    ) -> list["Relative"]:
        """The best pair of names of each person, vessel, and entity of another kind than asked.

        Args:
            pairs: What was found for the query.
            texts: Its names, as written.
            context: What stands beside them, and what kind of party is asked for.
            filters: For which base rate scores are probabilities, and which ones are answered.
        """
        places = self._places(pairs, context.kind)
        if not len(places):
            return []
        beside = cache(
            lambda entity, family: self.pairing.levels_beside(
                family, context, self._listed.context_of(entity)
            )
        )
        query_form = cache(self.pairing.query_form)
        score_of = self.pairing.scorer(filters.base_rate)
        best: dict[int, Relative] = {}
        searched = pairs.searched
        for query, row, entity in zip(
            pairs.queries[places].tolist(),
            searched.rows[places].tolist(),
            searched.entities[places].tolist(),
            strict=True,
        ):
            family = family_of(context.kind, PartyKind(int(self._snapshot.kinds[entity])))
            text = texts[query]
            paired = self.pairing.compare(
                family,
                query_form(family, text),
                self._listed_form(family, row),
                beside(entity, family),
            )
            weight = paired.match_weight
            relative = Relative(
                self, entity, weight, score_of(family, weight), family, paired, text, row, context
            )
            rival = best.get(entity)
            if rival is None or (weight, relative.alike()) > (rival.match_weight, rival.alike()):
                best[entity] = relative
        return [one for one in best.values() if one.score >= filters.cutoff]

    def organisations(self, pairs: Pairs) -> int:
        """How many of the parties found are compared as organisations, where one is asked for."""
        if not self._snapshot.has_others:
            return pairs.entity_count
        entities = pairs.searched.entities[pairs.searched.compared.weights > float("-inf")]
        return len(np.unique(entities[self._snapshot.kinds[entities] < PartyKind.PERSON]))

    def _places(self, pairs: Pairs, kind: PartyKind) -> NDArray[np.intp]:
        """Places of the pairs to compare here, the first of each query name."""
        if is_other(kind):
            places = np.arange(len(pairs.queries))
        elif self._snapshot.has_others:
            kinds = self._snapshot.kinds[pairs.searched.entities]
            places = np.flatnonzero(kinds >= PartyKind.PERSON)
        else:
            return np.empty(0, dtype=np.intp)
        queries = pairs.queries[places]
        return np.concatenate(
            [places[queries == query][:_MOST_ROWS] for query in np.unique(queries)]
            or [np.empty(0, dtype=np.intp)]
        )

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
