"""Writes three of the fictitious lists as FollowTheMoney JSON lines, gzipped."""

import gzip
import json
from pathlib import Path

from matcher.records import AliasKind
from matcher.sample.listings import END_USER, EXPORT_CONTROL, JOURNAL, PUBLISHERS
from matcher.sample.parties import Listing, Party, World

SOURCES = (EXPORT_CONTROL, JOURNAL, END_USER)
LAST_SEEN = "2026-01-31T00:00:00"
_TOPICS = {publisher.source: publisher.topic for publisher in PUBLISHERS}
_ADDRESS_STYLE = {EXPORT_CONTROL: 2, JOURNAL: 1, END_USER: 0}


def entity_id(listing: Listing) -> str:
    """The id under which the file carries an entry."""
    return f"{listing.source}-{listing.entry_id}"


def _merged(party: Party) -> list[list[Listing]]:
    """The party's listings, grouped as the file prints them.

    A compiler of lists recognises some parties as one and merges their entries under the
    first id, the others becoming referents; here that happens to every fourth party.
    """
    listings = [listing for listing in party.listings if listing.source in SOURCES]
    if int(party.id[1:]) % 4 == 0 and listings:
        return [listings]
    return [[listing] for listing in listings]


def _properties(party: Party, listings: list[Listing]) -> dict[str, list[str]]:
    values: dict[str, dict[str, None]] = {}

    def add(key: str, value: str) -> None:
        values.setdefault(key, {})[value] = None

    names: set[str] = set()
    for at, listing in enumerate(listings):
        for alias in listing.aliases:
            # Of merged entries only the first keeps its primary name as `name`.
            demoted = at > 0 and alias.kind is AliasKind.PRIMARY
            if alias.name not in names:
                add((AliasKind.ALIAS if demoted else alias.kind).value, alias.name)
            names.add(alias.name)
    add("flag" if party.schema == "Vessel" else "country", party.country)
    for listing in listings:
        for address in listing.addresses:
            add("address", address.line(_ADDRESS_STYLE[listing.source]))
        for identifier in listing.identifiers:
            add(identifier.kind, identifier.value)
        add("topics", _TOPICS[listing.source])
    if any(listing.source == JOURNAL for listing in listings):
        for key, facts in party.properties.items():
            for fact in facts:
                add(key, fact)
    return {key: list(unique) for key, unique in values.items()}


def _entity(party: Party, listings: list[Listing]) -> dict[str, object]:
    properties = _properties(party, listings)
    listed_on = sorted(listing.listed_on for listing in listings)
    return {
        "id": entity_id(listings[0]),
        "caption": properties["name"][0],
        "schema": party.schema,
        "datasets": [listing.source for listing in listings],
        "referents": [entity_id(listing) for listing in listings[1:]],
        "properties": properties,
        "target": True,
        "first_seen": f"{listed_on[0]}T00:00:00",
        "last_seen": LAST_SEEN,
        "last_change": f"{listed_on[-1]}T00:00:00",
    }


def write_ftm(world: World, path: Path) -> Path:
    """Writes one entity a line, and returns the path.

    The gzip header holds no time, so that the same world gives the same bytes.
    """
    lines = [
        json.dumps(_entity(party, listings), ensure_ascii=False)
        for party in world.listed
        for listings in _merged(party)
    ]
    text = "\n".join(lines) + "\n"
    with (
        path.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as file,
    ):
        file.write(text.encode())
    return path
