"""What passes through the rules: shipments as they were screened, and the flags on them."""

from dataclasses import dataclass
from datetime import date

from matcher.trade.records import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHit:
    """A listed party that a party of a shipment may be, as the screening wrote it."""

    outcome: str  # "hit" or "near"
    rank: int
    score: float
    match_weight: float
    listed_id: str
    listed_name: str
    matched_name: str
    datasets: tuple[str, ...]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedParty:
    """A party of a shipment and what it was found on.

    Args:
        countries: ISO 3166-1 alpha-2, lower case.
        hits: Best first; empty for a clear party.
    """

    role: Role
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    hits: tuple[ListedHit, ...] = ()

    @property
    def name(self) -> str:
        """The first name; the address of a party without one."""
        return next(iter((*self.names, *self.addresses)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A row, or a role of it, that was not screened."""

    row: int
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One row of a trade file after screening.

    Args:
        row: Its number in the file.
        hs_codes: Digits only.
        origin: ISO 3166-1 alpha-2, lower case; so is `destination`.
    """

    row: int
    parties: tuple[ScreenedParty, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    shipment_id: str | None = None
    day: date | None = None
    hs_codes: tuple[str, ...] = ()
    origin: str | None = None
    destination: str | None = None
    value: float | None = None
    currency: str | None = None
    goods: str | None = None

    def of(self, *roles: Role) -> tuple[ScreenedParty, ...]:
        """The parties of these roles."""
        return tuple(party for party in self.parties if party.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One piece of routing evidence.

    Args:
        rule: Its name among the rules.
        sentence: What was found, with the values that it was found in.
        source: Who says that it matters, and `date` when.
        role: Of the party that it is about; None for the shipment as a whole.
        party: That party's name.
        tier: Of the goods on the Common High Priority List.
        state: Of a rule with dates on the day of the shipment: "in force", "suspended".
    """

    row: int
    rule: str
    sentence: str
    source: str
    date: date
    role: Role | None = None
    party: str = ""
    tier: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A listed owner of a party.

    Args:
        share: Percent.
        listed_id: Of the owner on a list here; its key before the first `-` is the list.
    """

    listed_id: str
    datasets: frozenset[str]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What is known of a company from elsewhere."""

    founded: date | None = None
    business: str = ""
    owners: tuple[Owner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAddress:
    """An entry of a list at an address; `name` is "" where it lists the address alone."""

    listed_id: str
    name: str
    datasets: tuple[str, ...]
