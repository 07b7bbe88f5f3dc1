"""Which entries were merged, by what, and which were not: kept with each snapshot."""

from typing import Any

import orjson

from matcher.canonical.links import Link
from matcher.canonical.merges import Merges


def merges_json(merges: Merges) -> bytes:
    """The merges of a snapshot as a JSON document.

    `merges`: for each party of two or more entries its id, its entries and the links between
    them, the strongest first; `cuts`: links that were not followed, and why.
    """
    party = {row: rows for rows in merges.clusters.members for row in rows}
    links: dict[tuple[int, ...], list[dict[str, Any]]] = {}
    for link in merges.clusters.kept:
        links.setdefault(party[link.first], []).append(_link(merges, link))
    return orjson.dumps(
        {
            "merges": [
                {
                    "id": merges.entity_id(rows),
                    "entries": _entries(merges, rows),
                    "links": links[rows],
                }
                for rows in merges.clusters.members
            ],
            "cuts": [
                _link(merges, cut.link) | {"reason": cut.reason} for cut in merges.clusters.cuts
            ],
        }
    )


def _entries(merges: Merges, rows: tuple[int, ...]) -> list[dict[str, str]]:
    entries = (merges.entries[row] for row in rows)
    return [
        {"id": one.id, "source": one.provenance.source, "caption": one.caption} for one in entries
    ]


def _link(merges: Merges, link: Link) -> dict[str, Any]:
    return {
        "first": merges.entries[link.first].id,
        "second": merges.entries[link.second].id,
        "rule": link.rule.name.lower().replace("_", "-"),
        "bits": round(link.bits, 1),
        "detail": link.detail,
    }
