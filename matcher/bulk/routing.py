"""Routing evidence beside the lines of an answer: gathered on disk, then judged row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from matcher.bulk.answer import FLAG_FIELDS, SCHEMA
from matcher.bulk.gathering import gather_history
from matcher.bulk.job import Job
from matcher.bulk.mentions import SEPARATOR
from matcher.bulk.state import State
from matcher.index.snapshot import open_snapshot
from matcher.routing.answer import COLUMNS, shipments_of
from matcher.routing.evidence import Evidence, evidence_of
from matcher.routing.flags import Knowledge
from matcher.routing.guidance import read_guidance
from matcher.routing.listed_addresses import ListedAddresses, addresses_of
from matcher.routing.records import Flag
from matcher.routing.register import Register
from matcher.routing.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Which routing evidence is looked for.

    Args:
        rules: With a switch for each.
        register: Foundation, business and owners of companies; None if not known.
    """

    rules: Rules
    register: Register | None = None


class RoutingJudge:
    """Fills the routing columns of an answer while its lines pass, and counts.

    Args:
        job: Of the answer.
        state: Holds the mentions.
        routing: What is looked for.
    """

    def __init__(self, job: Job, state: State, routing: Routing) -> None:
        self._out = job.out
        self._rules = routing.rules
        self._evidence = _evidence(job, state, routing)
        self._rows = 0
        self._rows_by_rule: Counter[str] = Counter()

    def beside(self, tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """The lines with the evidence of their rows; all lines of a row get the same."""
        if self._evidence.is_mute:
            yield from tables
            return
        rest: pa.Table | None = None
        for table in tables:
            whole = table if rest is None else pa.concat_tables([rest, table])
            # The lines of the last row may go on in the next table.
            rows = whole.column("row").to_pylist()
            cut = rows.index(rows[-1]) if rows else 0
            if cut:
                yield self._filled(whole.slice(0, cut))
            rest = whole.slice(cut)
        if rest is not None and len(rest):
            yield self._filled(rest)

    def document(self) -> dict[str, Any]:
        """The counts, with each rule's source, its date, and why it was not asked."""
        return {
            "rows": self._rows,
            "rules": {
                name: {
                    "source": rule.source,
                    "date": rule.date,
                    "not_asked_because": self._evidence.unasked.get(name),
                    "rows": self._rows_by_rule[name],
                }
                for name, rule in self._rules.each().items()
            },
        }

    def _filled(self, lines: pa.Table) -> pa.Table:
        numbered = enumerate(lines.select(COLUMNS).to_pylist(), start=1)
        found: dict[int, tuple[Flag, ...]] = {}
        for judged in self._evidence.judge(shipments_of(numbered, self._out)):
            if judged.flags:
                found[judged.shipment.row] = judged.flags
                self._rows += 1
                self._rows_by_rule.update({flag.rule for flag in judged.flags})
        if not found:
            return lines
        cells = {row: _cells(flags) for row, flags in found.items()}
        nothing = (None, None, None)
        by_line = [cells.get(row, nothing) for row in lines.column("row").to_pylist()]
        for name, column in zip(
            ("routing", "routing_tiers", "routing_evidence"),
            zip(*by_line, strict=True),
            strict=True,
        ):
            place = SCHEMA.get_field_index(name)
            lines = lines.set_column(
                place, SCHEMA.field(place), pa.array(column, SCHEMA.field(place).type)
            )
        return lines


def _cells(flags: Sequence[Flag]) -> tuple[str, str | None, list[dict[str, str | None]]]:
    """Rules, tiers, and each flag as data."""
    return (
        SEPARATOR.join(dict.fromkeys(flag.rule for flag in flags)),
        SEPARATOR.join(sorted({flag.tier for flag in flags if flag.tier})) or None,
        [
            dict(
                zip(
                    FLAG_FIELDS,
                    (
                        flag.rule,
                        flag.sentence,
                        flag.source,
                        flag.date.isoformat(),
                        flag.role.value if flag.role else None,
                        flag.party or None,
                        flag.tier,
                        flag.state,
                    ),
                    strict=True,
                )
            )
            for flag in flags
        ],
    )


def _evidence(job: Job, state: State, routing: Routing) -> Evidence:
    rules = routing.rules
    guidance = read_guidance(rules.high_priority_code.codes, rules.jurisdiction.named)
    history, roles = gather_history(state, rules, guidance, threads=job.processes)
    # Of the snapshot that is screened against, not of lists that are newer than it.
    needs_addresses = history.has_addresses and rules.address_of_listed.on
    addresses = snapshot_addresses(job.snapshot) if needs_addresses else ListedAddresses()
    known = Knowledge(
        rules=rules,
        guidance=guidance,
        history=history,
        register=routing.register,
        listed_addresses=addresses,
    )
    return evidence_of(known, roles)


def snapshot_addresses(path: Path) -> ListedAddresses:
    """The addresses of a snapshot's listed parties, each under the id that a hit has."""
    snapshot = open_snapshot(path)
    return addresses_of(snapshot.listed(row) for row in range(snapshot.entity_count))
