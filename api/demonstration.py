"""A request to try on a service that has just started: one that hits."""

import re
import shlex
from collections.abc import Mapping

import orjson

from api.queries import parse_example
from api.screeners import Screener
from matcher.records import Filters

# Among the first parties there is one that any terminal can show and any shell can quote.
_LOOK_AT = 500
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,&-]*")
_SCHEMATA = ("Company", "Organization", "LegalEntity")

Example = Mapping[str, object]


def example_for(screener: Screener) -> Example | None:
    """A query by example that hits a party of the snapshot; None if none of the first does."""
    snapshot = screener.snapshot
    for row in range(min(snapshot.entity_count, _LOOK_AT)):
        listed = snapshot.listed(row)
        caption = listed.caption
        if listed.schema not in _SCHEMATA or not _PLAIN.fullmatch(caption):
            continue
        properties = {"name": [caption]}
        if listed.countries:
            properties["country"] = list(listed.countries[:1])
        example: Example = {"schema": listed.schema, "properties": properties}
        screening = screener.screen(parse_example(example).query, Filters(limit=1))
        if any(hit.match for hit in screening.hits):
            return example
    return None


def curl_command(address: str, example: Example) -> str:
    """The request as one line for a shell."""
    body = orjson.dumps({"queries": {"q1": example}}).decode()
    url = f"{address}/match/default"
    return f"curl -s {url} -H 'Content-Type: application/json' -d {shlex.quote(body)}"
