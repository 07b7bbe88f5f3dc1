"""An entry as FollowTheMoney JSON: how the HTTP API shows it and the store keeps it.

`listed_from_ftm(listed_to_ftm(listed) | {"provenance": provenance_to_json(...)})` gives the
same entry back, for every entry whose names and identifiers are grouped by kind, names in
the order of `AliasKind`, as the readers leave them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from matcher.lists.vocabulary import IDENTIFIER_PROPERTIES, NAME_PROPERTIES
from matcher.normalise.countries import country_code
from matcher.records import Alias, AliasKind, Identifier, Listed, Listing, Provenance


def listed_to_ftm(listed: Listed) -> dict[str, Any]:
    """The entry as a FollowTheMoney entity; dates that are not known are None."""
    properties: dict[str, list[str]] = {}
    for alias in listed.aliases:
        properties.setdefault(alias.kind.value, []).append(alias.name)
    for identifier in listed.identifiers:
        properties.setdefault(identifier.kind, []).append(identifier.value)
    for prop, values in (
        ("country", listed.countries),
        ("address", listed.addresses),
        ("topics", listed.topics),
        *listed.properties.items(),
    ):
        if values:
            properties.setdefault(prop, []).extend(values)
    return {
        "id": listed.id,
        "caption": listed.caption,
        "schema": listed.schema,
        "properties": properties,
        "datasets": list(listed.datasets),
        "referents": list(listed.referents),
        "target": listed.target,
        "first_seen": listed.first_seen,
        "last_seen": listed.last_seen,
        "last_change": listed.last_change,
    }


def listed_from_ftm(entity: Mapping[str, Any], provenance: Provenance) -> Listed:
    """The entry that `listed_to_ftm` wrote."""
    properties: dict[str, list[str]] = entity["properties"]
    # A country that has no code stands with the codes; it came from the other properties.
    countries = properties.get("country", [])
    others = {
        prop: tuple(values)
        for prop, values in properties.items()
        if prop not in _OWN_FIELDS and prop not in IDENTIFIER_PROPERTIES
    }
    if uncoded := tuple(text for text in countries if not _is_code(text)):
        others["country"] = uncoded
    return Listed(
        id=entity["id"],
        schema=entity["schema"],
        aliases=tuple(
            Alias(name=name, kind=kind) for kind in AliasKind for name in properties.get(kind, ())
        ),
        provenance=provenance,
        countries=tuple(filter(_is_code, countries)),
        addresses=_values(properties, "address"),
        identifiers=tuple(
            Identifier(kind=prop, value=value)
            for prop, values in properties.items()
            if prop in IDENTIFIER_PROPERTIES
            for value in values
        ),
        topics=_values(properties, "topics"),
        properties=others,
        datasets=tuple(entity["datasets"]),
        referents=tuple(entity["referents"]),
        target=entity["target"],
        first_seen=entity["first_seen"],
        last_seen=entity["last_seen"],
        last_change=entity["last_change"],
    )


def listings_to_json(listings: Iterable[Listing]) -> list[dict[str, Any]]:
    """Where a party is listed, for snapshots and answers."""
    return [
        {
            "id": listing.id,
            "caption": listing.caption,
            "datasets": list(listing.datasets),
            **provenance_to_json(listing.provenance),
        }
        for listing in listings
    ]


def listings_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Listing, ...]:
    """The inverse of `listings_to_json`."""
    return tuple(
        Listing(
            id=one["id"],
            caption=one["caption"],
            datasets=tuple(one["datasets"]),
            provenance=provenance_from_json(one),
        )
        for one in stored
    )


def provenance_to_json(provenance: Provenance) -> dict[str, str | None]:
    """Where the entry was read, for the store."""
    return {
        "source": provenance.source,
        "entry_id": provenance.entry_id,
        "file_sha256": provenance.file_sha256,
        "as_of": provenance.as_of.isoformat() if provenance.as_of else None,
    }


def provenance_from_json(stored: Mapping[str, str | None]) -> Provenance:
    """The inverse of `provenance_to_json`."""
    as_of = stored["as_of"]
    return Provenance(
        source=str(stored["source"]),
        entry_id=str(stored["entry_id"]),
        file_sha256=str(stored["file_sha256"]),
        as_of=date.fromisoformat(as_of) if as_of else None,
    )


_OWN_FIELDS = frozenset({*NAME_PROPERTIES, "country", "address", "topics"})


def _is_code(text: str) -> bool:
    return country_code(text) == text


def _values(properties: Mapping[str, Iterable[str]], prop: str) -> tuple[str, ...]:
    return tuple(properties.get(prop, ()))
