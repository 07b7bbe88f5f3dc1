"""Answers of a screening, written as the three formats that it has."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from matcher.bulk.answer import SCHEMA, open_writer

SHIPMENT = {
    "shipment_id": "B1",
    "date": "2024-05-06",
    "hs_codes": "8542310000; 620520",
    "origin": "us",
    "destination": "kz",
    "value": 1200.5,
    "currency": "USD",
}
MADE_BY = {"model": "0123456789ab", "snapshot": "2024-05-07", "threshold": 0.5}
LINES: list[dict[str, Any]] = [
    {
        **SHIPMENT,
        **MADE_BY,
        "row": 2,
        "role": "consignee",
        "outcome": "hit",
        "names": "=Example Works; Primer Zavod",
        "rank": rank,
        "score": score,
        "match_weight": 12.5,
        "matched_name": "Example Works",
        "listed_id": f"us_bis_el-{rank}",
        "listed_name": "Example Works",
        "datasets": "us_bis_el; us_csl",
        "topics": "export.control",
        "addresses": "1 Main Street, Almaty",
        "countries": "kz",
    }
    for rank, score in ((1, 0.93), (2, 0.61))
] + [
    {**SHIPMENT, **MADE_BY, "row": 2, "role": "shipper", "outcome": "clear", "names": "Seller Inc"},
    {
        **SHIPMENT,
        **MADE_BY,
        "row": 2,
        "role": "notify_party",
        "outcome": "rejected",
        "reason": "names nobody",
        "written": "TO ORDER",
    },
    {**MADE_BY, "row": 3, "outcome": "rejected", "reason": "the row names no party"},
]


def write_answer(path: Path, lines: list[dict[str, Any]] | None = None) -> Path:
    """Write lines as `tallyman screen` does, in the format that the suffix names."""
    with open_writer(path, path.suffix) as writer:
        writer.write(pa.Table.from_pylist(LINES if lines is None else lines, schema=SCHEMA))
    return path
