"""Answers of a screening, written as the three formats that it has."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

COLUMNS = (
    *("row", "role", "outcome", "names", "rank", "score", "match", "match_weight"),
    *("matched_name", "listed_id", "listed_name", "listed_schema", "listed_countries", "datasets"),
    *("topics", "explanation", "field", "reason", "notes", "written", "addresses", "countries"),
    *("identifiers", "shipment_id", "date", "hs_codes", "origin", "destination", "value"),
    *("currency", "goods", "model", "snapshot", "threshold"),
)
_TYPES = {
    "row": pa.int64(),
    "rank": pa.int32(),
    **dict.fromkeys(("score", "match_weight", "value", "threshold"), pa.float64()),
    "match": pa.bool_(),
}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])
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
    rows = LINES if lines is None else lines
    if path.suffix == ".parquet":
        table = pa.Table.from_pylist(rows, schema=SCHEMA)
        parquet.write_table(table, path)
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for row in rows:
                cells = ["" if row.get(name) is None else str(row[name]) for name in COLUMNS]
                writer.writerow([f"'{c}" if c[:1] in ("=", "+", "-", "@") else c for c in cells])
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
