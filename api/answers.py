"""From a screening to the JSON of its answer; the shape is yente's, and more."""

from collections.abc import Sequence
from typing import Any

from api.queries import ParsedQuery
from matcher.lists.ftm import listed_to_ftm, listings_to_json
from matcher.records import Evidence, Hit, Listed, Listing, Screening


def response_json(parsed: ParsedQuery, screening: Screening) -> dict[str, Any]:
    """The answer to one query of a batch."""
    return {
        "status": 200,
        "results": [hit_json(hit) for hit in screening.hits],
        "total": {"value": screening.total, "relation": "eq"},
        "query": query_json(parsed),
        "ignored": list(parsed.ignored),
    }


def query_json(parsed: ParsedQuery) -> dict[str, Any]:
    """The query as it was understood."""
    echo: dict[str, Any] = {} if parsed.id is None else {"id": parsed.id}
    echo["schema"] = parsed.query.schema
    echo["properties"] = {name: list(values) for name, values in parsed.properties.items()}
    return echo


def party_json(listed: Listed) -> dict[str, Any]:
    """A listed party, with the lists that carry it."""
    return {**listed_to_ftm(listed), "listings": listings_to_json(_listings(listed))}


def entity_json(listed: Listed, entries: Sequence[Listed]) -> dict[str, Any]:
    """A listed party, with what each of its listings says.

    Args:
        listed: The party.
        entries: The entries that it is made of; itself if it is one.
    """
    return {
        **listed_to_ftm(listed),
        "listings": [_entry_json(entry) for entry in entries],
    }


def _entry_json(entry: Listed) -> dict[str, Any]:
    [listing] = listings_to_json(_listings(entry))
    said = listed_to_ftm(entry)
    fields = ("schema", "properties", "first_seen", "last_seen", "last_change")
    return {**listing, **{field: said[field] for field in fields}}


def _listings(listed: Listed) -> tuple[Listing, ...]:
    """Where a party is listed; of an entry as its list has it, that entry."""
    return listed.listings or (
        Listing(
            id=listed.id,
            caption=listed.caption,
            datasets=listed.datasets,
            provenance=listed.provenance,
        ),
    )


def hit_json(hit: Hit) -> dict[str, Any]:
    """A listed party, with how well it matches and why."""
    return {
        **party_json(hit.listed),
        "score": hit.score,
        "match": hit.match,
        "match_weight": hit.match_weight,
        "matched_name": hit.matched_name,
        "features": {found.comparison: found.bits for found in hit.evidence},
        "explanations": {found.comparison: _explanation(found) for found in hit.evidence},
    }


def _explanation(found: Evidence) -> dict[str, Any]:
    """One comparison; `score` says the bits again, under the name that yente's clients read."""
    return {
        "score": found.bits,
        "bits": found.bits,
        "level": found.level,
        "query": found.query,
        "candidate": found.listed,
        "detail": found.label,
    }
