"""An entry while its file is being read: values come in any order, a `Listed` goes out."""

import re
from collections.abc import Iterable
from typing import TypeVar

from matcher.lists.report import Tally
from matcher.lists.vocabulary import COUNTRY_PROPERTIES, IDENTIFIER_PROPERTIES, NAME_PROPERTIES
from matcher.normalise.countries import country_code
from matcher.records import Alias, AliasKind, Identifier, Listed, Provenance

# BIS lists some addresses without a party; who reads its table for names finds these.
_NO_NAME = re.compile(r"Address \d{1,3}", re.IGNORECASE)
_Value = TypeVar("_Value")
_KIND_ORDER = {kind: position for position, kind in enumerate(AliasKind)}


class Draft:
    """Gathers the values of one entry by FollowTheMoney property.

    Each value is kept once, blanks at its ends go; empty values are not known and stay out.
    What was published twice or names no country is counted in the tally.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._names: dict[Alias, None] = {}
        self._countries: dict[str, None] = {}
        self._addresses: dict[str, None] = {}
        self._identifiers: dict[Identifier, None] = {}
        self._topics: dict[str, None] = {}
        self._properties: dict[str, dict[str, None]] = {}

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing here could ever match: no name, no address, no identifier."""
        return not (self._names or self._addresses or self._identifiers)

    @property
    def has_names(self) -> bool:
        """Whether there is a name so far."""
        return bool(self._names)

    @property
    def only_country(self) -> str | None:
        """The country so far; None if there are several or none."""
        return next(iter(self._countries)) if len(self._countries) == 1 else None

    def add(self, prop: str, *values: str) -> None:
        """Take the values of one property; it decides what they are evidence of."""
        for value in values:
            text = value.strip()
            if not text:
                continue
            if prop in NAME_PROPERTIES and _NO_NAME.fullmatch(text):
                self._property("notes", text)
            elif prop in NAME_PROPERTIES:
                self._once("names", self._names, Alias(name=text, kind=AliasKind(prop)))
            elif prop in IDENTIFIER_PROPERTIES:
                self._once("identifiers", self._identifiers, Identifier(kind=prop, value=text))
            elif prop in COUNTRY_PROPERTIES:
                self._add_country(prop, text)
            elif prop == "address":
                self._add_address(text)
            elif prop == "topics":
                self._topics[text] = None
            else:
                self._property(prop, text)

    def listed(
        self,
        *,
        entry_id: str,
        schema: str,
        provenance: Provenance,
        datasets: tuple[str, ...],
        topics: Iterable[str] = (),
        referents: tuple[str, ...] = (),
        target: bool = True,
        first_seen: str | None = None,
        last_seen: str | None = None,
        last_change: str | None = None,
    ) -> Listed:
        """The entry, its names by kind and its identifiers by kind, else as published."""
        listed = Listed(
            id=entry_id,
            schema=schema,
            aliases=self._aliases(),
            provenance=provenance,
            countries=tuple(self._countries),
            addresses=tuple(self._addresses),
            identifiers=tuple(sorted(self._identifiers, key=lambda identifier: identifier.kind)),
            topics=tuple(dict.fromkeys((*self._topics, *topics))),
            properties={prop: tuple(self._properties[prop]) for prop in sorted(self._properties)},
            datasets=datasets,
            referents=referents,
            target=target,
            first_seen=first_seen,
            last_seen=last_seen,
            last_change=last_change,
        )
        self._tally.count(listed)
        return listed

    def _aliases(self) -> tuple[Alias, ...]:
        """Names by kind; one that stands under two kinds keeps the first of them."""
        by_name: dict[str, Alias] = {}
        for alias in sorted(self._names, key=lambda alias: _KIND_ORDER[alias.kind]):
            by_name.setdefault(alias.name, alias)
        self._tally.repeated["names"] += len(self._names) - len(by_name)
        return tuple(by_name.values())

    def _add_country(self, prop: str, text: str) -> None:
        code = country_code(text)
        if code is None:
            self._tally.unknown_countries[text] += 1
        else:
            self._countries[code] = None
        if prop != "country" or code is None:
            self._property(prop, code or text)

    def _add_address(self, text: str) -> None:
        code = country_code(text)
        if code is None:
            self._once("addresses", self._addresses, text)
        else:
            self._tally.country_only += 1
            self._countries[code] = None

    def _property(self, prop: str, text: str) -> None:
        self._properties.setdefault(prop, {})[text] = None

    def _once(self, what: str, seen: dict[_Value, None], value: _Value) -> None:
        if value in seen:
            self._tally.repeated[what] += 1
        seen[value] = None
