"""The figures of a report: counts, each with the first rows that it was counted from."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from matcher.routing.evidence import Judged
from matcher.routing.records import Flag, ListedHit, ScreenedParty, Shipment

NOT_KNOWN = "not known"
_NO_TIER = "not on the priority list"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A party of a row, its best hit, and the routing evidence of the row."""

    shipment: Shipment
    party: ScreenedParty
    hit: ListedHit
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class Figure:
    """A count by label, with the first rows behind each of its bars.

    Args:
        most_rows: That are kept for a label; the files have all of them.
    """

    most_rows: int
    counts: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[HitRow]] = field(default_factory=dict)

    def add(self, label: str, row: HitRow) -> None:
        """Count a row."""
        self.counts[label] += 1
        kept = self.rows.setdefault(label, [])
        if len(kept) < self.most_rows:
            kept.append(row)

    def bars(self, most: int) -> list[tuple[str, int, list[HitRow]]]:
        """The largest first: label, count, rows."""
        largest = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:most]
        return [(label, count, self.rows[label]) for label, count in largest]


@dataclass(slots=True)
class RuleFigure:
    """What one rule found: rows, how many of them have a hit too, and the first flags."""

    rows: int = 0
    rows_with_hit: int = 0
    flags: int = 0
    shown: list[tuple[Flag, bool]] = field(default_factory=list)


Label = Callable[[HitRow], Iterator[str]]


def _lists(row: HitRow) -> Iterator[str]:
    yield from row.hit.datasets or (NOT_KNOWN,)


def _roles(row: HitRow) -> Iterator[str]:
    yield row.party.role.value.replace("_", " ")


def _listed(row: HitRow) -> Iterator[str]:
    yield f"{row.hit.listed_name or 'an address alone'} ({row.hit.listed_id})"


def _parties(row: HitRow) -> Iterator[str]:
    yield row.party.name or NOT_KNOWN


def _routes(row: HitRow) -> Iterator[str]:
    ends = (row.shipment.origin, row.shipment.destination)
    yield " → ".join(end.upper() if end else NOT_KNOWN for end in ends)


def _tiers(row: HitRow) -> Iterator[str]:
    tiers = sorted({flag.tier for flag in row.flags if flag.tier})
    yield from (f"tier {tier}" for tier in tiers)
    if not tiers:
        yield _NO_TIER


def _months(row: HitRow) -> Iterator[str]:
    day = row.shipment.day
    yield f"{day:%Y-%m}" if day else NOT_KNOWN


FIGURES: dict[str, tuple[str, Label]] = {
    "list": ("Hits by list", _lists),
    "tier": ("Hits by tier of the goods", _tiers),
    "role": ("Hits by role", _roles),
    "route": ("Hits by route", _routes),
    "listed": ("Hits by listed party", _listed),
    "party": ("Hits by party of the file", _parties),
    "month": ("Hits by month", _months),
}


@dataclass(slots=True)
class Figures:
    """All figures of an answer; memory grows with the distinct labels, not with the rows."""

    most_rows: int
    rows: int = 0
    parties: int = 0
    hits: int = 0
    near: int = 0
    clear: int = 0
    rows_with_hit: int = 0
    rows_with_flag: int = 0
    rows_with_both: int = 0
    first_day: date | None = None
    last_day: date | None = None
    rejected: Counter[str] = field(default_factory=Counter)
    figures: dict[str, Figure] = field(default_factory=dict)
    rules: dict[str, RuleFigure] = field(default_factory=dict)
    first: list[HitRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.figures = {name: Figure(self.most_rows) for name in FIGURES}

    def add(self, judged: Judged) -> None:
        """Count one row."""
        shipment = judged.shipment
        self.rows += 1
        self.rejected.update(rejection.reason for rejection in shipment.rejections)
        if shipment.day:
            self.first_day = min(self.first_day or shipment.day, shipment.day)
            self.last_day = max(self.last_day or shipment.day, shipment.day)
        found = list(hit_rows(judged))
        for party in shipment.parties:
            self._count(party)
        for row in found:
            for name, (_, labels) in FIGURES.items():
                for label in labels(row):
                    self.figures[name].add(label, row)
        self.rows_with_hit += bool(found)
        self.rows_with_flag += bool(judged.flags)
        self.rows_with_both += bool(found and judged.flags)
        self._count_flags(judged.flags, has_hit=bool(found))
        self._keep_first(found)

    def _count(self, party: ScreenedParty) -> None:
        self.parties += 1
        outcome = party.hits[0].outcome if party.hits else "clear"
        self.hits += outcome == "hit"
        self.near += outcome == "near"
        self.clear += outcome == "clear"

    def _count_flags(self, flags: tuple[Flag, ...], *, has_hit: bool) -> None:
        for name in {flag.rule for flag in flags}:
            rule = self.rules.setdefault(name, RuleFigure())
            rule.rows += 1
            rule.rows_with_hit += has_hit
        for flag in flags:
            rule = self.rules[flag.rule]
            rule.flags += 1
            if len(rule.shown) < self.most_rows:
                rule.shown.append((flag, has_hit))

    def _keep_first(self, found: list[HitRow]) -> None:
        """The rows to read first: hits on the strongest evidence of the name, as scored."""
        if found:
            self.first.extend(found)
            self.first.sort(
                key=lambda row: (-row.hit.score, -row.hit.match_weight, row.shipment.row)
            )
            del self.first[self.most_rows :]


def hit_rows(judged: Judged) -> Iterator[HitRow]:
    """The parties of a row with a hit, under their best one."""
    for party in judged.shipment.parties:
        if party.hits and party.hits[0].outcome == "hit":
            yield HitRow(
                shipment=judged.shipment, party=party, hit=party.hits[0], flags=judged.flags
            )
