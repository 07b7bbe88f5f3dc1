"""The answer of `tallyman screen` read back, row by row: Parquet, CSV or JSON lines.

The answer has a line for each hit, clear party and rejection, the lines of a row one after
the other; the columns of the shipment stand on each of them.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from pyarrow import ArrowInvalid
from pyarrow.parquet import ParquetFile

from matcher.errors import RoutingError
from matcher.routing.records import ListedHit, Rejection, ScreenedParty, Shipment
from matcher.trade.records import Role

_SEPARATOR = "; "
# What a row is judged by.
COLUMNS = (
    "row", "role", "outcome", "names", "addresses", "countries", "rank", "score", "match_weight",
    "listed_id", "listed_name", "matched_name", "datasets", "topics", "reason", "shipment_id",
    "date", "hs_codes", "origin", "destination", "value", "currency", "goods",
)  # fmt: skip
_REQUIRED = ("row", "role", "outcome", "names", "hs_codes", "origin", "destination", "date")
_LISTED = frozenset({"hit", "near"})
_ROLES = frozenset(Role)
# Long, and of no use here.
_UNREAD = frozenset(
    {
        *("explanation", "written", "notes", "identifiers", "listed_countries"),
        *("routing", "routing_tiers", "routing_evidence"),
    }
)
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # shown as text to spreadsheets
_CELL_CHARS = 1 << 20

Line = dict[str, Any]


def read_answer(path: Path) -> Iterator[Shipment]:
    """The rows of the trade file, as they were screened.

    Args:
        path: The answer, told by its suffix: .parquet, .csv or .jsonl.

    Raises:
        RoutingError: It cannot be read, or is no answer of a screening.
    """
    yield from shipments_of(_numbered(path), path)


def shipments_of(numbered: Iterable[tuple[int, Line]], path: Path) -> Iterator[Shipment]:
    """The rows that lines of an answer speak of.

    Args:
        numbered: Each line with its number, those of a row one after the other.
        path: Of the answer.

    Raises:
        RoutingError: A line is malformed.
    """
    for row, lines in groupby(numbered, key=lambda numbered: numbered[1]["row"]):
        yield _shipment(int(row), list(lines), path)


def made_by(path: Path) -> tuple[str, str, str]:
    """The model, snapshot and threshold of an answer, as its first line says; "" if it is empty.

    Raises:
        RoutingError: As `read_answer`.
    """
    _, first = next(_numbered(path), (0, {}))
    model, snapshot, threshold = (
        str(first.get(name) or "") for name in ("model", "snapshot", "threshold")
    )
    return model, snapshot, threshold


def _numbered(path: Path) -> Iterator[tuple[int, Line]]:
    """Each line with its number, the columns checked once."""
    lines = _lines(path)
    for number, line in enumerate(lines, start=1):
        if number == 1:
            # JSON lines leave out what is not known.
            required = ("row", "outcome") if path.suffix == ".jsonl" else _REQUIRED
            missing = [column for column in required if column not in line]
            if missing:
                message = "this is no answer of a screening: the column is missing"
                raise RoutingError(message, path=path, field=missing[0])
        try:
            line["row"] = int(line["row"])
        except (KeyError, TypeError, ValueError) as error:
            raise RoutingError("the number of the row is none", path=path, row=number) from error
        yield number, line


def _lines(path: Path) -> Iterator[Line]:
    reader = {".parquet": _parquet, ".csv": _csv, ".jsonl": _json_lines}.get(path.suffix)
    if reader is None:
        raise RoutingError("an answer is .parquet, .csv or .jsonl", path=path)
    try:
        yield from reader(path)
    except OSError as error:
        raise RoutingError(f"cannot be read: {error.strerror or error}", path=path) from error


def _parquet(path: Path) -> Iterator[Line]:
    try:
        with path.open("rb") as stream:
            file = ParquetFile(stream)
            columns = [name for name in file.schema_arrow.names if name not in _UNREAD]
            for batch in file.iter_batches(columns=columns):
                yield from batch.to_pylist()
    except ArrowInvalid as error:
        raise RoutingError(f"is not Parquet: {error}", path=path) from error


def _csv(path: Path) -> Iterator[Line]:
    csv.field_size_limit(_CELL_CHARS)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, strict=True)
        try:
            for row in rows:
                yield {
                    key: value[1:] if value.startswith(_FORMULA) else value or None
                    for key, value in row.items()
                    if isinstance(value, str)
                }
        except (csv.Error, UnicodeDecodeError) as error:
            raise RoutingError(
                f"the CSV is broken: {error}", path=path, row=rows.line_num
            ) from error


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as stream:
        for number, text in enumerate(stream, start=1):
            try:
                line = json.loads(text)
            except ValueError as error:
                raise RoutingError(f"is not JSON: {error}", path=path, row=number) from error
            if not isinstance(line, dict):
                raise RoutingError("is not a JSON object", path=path, row=number)
            yield line


def _shipment(row: int, numbered: list[tuple[int, Line]], path: Path) -> Shipment:
    first = numbered[0][1]
    parties: dict[tuple[str, str | None, str | None], list[tuple[int, Line]]] = {}
    rejections = []
    for number, line in numbered:
        role = line.get("role")
        if line["outcome"] == "rejected":
            rejections.append(Rejection(row=row, role=role or "", reason=line.get("reason") or ""))
        elif role not in _ROLES:
            raise RoutingError(f"{role!r} is no role", path=path, row=number, field="role")
        else:
            key = (role, line.get("names"), line.get("addresses"))
            parties.setdefault(key, []).append((number, line))
    try:
        return Shipment(
            row=row,
            parties=tuple(_party(lines) for lines in parties.values()),
            rejections=tuple(rejections),
            shipment_id=_text(first, "shipment_id"),
            day=date.fromisoformat(first["date"]) if first.get("date") else None,
            hs_codes=_values(first, "hs_codes"),
            origin=_text(first, "origin"),
            destination=_text(first, "destination"),
            value=float(first["value"]) if first.get("value") not in {None, ""} else None,
            currency=_text(first, "currency"),
            goods=_text(first, "goods"),
        )
    except (TypeError, ValueError) as error:
        raise RoutingError(str(error), path=path, row=numbered[0][0]) from error


def _party(lines: list[tuple[int, Line]]) -> ScreenedParty:
    first = lines[0][1]
    hits = [_hit(line) for _, line in lines if line["outcome"] in _LISTED]
    return ScreenedParty(
        role=Role(first["role"]),
        names=_values(first, "names"),
        addresses=_values(first, "addresses"),
        countries=_values(first, "countries"),
        hits=tuple(sorted(hits, key=lambda hit: hit.rank)),
    )


def _hit(line: Line) -> ListedHit:
    return ListedHit(
        outcome=line["outcome"],
        rank=int(line.get("rank") or 1),
        score=float(line.get("score") or 0.0),
        match_weight=float(line.get("match_weight") or 0.0),
        listed_id=line.get("listed_id") or "",
        listed_name=line.get("listed_name") or "",
        matched_name=line.get("matched_name") or "",
        datasets=_values(line, "datasets"),
        topics=_values(line, "topics"),
    )


def _values(line: Line, column: str) -> tuple[str, ...]:
    """Several values of a cell; a list where JSON has one."""
    value = line.get(column)
    if value is None or value == "":
        return ()
    found: Iterable[Any] = value if isinstance(value, list) else str(value).split(_SEPARATOR)
    return tuple(map(str, found))


def _text(line: Line, column: str) -> str | None:
    value = line.get(column)
    return None if value is None or value == "" else str(value)
