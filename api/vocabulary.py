"""The words of a query: FollowTheMoney's schemata and properties, and what each is used for.

The table is closed on purpose. A property that is not in it is refused with its path and
the nearest known name, because a misspelt `innCode` that is dropped is a missed match.
"""

from enum import StrEnum

from matcher.lists.vocabulary import ADDRESS_PARTS as LISTED_PARTS
from matcher.lists.vocabulary import (
    COUNTRY_PROPERTIES,
    IDENTIFIER_PROPERTIES,
    NAME_PROPERTIES,
)


class Role(StrEnum):
    """What a property's values are to the matcher."""

    NAME = "name"
    COUNTRY = "country"
    ADDRESS = "address"
    ADDRESS_PART = "address part"  # the parts of one address, joined before they are compared
    IDENTIFIER = "identifier"
    NAME_PART = "part of a person's name"  # put together where they are compared
    BIRTH = "date of birth"
    UNUSED = "unused"  # accepted and reported as ignored


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# In the order in which they are joined; the country is compared by itself.
ADDRESS_PARTS = tuple(part for part in LISTED_PARTS if part != "country")

# Of a person's name, in the order in which they are put together after the surname.
GIVEN_NAMES = ("firstName", "secondName", "middleName", "fatherName")
SURNAME = "lastName"

# What each schema adds to the one that it extends, as FollowTheMoney defines them, with two
# liberties, so that any listed party can be sent back as a query: `linkedTo` is the lists' own,
# and an identifier is evidence whatever the schema (OFAC prints crypto addresses of persons).
_THING = IDENTIFIER_PROPERTIES | _words("""
    name alias weakAlias previousName abbreviation country address addressEntity summary notes
    description sourceUrl publisher publisherUrl alephUrl wikipediaUrl keywords topics program
    programId proof createdAt modifiedAt retrievedAt linkedTo
""")
_LEGAL_ENTITY = _THING | _words("""
    mainCountry jurisdiction email phone website legalForm incorporationDate dissolutionDate
    taxStatus status sector classification opencorporatesUrl parent
""")
_ASSET = _words("amount amountUsd amountEur currency")
_COMPANY = _LEGAL_ENTITY.union(
    _ASSET, _words("capital caemCode kppCode okvedCode okopfCode fnsCode oksmCode ticker")
)
_PERSON = _LEGAL_ENTITY | _words("""
    nationality citizenship title firstName secondName middleName fatherName motherName lastName
    nameSuffix birthDate birthPlace birthCountry deathDate position gender ethnicity height weight
    eyeColor hairColor appearance religion political profession education spokenLanguage
""")
_VEHICLE = _THING.union(
    _ASSET,
    _words("type model owner operator buildDate registrationDate deregistrationDate"),
)
_VESSEL = _VEHICLE | _words("""
    flag pastFlags pastTypes tonnage grossRegisteredTonnage deadweightTonnage registrationPort
    navigationArea nameChangeDate
""")
_ADDRESS = _THING.union(
    ADDRESS_PARTS, _words("full remarks latitude longitude osmId googlePlaceId")
)

PROPERTIES: dict[str, frozenset[str]] = {
    "LegalEntity": _LEGAL_ENTITY,
    "Organization": _LEGAL_ENTITY,
    "Company": _COMPANY,
    "PublicBody": _LEGAL_ENTITY,
    "Person": _PERSON,
    "Vessel": _VESSEL,
    "Airplane": _VEHICLE | {"manufacturer"},
    "Address": _ADDRESS,
}
"""The properties of each schema that a query may have."""

SCHEMATA = tuple(PROPERTIES)


def _role(name: str) -> Role:
    if name in NAME_PROPERTIES or name == "abbreviation":
        return Role.NAME
    if name in COUNTRY_PROPERTIES:
        return Role.COUNTRY
    if name in ("address", "full"):
        return Role.ADDRESS
    if name in ADDRESS_PARTS:
        return Role.ADDRESS_PART
    if name in (*GIVEN_NAMES, SURNAME):
        return Role.NAME_PART
    if name == "birthDate":
        return Role.BIRTH
    return Role.IDENTIFIER if name in IDENTIFIER_PROPERTIES else Role.UNUSED


ROLES = {name: _role(name) for known in PROPERTIES.values() for name in known}
"""The role of each property, whatever the schema: on the query's side as on the listed."""
