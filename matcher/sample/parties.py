"""Who is who: the parties of the sample, and where each is listed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.records import Alias, Identifier
from matcher.sample.coinage import Word
from matcher.sample.places import Address, City
from matcher.sample.words import Form, Term


class NameKind(StrEnum):
    """How a name of a party came about."""

    ENGLISH = "english"  # translated words, native distinctive word
    NATIVE = "native"  # own script
    ROMANISED = "romanised"  # native words in Latin letters
    SHORT = "short"  # without legal form, or without the line of business
    ACRONYM = "acronym"
    WEAK = "weak"  # a trade name that says nothing of the true one
    FORMER = "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name that a party goes by."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """What a company's names are made of, in whatever language they are written.

    Args:
        core: The distinctive word; None where the name is generic or a number alone.
        generic: Words such as `Global Star`, in place of a distinctive one.
        line: Line of business (`Electronics`).
        body: Kind of organisation (`Plant`).
        number: As in `Plant No. 1417`.
        city: Where the name begins with one, as in China.
    """

    country: str
    form: Form
    core: Word | None = None
    generic: str = ""
    line: Term | None = None
    body: Term | None = None
    number: int | None = None
    city: City | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entry of one fictitious list about a party.

    Args:
        source: Key of the list (`sample_ofac`).
        entry_id: The publisher's own id of the entry.
        aliases: As the publisher prints them, the primary one first.
        listed_on: ISO 8601 date.
    """

    source: str
    entry_id: str
    aliases: tuple[Alias, ...]
    addresses: tuple[Address, ...]
    identifiers: tuple[Identifier, ...]
    listed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One organisation, vessel or person.

    Args:
        id: Of the sample (`P00017`); no list prints it.
        schema: FollowTheMoney schema.
        names: All true names, the English one first.
        parts: Of a company's names; None for vessels and persons.
        parent: Id of the party that owns it.
        resembles: Id of another party that it is easily taken for, and is not.
        resemblance: How: `number`, `form`, `sibling`, `address`, `letter`, `generic`.
        properties: Further facts by FollowTheMoney property (`birthDate`, `flag`, ...).
    """

    id: str
    schema: str
    country: str
    names: tuple[Name, ...]
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    parts: NameParts | None = None
    line: str = "trading"
    parent: str | None = None
    resembles: str | None = None
    resemblance: str = ""
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listings: tuple[Listing, ...] = ()

    def named(self, *kinds: NameKind) -> tuple[str, ...]:
        """The names of some kinds, in order."""
        return tuple(name.text for name in self.names if name.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All parties, those on lists first."""

    seed: int
    parties: tuple[Party, ...]

    @property
    def listed(self) -> tuple[Party, ...]:
        """Parties that at least one list names."""
        return tuple(party for party in self.parties if party.listings)

    @property
    def unlisted(self) -> tuple[Party, ...]:
        """Ordinary parties that no list names."""
        return tuple(party for party in self.parties if not party.listings)
