"""The files of a report for programs: all hits with their routing evidence, all flags, figures."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from matcher.reports.figures import Figures, HitRow, hit_rows
from matcher.routing.evidence import Judged
from matcher.routing.records import Flag
from matcher.routing.rules import Rules

HIT_COLUMNS = (
    "row", "shipment_id", "date", "origin", "destination", "hs_codes", "goods", "value",
    "currency", "role", "party", "score", "match_weight", "listed_id", "listed_name",
    "matched_name", "datasets", "topics", "rules", "tiers", "evidence",
)  # fmt: skip
FLAG_COLUMNS = (
    "row", "shipment_id", "rule", "sentence", "source", "source_date", "role", "party", "tier",
    "state", "row_has_hit",
)  # fmt: skip
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """Where they go: `hits.html` has `hits.hits.csv`, `hits.flags.csv` and `hits.json`."""

    page: Path

    @property
    def hits(self) -> Path:
        """Every hit, its shipment and the evidence beside it."""
        return self.page.with_suffix(".hits.csv")

    @property
    def flags(self) -> Path:
        """Every flag, of rows with hits and without."""
        return self.page.with_suffix(".flags.csv")

    @property
    def figures(self) -> Path:
        """The counts."""
        return self.page.with_suffix(".json")


class TableWriter:
    """Writes hits and flags while the rows pass."""

    def __init__(self, hits: TextIO, flags: TextIO) -> None:
        self._hits = csv.writer(hits, lineterminator="\n")
        self._flags = csv.writer(flags, lineterminator="\n")
        self._hits.writerow(HIT_COLUMNS)
        self._flags.writerow(FLAG_COLUMNS)

    def write(self, judged: Judged) -> None:
        """The lines of one row."""
        found = list(hit_rows(judged))
        self._hits.writerows(map(_cells, map(_hit_line, found)))
        for flag in judged.flags:
            line = _flag_line(flag, judged.shipment.shipment_id, has_hit=bool(found))
            self._flags.writerow(_cells(line))


@contextmanager
def open_tables(files: ReportFiles) -> Iterator[TableWriter]:
    """Write the two tables beside the page."""
    with (
        files.hits.open("w", encoding="utf-8", newline="") as hits,
        files.flags.open("w", encoding="utf-8", newline="") as flags,
    ):
        yield TableWriter(hits, flags)


def figures_document(figures: Figures, rules: Rules, unasked: dict[str, str]) -> dict[str, Any]:
    """The counts as JSON."""
    return {
        "rows": figures.rows,
        "parties": figures.parties,
        "outcomes": {"hit": figures.hits, "near": figures.near, "clear": figures.clear},
        "rejected": dict(figures.rejected.most_common()),
        "rows_with_hit": figures.rows_with_hit,
        "rows_with_routing_evidence": figures.rows_with_flag,
        "rows_with_both": figures.rows_with_both,
        "first_day": figures.first_day,
        "last_day": figures.last_day,
        "hits_by": {
            name: {label: count for label, count, _ in figure.bars(len(figure.counts))}
            for name, figure in figures.figures.items()
        },
        "rules": {
            name: {
                "source": rule.source,
                "date": rule.date,
                "not_asked_because": unasked.get(name),
                "rows": figures.rules[name].rows if name in figures.rules else 0,
                "rows_with_hit": figures.rules[name].rows_with_hit if name in figures.rules else 0,
            }
            for name, rule in rules.each().items()
        },
    }


def _hit_line(row: HitRow) -> tuple[object, ...]:
    shipment, hit = row.shipment, row.hit
    return (
        shipment.row,
        shipment.shipment_id,
        shipment.day,
        shipment.origin,
        shipment.destination,
        _SEPARATOR.join(shipment.hs_codes),
        shipment.goods,
        shipment.value,
        shipment.currency,
        row.party.role.value,
        row.party.name,
        hit.score,
        hit.match_weight,
        hit.listed_id,
        hit.listed_name,
        hit.matched_name,
        _SEPARATOR.join(hit.datasets),
        _SEPARATOR.join(hit.topics),
        _SEPARATOR.join(dict.fromkeys(flag.rule for flag in row.flags)),
        _SEPARATOR.join(sorted({flag.tier for flag in row.flags if flag.tier})),
        " ".join(flag.sentence for flag in row.flags),
    )


def _flag_line(flag: Flag, shipment_id: str | None, *, has_hit: bool) -> tuple[object, ...]:
    return (
        flag.row,
        shipment_id,
        flag.rule,
        flag.sentence,
        flag.source,
        flag.date,
        flag.role.value if flag.role else None,
        flag.party,
        flag.tier,
        flag.state,
        has_hit,
    )


def _cells(line: tuple[object, ...]) -> list[object]:
    return ["" if value is None else _cell(value) for value in line]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A name that a spreadsheet would run as a formula is shown as text.
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
