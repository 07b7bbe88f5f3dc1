"""The answer of a run: a line for each hit, each clear party and each rejected row, and counts."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import orjson
import pyarrow as pa
from pyarrow import parquet

from matcher.bulk.mentions import SEPARATOR
from matcher.errors import BulkError

# In the order of the answer; what made the answer stands at the end of every line.
COLUMNS = (
    "row", "role", "outcome", "names", "rank", "score", "match", "match_weight", "matched_name",
    "listed_id", "listed_name", "listed_schema", "listed_countries", "datasets", "topics",
    "explanation", "field", "reason", "notes", "written", "addresses", "countries", "identifiers",
    "shipment_id", "date", "hs_codes", "origin", "destination", "value", "currency", "goods",
    "routing", "routing_tiers", "routing_evidence", "model", "snapshot", "threshold",
)  # fmt: skip
# Of each piece of routing evidence: `matcher.routing.records.Flag`.
FLAG_FIELDS = ("rule", "sentence", "source", "date", "role", "party", "tier", "state")
# A hit reaches the threshold, what is near only the cutoff; nothing is listed of a clear party.
OUTCOMES = ("hit", "near", "clear", "rejected")
_TYPES = {
    "row": pa.int64(), "rank": pa.int32(), "score": pa.float64(), "match": pa.bool_(),
    "match_weight": pa.float64(), "value": pa.float64(), "threshold": pa.float64(),
    "routing_evidence": pa.list_(pa.struct([(name, pa.string()) for name in FLAG_FIELDS])),
}  # fmt: skip
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])
_GROUP_ROWS = 50_000


class Writer(Protocol):
    """Writes lines of the answer."""

    def write(self, lines: pa.Table, /) -> None:
        """Write some."""
        ...


def check_suffix(path: Path) -> None:
    """Refuse a name whose suffix says no format that can be written.

    Raises:
        BulkError: It does not.
    """
    if path.suffix not in _WRITERS:
        raise BulkError(f"the answer can be {', '.join(_WRITERS)}", path=path)


@contextmanager
def open_writer(path: Path, suffix: str, schema: pa.Schema = SCHEMA) -> Iterator[Writer]:
    """Write an answer of the format that a suffix stands for."""
    with _WRITERS[suffix](path, schema) as writer:
        yield writer


class _Parquet:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = parquet.ParquetWriter(path, schema, compression="zstd")

    def __enter__(self) -> "_Parquet":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, lines: pa.Table) -> None:
        self._file.write_table(lines, row_group_size=_GROUP_ROWS)


class _Csv:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(schema.names)

    def __enter__(self) -> "_Csv":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, lines: pa.Table) -> None:
        columns = [column.to_pylist() for column in lines.columns]
        self._rows.writerows(map(_csv_row, zip(*columns, strict=True)))


def _csv_row(row: tuple[object, ...]) -> list[object]:
    return ["" if value is None else _csv_cell(value) for value in row]


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(f"{flag['sentence']} [{flag['source']}, {flag['date']}]" for flag in value)
    # A name that a spreadsheet would run as a formula is shown as text.
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


class _JsonLines:
    def __init__(self, path: Path, _: pa.Schema) -> None:
        self._file = path.open("wb")

    def __enter__(self) -> "_JsonLines":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, lines: pa.Table) -> None:
        for line in lines.to_pylist():
            known = {name: value for name, value in line.items() if value is not None}
            self._file.write(orjson.dumps(known, option=orjson.OPT_APPEND_NEWLINE))


_WRITERS: dict[str, type[_Parquet] | type[_Csv] | type[_JsonLines]] = {
    ".parquet": _Parquet,
    ".csv": _Csv,
    ".jsonl": _JsonLines,
}


class Summary:
    """Counts of an answer, gathered while its lines pass."""

    def __init__(self) -> None:
        self.rows = 0
        self.outcomes: Counter[str] = Counter()
        self.hits_by_role: Counter[str] = Counter()
        self.hits_by_dataset: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self._last_row = -1

    def add(self, lines: pa.Table) -> None:
        """Count lines; a party counts once, under its best hit."""
        names = ("row", "outcome", "rank", "role", "datasets", "reason")
        columns = [lines.column(name).to_pylist() for name in names]
        for row, outcome, rank, role, datasets, reason in zip(*columns, strict=True):
            if row != self._last_row:
                self.rows += 1
                self._last_row = row
            if rank is not None and rank > 1:
                continue
            self.outcomes[outcome] += 1
            if outcome == "hit":
                self.hits_by_role[role] += 1
                self.hits_by_dataset.update((datasets or "").split(SEPARATOR))
            elif outcome == "rejected":
                self.rejected[reason] += 1

    def document(self, made_by: Mapping[str, Any], *, parties: int) -> dict[str, Any]:
        """The counts, with what made the answer."""
        return {
            **made_by,
            "rows": self.rows,
            "distinct_parties": parties,
            "mentions": {outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            "hits_by_role": dict(self.hits_by_role.most_common()),
            "hits_by_dataset": dict(self.hits_by_dataset.most_common()),
            "rejected_by_reason": dict(self.rejected.most_common(20)),
        }


def answer_lines(
    batches: Iterable[pa.RecordBatch], made_by: Mapping[str, Any]
) -> Iterator[pa.Table]:
    """Lines of the answer, without routing evidence."""
    for batch in batches:
        yield _lines(pa.Table.from_batches([batch]), made_by)


def evened(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same lines in tables of one size, whatever the size of those that come."""
    pending: list[pa.Table] = []
    count = 0
    for lines in tables:
        pending.append(lines)
        count += len(lines)
        while count >= _GROUP_ROWS:
            table = pa.concat_tables(pending)
            yield table.slice(0, _GROUP_ROWS).combine_chunks()
            pending, count = [table.slice(_GROUP_ROWS)], count - _GROUP_ROWS
    if count:
        yield pa.concat_tables(pending).combine_chunks()


def _lines(found: pa.Table, made_by: Mapping[str, Any]) -> pa.Table:
    """What was joined, with the outcome and what made the answer."""
    keys = found.column("key").to_pylist()
    matches = found.column("match").to_pylist()
    outcome = [
        "rejected" if key is None else "clear" if match is None else "hit" if match else "near"
        for key, match in zip(keys, matches, strict=True)
    ]
    columns = {name: found.column(name) for name in COLUMNS if name in found.column_names}
    columns["outcome"] = pa.array(outcome, pa.string())
    for name in ("model", "snapshot", "threshold"):
        columns[name] = pa.array([made_by[name]] * len(found), SCHEMA.field(name).type)
    for name in ("routing", "routing_tiers", "routing_evidence"):
        columns[name] = pa.nulls(len(found), SCHEMA.field(name).type)
    return pa.Table.from_arrays(
        [columns[name].cast(SCHEMA.field(name).type) for name in COLUMNS], schema=SCHEMA
    )
