"""From a screening to the JSON of its answer; the shape is yente's, and more."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.problems import TYPES, Problem
from api.queries import ParsedQuery
from matcher.lists.ftm import listed_to_ftm, listings_to_json
from matcher.records import Cut, Evidence, Hit, Listed, Listing, Screening

# What stands in an answer where not everything was looked at.
_CUTS = {
    Cut.LONG_NAME: "a name is too long to be looked for whole; its first words were",
    Cut.MANY_READINGS: "the names may be read in more ways than were looked for; each was, as it stands",
    Cut.COMMON_WORDS: "the commonest words of a name were left out in looking for it",
    Cut.EQUAL_NAMES: "more listed names than are compared consist of the same words",
    Cut.SHARED_EVIDENCE: "more listed parties than are compared share an identifier or address",
    Cut.MANY_ALIASES: "a party with many names was found by what stands beside its name; "
    "the first of its names were compared",
    Cut.MANY_ADDRESSES: "not every address was looked for",
    Cut.MANY_PAIRS: "the query has so many names that fewer candidates of each were compared",
}


def response_json(
    parsed: ParsedQuery, screening: Screening, *, is_waterfall: bool = False
) -> dict[str, Any]:
    """The answer to one query of a batch."""
    return {
        "status": 200,
        "results": [hit_json(hit, is_waterfall=is_waterfall) for hit in screening.hits],
        "total": {"value": screening.total, "relation": "gte" if screening.cuts else "eq"},
        "query": query_json(parsed),
        "ignored": list(parsed.ignored),
        "truncated": [{"bound": cut.value, "detail": _CUTS[cut]} for cut in screening.cuts],
    }


def refusal_json(problem: Problem) -> dict[str, Any]:
    """What stands in the place of an answer to a query that was not understood.

    It has no `results`: an empty list would look like nothing found.
    """
    return {
        "status": problem.status,
        "type": f"{TYPES}{problem.kind}",
        "title": problem.title,
        "detail": problem.detail,
        **problem.facts,
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


def hit_json(hit: Hit, *, is_waterfall: bool = False) -> dict[str, Any]:
    """A listed party, with how well it matches and why."""
    answer = {
        **party_json(hit.listed),
        "score": hit.score,
        "match": hit.match,
        "match_weight": hit.match_weight,
        "matched_name": hit.matched_name,
        "features": {found.comparison: found.bits for found in hit.evidence},
        "explanations": {found.comparison: _explanation(found) for found in hit.evidence},
    }
    if is_waterfall:
        answer["waterfall"] = list(_steps(hit.evidence))
    return answer


def _steps(evidence: Iterable[Evidence]) -> Iterator[dict[str, Any]]:
    """The evidence as bars of a chart: each from where the last one ended, up to the weight."""
    start = 0.0
    for found in evidence:
        end = start + found.bits
        yield {
            "comparison": found.comparison,
            "detail": found.label,
            "bits": found.bits,
            "start": start,
            "end": end,
        }
        start = end


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
