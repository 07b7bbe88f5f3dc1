"""What only all shipments together say: gathered in one pass, asked in a second.

Memory grows with the distinct parties, addresses, lanes and shipment numbers (two numbers
each), not with the rows. `matcher.bulk.routing` gathers the same of a file that is on disk, and
hands over only what a rule can flag.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from matcher.routing.folding import address_key, name_key
from matcher.routing.guidance import Guidance
from matcher.routing.records import Shipment
from matcher.routing.rules import Rules
from matcher.trade.records import Role

Lane = tuple[str, str]  # six-digit code, destination
_MONTHS_A_YEAR = 12
# Who gives an address of another: a forwarder's is everybody's.
OWN_ADDRESS = frozenset(
    {Role.CONSIGNEE, Role.BUYER, Role.END_USER, Role.INTERMEDIATE_CONSIGNEE, Role.NOTIFY_PARTY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Shipments a month of one lane, before a day and after it."""

    before: float
    after: float
    count_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Where a shipment went, in one row of it."""

    row: int
    day: date | None
    destination: str | None
    consignee: str
    consignee_key: str


@dataclass(slots=True)
class History:
    """What was gathered.

    Args:
        first_day: Of the file; None while no row has a date.
        first_listed: The first day on which a party bought goods of listed codes.
        lanes: Shipments by code and destination, and by month.
        companies: How many distinct parties give an address, by its `place`.
        changed: Shipments whose rows do not all say the same of where they go.
        legs: Of those, what each of their rows said first; filled while the rows are judged.
    """

    first_day: date | None = None
    last_day: date | None = None
    has_hs_codes: bool = False
    has_addresses: bool = False
    first_listed: dict[str, date] = field(default_factory=dict)
    lanes: dict[Lane, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    companies: dict[int, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    legs: dict[str, list[Leg]] = field(default_factory=lambda: defaultdict(list))
    _names_at: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _ways: dict[int, int] = field(default_factory=dict)  # of a shipment: where it went first

    def add(self, shipment: Shipment, rules: Rules, guidance: Guidance) -> None:
        """Take one row."""
        day = shipment.day
        listed = [code for hs in shipment.hs_codes if (code := guidance.priority_of(hs))]
        self.has_hs_codes = self.has_hs_codes or bool(shipment.hs_codes)
        self.has_addresses = self.has_addresses or any(p.addresses for p in shipment.parties)
        if day is not None:
            self.first_day = min(self.first_day or day, day)
            self.last_day = max(self.last_day or day, day)
            for hs6 in {code.hs6 for code in listed}:
                if shipment.destination:
                    self.lanes[hs6, shipment.destination][month_of(day)] += 1
            if listed:
                for party in shipment.of(*rules.first_trade_after.roles):
                    key = name_key(party.name)
                    self.first_listed[key] = min(self.first_listed.get(key, day), day)
        for party in shipment.of(*OWN_ADDRESS):
            for address in party.addresses if party.names else ():
                if (place := place_of(address)) is not None:
                    self._names_at[place].add(name_key(party.name))
        if shipment.shipment_id:
            # Hashes do: of a million shipments two share one with a chance of 1 in 10 million.
            way = hash(_way(shipment))
            if self._ways.setdefault(hash(shipment.shipment_id), way) != way:
                self.changed.add(shipment.shipment_id)

    def follow(self, shipment: Shipment) -> None:
        """Remember where a shipment went, if not all of its rows say the same."""
        if shipment.shipment_id not in self.changed:
            return
        known = self.legs[shipment.shipment_id]
        destination, consignee = _way(shipment)
        if not any(
            (leg.destination, leg.consignee_key) == (destination, consignee) for leg in known
        ):
            consignees = shipment.of(Role.CONSIGNEE)
            known.append(
                Leg(
                    row=shipment.row,
                    day=shipment.day,
                    destination=destination,
                    consignee=consignees[0].name if consignees else "",
                    consignee_key=consignee,
                )
            )

    def companies_at(self, address: str) -> int:
        """How many companies of the file give an address."""
        place = place_of(address)
        if place is None:
            return 0
        return self.companies.get(place) or len(self._names_at.get(place, ()))

    def break_of(self, lane: Lane, rules: Rules) -> Break | None:
        """How a lane changed at the rule's day; None where it did not, or nothing can be said."""
        rule = rules.volume_break
        middle = month_of(rule.break_on)
        if self.first_day is None or self.last_day is None or self.first_day >= rule.break_on:
            return None
        months = self.lanes.get(lane, Counter())
        first = max(middle - rule.months, month_of(self.first_day))
        last = min(middle + rule.months, month_of(self.last_day))
        before_months, after_months = middle - first, last - middle
        if before_months < 1 or after_months < 1:
            return None
        count_before = sum(count for month, count in months.items() if first <= month < middle)
        count_after = sum(count for month, count in months.items() if middle < month <= last)
        before, after = count_before / before_months, count_after / after_months
        if count_after < rule.fewest or after < rule.times * before:
            return None
        return Break(before=before, after=after, count_after=count_after)


def _way(shipment: Shipment) -> tuple[str | None, str]:
    """Destination and folded name of the consignee."""
    consignees = shipment.of(Role.CONSIGNEE)
    return shipment.destination, name_key(consignees[0].name) if consignees else ""


def place_of(address: str) -> int | None:
    """Stands for an address, in this process only; None where it says too little."""
    key = address_key(address)
    return None if key is None else hash(key)


def month_of(day: date) -> int:
    """Months since the year 0, so that they can be counted; the month of a break is neither."""
    return day.year * _MONTHS_A_YEAR + day.month - 1
