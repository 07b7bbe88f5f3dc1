"""What passes between the layers: listed parties, queries and answers.

Property names (`innCode`, `imoNumber`, `weakAlias`, ...) and schema names (`Company`,
`Vessel`, ...) are those of FollowTheMoney, the vocabulary of the lists that others
convert to. `None`, or an empty collection, means "not known", never "different".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


class AliasKind(StrEnum):
    """How the publisher qualifies a name."""

    PRIMARY = "name"
    ALIAS = "alias"
    WEAK = "weakAlias"
    FORMER = "previousName"


class PartyKind(IntEnum):
    """What a party is, as far as its schema says; snapshots store the number."""

    UNKNOWN = 0
    ORGANISATION = 1
    PERSON = 2
    VESSEL = 3
    PLACE = 4  # an address that is listed without a name: whoever is there is meant


_KINDS = {
    "Company": PartyKind.ORGANISATION,
    "Organization": PartyKind.ORGANISATION,
    "PublicBody": PartyKind.ORGANISATION,
    "Person": PartyKind.PERSON,
    "Vessel": PartyKind.VESSEL,
}


def kind_of(schema: str) -> PartyKind:
    """The kind of a FollowTheMoney schema; a `LegalEntity` is a person or an organisation."""
    return _KINDS.get(schema, PartyKind.UNKNOWN)


def is_other(kind: PartyKind) -> bool:
    """Whether it is one that has comparisons of its own: a person or a vessel."""
    return kind in (PartyKind.PERSON, PartyKind.VESSEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One published name of a listed party."""

    name: str
    kind: AliasKind = AliasKind.PRIMARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One published identifier, as printed.

    Args:
        kind: FollowTheMoney property (`innCode`, `ogrnCode`, `uscCode`, `leiCode`,
            `imoNumber`, `mmsi`, `swiftBic`, `taxNumber`, `registrationNumber`,
            `idNumber`, `passportNumber`, ...).
        value: The identifier as printed; comparison folds it.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an entry was read.

    Args:
        source: Key of the list (`us_ofac_sdn`).
        entry_id: The publisher's own id of the entry.
        file_sha256: Hex digest of the file (of the main file, where a list is several).
        as_of: Date of the list; None if neither the file nor the caller says.
    """

    source: str
    entry_id: str
    file_sha256: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entry of a party that several lists carry, or one list read from two files.

    Args:
        id: The entry's own, among the party's `id` and `referents`.
        caption: Its primary name.
        datasets: Keys of the lists that carry the entry.
    """

    id: str
    caption: str
    datasets: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list.

    Args:
        id: Unique across all lists.
        schema: FollowTheMoney schema (`Company`, `Organization`, `Person`, `Vessel`, ...).
        aliases: Every published name, the primary one first. Empty only for
            entries that are an address alone.
        countries: ISO 3166-1 alpha-2, lower case.
        addresses: One string per address, as printed.
        identifiers: As printed.
        topics: FollowTheMoney topics (`sanction`, `export.control`, ...).
        properties: Every further published value, by FollowTheMoney property
            (`website`, `program`, `notes`, `birthDate`, ...).
        datasets: Keys of the lists that carry the entry.
        referents: Other ids under which the same party is known.
        listings: The entries that this one is made of; empty for an entry as its list has it.
    """

    id: str
    schema: str
    aliases: tuple[Alias, ...]
    provenance: Provenance
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    topics: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    datasets: tuple[str, ...] = ()
    referents: tuple[str, ...] = ()
    target: bool = True
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None
    listings: tuple[Listing, ...] = ()

    @property
    def caption(self) -> str:
        """The primary name; the first address of an entry without a name; else the id."""
        if self.aliases:
            return self.aliases[0].name
        return self.addresses[0] if self.addresses else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One party to screen, as the caller sent it; the edge has checked the types."""

    schema: str = "LegalEntity"
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, lower case
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    births: tuple[str, ...] = ()  # dates of birth: ISO 8601, whole or as far as they are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a pair that is to be compared: one name and what stands beside it."""

    name: str | None
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, lower case
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which listed parties a screening may return, and how many. Empty means "all"."""

    limit: int = 5
    threshold: float | None = None  # score from which `match` is true; None: the model's own
    cutoff: float = 0.0  # lowest score returned
    base_rate: float | None = None  # share of matches among what is asked; None: the model's own
    include_datasets: frozenset[str] = frozenset()
    exclude_datasets: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    exclude_entity_ids: frozenset[str] = frozenset()  # a referent counts as its entity
    only_entity_ids: frozenset[str] | None = None  # no others; None: all
    topics: frozenset[str] = frozenset()
    changed_since: str | None = None  # ISO 8601; entries changed before it are left out

    @property
    def allow_all(self) -> bool:
        """Whether any listed party may be answered."""
        return not (
            self.include_datasets
            or self.exclude_datasets
            or self.exclude_schemata
            or self.exclude_entity_ids
            or self.only_entity_ids is not None
            or self.topics
            or self.changed_since
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one comparison found.

    Args:
        comparison: Its name (`name`, `country`, ...).
        level: Position among the comparison's levels, higher agreeing more; None is
            the null level: one side is not known.
        label: The level as a sentence an analyst understands.
        bits: log2(m / u) of the level; 0.0 at the null level.
        query: The value on the query's side that was compared; None if not known.
        listed: The same on the listed side.
    """

    comparison: str
    level: int | None
    label: str
    bits: float
    query: str | None = None
    listed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One listed party that may be the queried one.

    Args:
        matched_name: The listed alias that carried the evidence; None for a hit by
            address or identifier of an entry without a name.
        match_weight: Bits for the match: the prior's and each comparison's, summed in order.
        score: Calibrated probability, 0 to 1.
        evidence: The prior first, then each comparison; bits sum to `match_weight`.
    """

    listed: Listed
    matched_name: str | None
    match_weight: float
    score: float
    match: bool
    evidence: tuple[Evidence, ...]


class Cut(StrEnum):
    """Why not everything was looked at that a query asked for: its work is bounded."""

    LONG_NAME = "long-name"
    MANY_READINGS = "many-readings"
    COMMON_WORDS = "common-words"
    EQUAL_NAMES = "equal-names"
    SHARED_EVIDENCE = "shared-evidence"
    MANY_ALIASES = "many-aliases"
    MANY_ADDRESSES = "many-addresses"
    MANY_PAIRS = "many-pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The answer to one query, and what made it, so that it can be replayed.

    Args:
        hits: Best first, at most `limit` of them.
        total: Listed parties that scored at or above `cutoff`, before `limit`.
        scored: Candidate aliases that were compared.
        base_rate: Share of matches among what is asked, for which scores are calibrated.
        cuts: What was left out to bound the work; empty, as for all but odd queries, if
            nothing was.
    """

    hits: tuple[Hit, ...]
    total: int
    scored: int
    threshold: float
    model_id: str
    snapshot_id: str
    base_rate: float
    cuts: tuple[Cut, ...] = ()
