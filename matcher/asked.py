"""The names of a query, each in the form in which its kind of party is searched for."""

from collections.abc import Sequence
from typing import NamedTuple

from matcher.comparison.keys import name_keys
from matcher.comparison.person_keys import person_keys
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.persons import MOST_WORDS, normalise_person
from matcher.normalise.readings import MOST_READINGS, readings
from matcher.normalise.vessels import normalise_vessel
from matcher.records import PartyKind, is_other

_MOST_OTHERS = 32  # readings of a query's names, besides the names as they stand


class Asked(NamedTuple):
    """A name that is asked for.

    Args:
        name: As it was normalised.
        keys: To look under, where the name is not of an organisation: how rare words are in names
            of organisations says nothing of it.
        is_cut: Whether words of it are passed over.
    """

    name: Name
    keys: tuple[str, ...] | None = None
    is_cut: bool = False


NO_NAME = Asked(Name(()))  # of a query that has none


def asked_names(texts: Sequence[str], kind: PartyKind) -> dict[Asked, str]:
    """Each name to compare once, with the first way in which it was written.

    A name without a word (`Ltd.`) is not known, so it counts only where there is no other:
    beside others it would hide that those differ.

    Args:
        texts: The names as written.
        kind: What kind of party is asked for.
    """
    texts = [*texts, *_other_readings(texts, kind)[:_MOST_OTHERS]]
    if len(texts) == 1:
        return {_normal_form(texts[0], kind): texts[0]}
    names: dict[Asked, str] = {}
    for text in texts:
        names.setdefault(_normal_form(text, kind), text)
    comparable = {asked: text for asked, text in names.items() if asked.name.tokens}
    return comparable or dict(list(names.items())[:1])


def has_more_readings(texts: Sequence[str], kind: PartyKind) -> bool:
    """Whether the names may be read in more ways than `asked_names` has."""
    # Of one text there are a few: no need to read again what is hardly ever cut.
    return (MOST_READINGS - 1) * len(texts) > _MOST_OTHERS and (
        len(_other_readings(texts, kind)) > _MOST_OTHERS
    )


def _other_readings(texts: Sequence[str], kind: PartyKind) -> list[str]:
    """The names that texts may hold, other than the texts themselves."""
    if is_other(kind):
        return []
    return [reading for text in texts for reading in readings(text)[1:]]


def _normal_form(text: str, kind: PartyKind) -> Asked:
    if kind is PartyKind.PERSON:
        person = normalise_person(text)
        if not person.name.tokens:
            return Asked(person.name)
        keys = person_keys(person.name, person.parts, query=True)
        return Asked(person.name, tuple(keys), len(person.parts) == MOST_WORDS)
    if kind is PartyKind.VESSEL:
        vessel = normalise_vessel(text)
        return Asked(vessel, tuple(name_keys(vessel)))
    return Asked(normalise_name(text))
