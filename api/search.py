"""`GET /search/{dataset}`: listed parties by words, for a person at a search box."""

from typing import Any, cast

import pycountry
from flask import Blueprint, request

from api.answers import party_json
from api.parameters import ALL_DATASETS, check_dataset, filters_for, parse_parameters
from api.schemas import SearchParameters
from api.screeners import Screener
from api.state import current_screener
from matcher.index.search import Found, Search, search
from matcher.index.snapshot import Snapshot

bp = Blueprint("search", __name__)

_LABELS = {
    "datasets": "Data sources",
    "schema": "Entity types",
    "countries": "Countries",
    "topics": "Topics",
}


@bp.get("/search/<dataset>")
def search_dataset(dataset: str) -> dict[str, Any]:
    """A page of the parties that carry every word of `q`, with counts by facet."""
    screener = current_screener()
    check_dataset(dataset, screener)
    parameters = parse_parameters(request.args, SearchParameters)
    filters = filters_for(parameters, screener)
    asked = Search(
        text=parameters.q,
        filters=filters,
        dataset=None if dataset == ALL_DATASETS else dataset,
        schema=parameters.schema_,
        countries=frozenset(parameters.countries),
        offset=parameters.offset,
        is_fuzzy=parameters.fuzzy,
        facets=tuple(dict.fromkeys(parameters.facets)),
    )
    found = find(screener, asked)
    titles = {summary.key: summary.title for summary in screener.snapshot.datasets}
    return {
        "results": [party_json(listed) for listed in found.listed],
        "facets": _facets_json(found, titles),
        "total": {
            "value": found.total,
            "relation": "eq" if found.is_total_exact else "gte",
        },
        "limit": parameters.limit,
        "offset": parameters.offset,
        "snapshot": screener.snapshot.id,
    }


def find(screener: Screener, asked: Search) -> Found:
    """Search the snapshot that a screener screens against."""
    # The faces' protocol of a snapshot leaves out the postings, which only the index reads.
    return search(cast("Snapshot", screener.snapshot), asked)


def _facets_json(found: Found, titles: dict[str, str]) -> dict[str, Any]:
    return {
        facet: {
            "label": _LABELS[facet],
            "values": [
                {"name": name, "label": _label(facet, name, titles), "count": count}
                for name, count in counts.items()
            ],
        }
        for facet, counts in found.facets.items()
    }


def _label(facet: str, name: str, titles: dict[str, str]) -> str:
    if facet == "datasets":
        return titles.get(name, name)
    if facet == "countries" and (country := pycountry.countries.get(alpha_2=name.upper())):
        return str(getattr(country, "common_name", country.name))
    return name
