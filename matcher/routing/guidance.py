"""What governments have named: goods of high priority and countries of transshipment."""

import csv
from dataclasses import dataclass
from datetime import date
from importlib import resources

from matcher.errors import RoutingError

_DATA = resources.files("matcher.routing") / "data"
_HS6 = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityCode:
    """A code of the Common High Priority List."""

    hs6: str
    tier: str
    goods: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCountry:
    """A country in a document.

    Args:
        country: ISO 3166-1 alpha-2, lower case.
        wording: What the document says that it is.
    """

    country: str
    document: str
    date: date
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Both, ready to be asked."""

    codes: dict[str, PriorityCode]
    countries: dict[str, tuple[NamedCountry, ...]]

    def priority_of(self, hs_code: str) -> PriorityCode | None:
        """The entry of a code of 6 digits or more; None for a heading, which may be any tier."""
        return self.codes.get(hs_code[:_HS6]) if len(hs_code) >= _HS6 else None

    def named(self, country: str | None, day: date | None) -> tuple[NamedCountry, ...]:
        """The documents that name a country, out on the day of the shipment; all without one."""
        found = self.countries.get(country or "", ())
        return tuple(name for name in found if day is None or name.date <= day)


def read_guidance(codes: str, countries: str) -> Guidance:
    """Read the tables that rules name.

    Args:
        codes: Name of a table that ships, or path of another: hs6, tier, goods.
        countries: The same: country, document, date, wording.

    Raises:
        RoutingError: A table is missing, or a row is malformed.
    """
    priority = [
        PriorityCode(hs6=row["hs6"], tier=row["tier"], goods=row["goods"])
        for row in _rows(codes, ("hs6", "tier", "goods"))
    ]
    named: dict[str, list[NamedCountry]] = {}
    for row in _rows(countries, ("country", "document", "date", "wording")):
        try:
            day = date.fromisoformat(row["date"])
        except ValueError as error:
            raise RoutingError(
                f"{row['date']!r} is not a date", field=f"{countries}.date"
            ) from error
        named.setdefault(row["country"], []).append(
            NamedCountry(
                country=row["country"], document=row["document"], date=day, wording=row["wording"]
            )
        )
    return Guidance(
        codes={code.hs6: code for code in priority},
        countries={country: tuple(names) for country, names in named.items()},
    )


def _rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    table = _DATA / name
    if "/" in name or not table.is_file():
        raise RoutingError("there is no such table beside the rules", field=name)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows, start=2):
        if any(not row.get(column) for column in columns):
            raise RoutingError(f"row {number} is not whole", field=name)
    return rows
