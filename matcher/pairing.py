"""Pairs of which a side is a person or a vessel: what of them is compared, and what it weighs.

The screening of organisations never comes here.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from matcher.comparison.alignment import Alignment
from matcher.comparison.births import birth_level
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.kinds import Family, kind_level
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, weigh_name
from matcher.comparison.person_alignment import WeighedPerson, weigh_person
from matcher.comparison.persons import compare_persons
from matcher.comparison.specification import Vector, compare_contexts
from matcher.comparison.vessels import compare_vessels
from matcher.comparison.words import WeighedName
from matcher.normalise.names import normalise_name
from matcher.normalise.persons import normalise_person
from matcher.normalise.vessels import normalise_vessel
from matcher.scoring.families import make_schemes
from matcher.scoring.model import Model

_REMEMBERED = 2_000  # names of one kind, in the form of another


class Form(NamedTuple):
    """A name in the form of one family.

    Args:
        name: Its words; None if there is nothing to compare.
        person: The same as a person's, where it is one's.
        counterparts: Of a query's name, where it is compared with many names.
    """

    name: WeighedName | None
    person: WeighedPerson | None = None
    counterparts: Counterparts | None = None


_NO_NAME = Form(None)


class Paired(NamedTuple):
    """What one query name and one listed name of a pair made."""

    match_weight: float
    vector: Vector
    alignment: Alignment | None
    query: WeighedName | None
    listed: WeighedName | None


class Pairing:
    """Compares pairs of every family but that of organisations, with one model."""

    def __init__(self, model: Model) -> None:
        self._knowledge = model.knowledge
        self.schemes = make_schemes(model)
        # Without `self`, which would be a cycle.
        self._form = lru_cache(maxsize=_REMEMBERED)(partial(_form, model.knowledge))
        self.person_name = lru_cache(maxsize=_REMEMBERED)(normalise_person)

    def query_form(self, family: Family, text: str | None) -> Form:
        """A query's name in the form of a family, to be compared with many listed names."""
        if text is None or family is Family.PLACES:
            return _NO_NAME
        if family is Family.PERSONS:
            return person_form(weigh_person(self.person_name(text)))
        form = _form(self._knowledge, family, text)
        if form.name is None:
            return form
        return form._replace(counterparts=Counterparts(form.name, self._knowledge))

    def listed_form(self, family: Family, text: str | None) -> Form:
        """A listed name in the form of a family that is not the one it is stored in."""
        return _NO_NAME if text is None else self._form(family, text)

    def compare(self, family: Family, ours: Form, theirs: Form, beside: Vector) -> Paired:
        """Compare one name of each side.

        Args:
            family: Of the pair.
            ours: The query's name, in the family's form.
            theirs: The listed name, the same.
            beside: Levels of what stands beside the names, as of `levels_beside`.
        """
        levels, alignment = self._compare_names(family, ours, theirs)
        vector = levels + beside
        weight = self.schemes[family].weights.match_weight(vector)
        return Paired(weight, vector, alignment, ours.name, theirs.name)

    def _compare_names(
        self, family: Family, ours: Form, theirs: Form
    ) -> tuple[Vector, Alignment | None]:
        if family is Family.PLACES:
            return (), None
        if family is Family.PERSONS:
            return compare_persons(ours.person, theirs.person, self._knowledge.sounds)
        compare = compare_vessels if family is Family.VESSELS else compare_names
        return compare(ours.name, theirs.name, self._knowledge, ours.counterparts)

    def levels_beside(self, family: Family, query: Context, listed: Context) -> Vector:
        """Levels of what stands beside the names, in the order of the family's comparisons."""
        kind = (kind_level(query.kind, listed.kind),)
        contexts = compare_contexts(query, listed, self._knowledge)
        if family is Family.PLACES:
            country, address, identifier = contexts
            return address, country, identifier
        if family is Family.MIXED:
            return contexts + kind
        births = (birth_level(query.births, listed.births),)
        return (births if family is Family.PERSONS else ()) + kind + contexts

    def scorer(self, base_rate: float | None) -> Callable[[Family, float], float]:
        """What makes a score of a family and a match weight."""
        return lambda family, weight: self.schemes[family].score(weight, base_rate)


def _form(knowledge: Knowledge, family: Family, text: str) -> Form:
    if family is Family.PERSONS:
        return person_form(weigh_person(normalise_person(text)))
    normalise = normalise_vessel if family is Family.VESSELS else normalise_name
    return Form(weigh_name(normalise(text), knowledge))


def person_form(person: WeighedPerson | None) -> Form:
    """The form of a person's name."""
    return Form(person.weighed, person) if person else _NO_NAME
