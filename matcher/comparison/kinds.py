"""Persons, vessels and organisations: which comparisons a pair of parties goes through.

A pair of which neither side is said to be a person or a vessel goes through the comparisons
of `specification`. The others have comparisons of their own for their names, and share those
of what stands beside: country, address, identifier.
"""

from enum import IntEnum

from matcher.comparison.births import BIRTH_COMPARISON
from matcher.comparison.context import CONTEXT_COMPARISONS
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.persons import PERSON_NAME_COMPARISONS
from matcher.comparison.specification import COMPARISONS
from matcher.comparison.vessels import FLAG_COMPARISON, VESSEL_NAME_COMPARISONS
from matcher.records import PartyKind

KIND_COMPARISON = Comparison(
    name="kind",
    # Judged: publishers file a sole trader, or the owner of a ship, under the other now and
    # then; of the listed names most like a person's, half are names of organisations.
    levels=(
        Level(
            label="One is a person, an organisation or a vessel, the other is not", m=0.02, u=0.5
        ),
    ),
    null_label="Both are of one kind, or a side does not say",
)


LISTED_ADDRESS_COMPARISON = Comparison(
    name="listed_address",
    # Judged: an address that is listed by itself means whoever is there, so that the same address is
    # the listing, and another room of the building is another address.
    levels=(
        Level(label="The listed address is another", m=0.02, u=0.55),
        Level(label="The listed address shares a place", m=0.02, u=0.35),
        Level(label="The listed address shares most of its words", m=0.03, u=0.08),
        Level(label="The listed address shares a street and a number", m=0.08, u=0.015),
        Level(label="The address is the one that is listed", m=0.85, u=0.005),
    ),
    null_label="No address is asked for",
)


class Family(IntEnum):
    """Which comparisons a pair goes through."""

    ORGANISATIONS = 0
    PERSONS = 1
    VESSELS = 2
    MIXED = 3  # an organisation is listed, and a person or a vessel is asked for
    PLACES = 4  # an address is listed, without a name


FAMILY_COMPARISONS: dict[Family, tuple[Comparison, ...]] = {
    Family.ORGANISATIONS: COMPARISONS,
    Family.PERSONS: (
        *PERSON_NAME_COMPARISONS,
        BIRTH_COMPARISON,
        KIND_COMPARISON,
        *CONTEXT_COMPARISONS,
    ),
    Family.VESSELS: (
        *VESSEL_NAME_COMPARISONS,
        KIND_COMPARISON,
        FLAG_COMPARISON,  # in the place of the country
        *CONTEXT_COMPARISONS[1:],
    ),
    Family.MIXED: (*COMPARISONS, KIND_COMPARISON),
    Family.PLACES: (LISTED_ADDRESS_COMPARISON, CONTEXT_COMPARISONS[0], CONTEXT_COMPARISONS[2]),
}

_OF_LISTED = {
    PartyKind.PERSON: Family.PERSONS,
    PartyKind.VESSEL: Family.VESSELS,
    PartyKind.PLACE: Family.PLACES,
}


def family_of(query: PartyKind, listed: PartyKind) -> Family:
    """The comparisons for two kinds: what is listed decides, if it says what it is."""
    if listed in _OF_LISTED:
        return _OF_LISTED[listed]
    if query not in _OF_LISTED:
        return Family.ORGANISATIONS
    return Family.MIXED if listed is PartyKind.ORGANISATION else _OF_LISTED[query]


def kind_level(query: PartyKind, listed: PartyKind) -> int | None:
    """0 if the kinds differ, None where they are one or a side does not say."""
    if PartyKind.UNKNOWN in (query, listed) or query is listed:
        return None
    return 0
