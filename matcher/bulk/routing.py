"""Routing evidence beside the lines of an answer: gathered on disk, then judged row by row.

What only all rows together say (`matcher.routing.history`) is asked of the mentions that stand in
the state folder: DuckDB brings what is alike together, in bounded memory, so that Python folds
each distinct name and address once. Only what a rule can flag is held.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from matcher.bulk.answer import FLAG_FIELDS, SCHEMA
from matcher.bulk.job import Job
from matcher.bulk.mentions import SEPARATOR
from matcher.bulk.state import State
from matcher.bulk.store import connected
from matcher.index.snapshot import open_snapshot
from matcher.routing.answer import COLUMNS, shipments_of
from matcher.routing.evidence import Evidence, evidence_of
from matcher.routing.flags import Knowledge
from matcher.routing.folding import name_key
from matcher.routing.guidance import read_guidance
from matcher.routing.history import OWN_ADDRESS, History, month_of, place_of
from matcher.routing.listed_addresses import ListedAddresses, addresses_of
from matcher.routing.records import Flag
from matcher.routing.register import Register
from matcher.routing.rules import Rules
from matcher.trade.records import Role

_BATCH_ROWS = 20_000
_BROUGHT_TOGETHER = """
CREATE TABLE codes (hs_codes VARCHAR, hs6 VARCHAR);
CREATE TABLE bought (name VARCHAR, day VARCHAR);
CREATE TABLE located (place BIGINT, name VARCHAR);
"""
# Rows of one shipment, and only of shipments with several; the consignee is the row's first.
_WAYS = """
SELECT DISTINCT shipment_id, destination, consignee FROM (
  SELECT shipment_id, destination, arg_min(coalesce(names, addresses, ''), place)
    FILTER (WHERE role = 'consignee' AND key IS NOT NULL) AS consignee
  FROM mentions SEMI JOIN (
    SELECT shipment_id FROM mentions WHERE place = 0 AND shipment_id IS NOT NULL
    GROUP BY shipment_id HAVING count(*) > 1
  ) USING (shipment_id) GROUP BY row, shipment_id, destination
) ORDER BY shipment_id
"""


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
        self._evidence = _gathered(job, state, routing)
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


def _gathered(job: Job, state: State, routing: Routing) -> Evidence:
    rules = routing.rules
    guidance = read_guidance(rules.high_priority_code.codes, rules.jurisdiction.named)
    files = sorted(str(path) for path in state.read.glob("??????.parquet"))
    with connected(state, job.processes) as database:
        database.read_parquet(files).create_view("mentions")
        database.execute(_BROUGHT_TOGETHER)
        history = History()
        _days(database, history)
        _listed_codes(database, guidance.codes)
        _lanes(database, history)
        if rules.first_trade_after.on:
            _first_listed(database, history, rules)
        if rules.address_of_many.on:
            _companies(database, history, rules)
        if rules.routing_changed.on:
            _changed(database, history)
        roles = {
            Role(role)
            for (role,) in database.execute(
                "SELECT DISTINCT role FROM mentions WHERE key IS NOT NULL"
            ).fetchall()
        }
        history.has_addresses = bool(
            database.execute(
                "SELECT 1 FROM mentions WHERE key IS NOT NULL AND addresses IS NOT NULL LIMIT 1"
            ).fetchone()
        )
    known = Knowledge(
        rules=rules,
        guidance=guidance,
        history=history,
        register=routing.register,
        # Of the snapshot that is screened against, not of lists that are newer than it.
        listed_addresses=snapshot_addresses(job.snapshot)
        if history.has_addresses and rules.address_of_listed.on
        else ListedAddresses(),
    )
    return evidence_of(known, roles)


def snapshot_addresses(path: Path) -> ListedAddresses:
    """The addresses of a snapshot's listed parties, each under the id that a hit has."""
    snapshot = open_snapshot(path)
    return addresses_of(snapshot.listed(row) for row in range(snapshot.entity_count))


def _days(database: duckdb.DuckDBPyConnection, history: History) -> None:
    first, last, has_codes = database.execute(
        "SELECT min(date), max(date), count(hs_codes) > 0 FROM mentions WHERE place = 0"
    ).fetchall()[0]
    history.first_day = date.fromisoformat(first) if first else None
    history.last_day = date.fromisoformat(last) if last else None
    history.has_hs_codes = has_codes


def _listed_codes(database: duckdb.DuckDBPyConnection, codes: Iterable[str]) -> None:
    """Which cells hold a code of high priority: each code of six digits or more by its first six."""
    database.execute(
        "INSERT INTO codes SELECT DISTINCT hs_codes, code[:6] FROM ("
        "  SELECT hs_codes, unnest(string_split(hs_codes, $separator)) AS code"
        "  FROM (SELECT DISTINCT hs_codes FROM mentions WHERE hs_codes IS NOT NULL)"
        ") WHERE length(code) >= 6 AND code[:6] IN (SELECT unnest($codes))",
        {"separator": SEPARATOR, "codes": list(codes)},
    )


def _lanes(database: duckdb.DuckDBPyConnection, history: History) -> None:
    """Shipments of listed codes by destination and month."""
    found = database.execute(
        "SELECT hs6, destination, date[:7], count(*) FROM mentions JOIN codes USING (hs_codes) "
        "WHERE place = 0 AND date IS NOT NULL AND destination IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for hs6, destination, month, count in found:
        history.lanes[hs6, destination][month_of(date.fromisoformat(f"{month}-01"))] += count


def _first_listed(database: duckdb.DuckDBPyConnection, history: History, rules: Rules) -> None:
    """Who bought listed goods for the first time after the rule's day."""
    rule = rules.first_trade_after
    found = database.cursor().execute(
        "SELECT coalesce(names, addresses, ''), min(date) FROM mentions SEMI JOIN codes"
        " USING (hs_codes) WHERE key IS NOT NULL AND date IS NOT NULL AND role IN (SELECT unnest($roles))"
        " GROUP BY 1",
        {"roles": [role.value for role in rule.roles]},
    )
    while batch := found.fetchmany(_BATCH_ROWS):
        _insert(database, "bought", [(_key(name), day) for name, day in batch])
    late = database.execute(
        "SELECT name, min(day) FROM bought GROUP BY name HAVING min(day) >= $day",
        {"day": rule.first_from.isoformat()},
    )
    while batch := late.fetchmany(_BATCH_ROWS):
        history.first_listed.update((name, date.fromisoformat(day)) for name, day in batch)


def _companies(database: duckdb.DuckDBPyConnection, history: History, rules: Rules) -> None:
    """Addresses that as many companies give as the rule asks for."""
    found = database.cursor().execute(
        "SELECT DISTINCT names, addresses FROM mentions WHERE names IS NOT NULL"
        " AND addresses IS NOT NULL AND role IN (SELECT unnest($roles))",
        {"roles": [role.value for role in OWN_ADDRESS]},
    )
    while batch := found.fetchmany(_BATCH_ROWS):
        rows = []
        for names, addresses in batch:
            places = (place_of(address) for address in addresses.split(SEPARATOR))
            rows += [(place, _key(names)) for place in places if place is not None]
        _insert(database, "located", rows)
    shared = database.execute(
        "SELECT place, count(DISTINCT name) AS companies FROM located"
        " GROUP BY place HAVING companies >= $names",
        {"names": rules.address_of_many.names},
    )
    history.companies.update(shared.fetchall())


def _changed(database: duckdb.DuckDBPyConnection, history: History) -> None:
    """Shipments whose rows do not all say the same of where they go."""
    found = database.execute(_WAYS)
    first: tuple[str, tuple[str | None, str]] | None = None
    while batch := found.fetchmany(_BATCH_ROWS):
        for shipment_id, destination, consignee in batch:
            way = (destination, _key(consignee) if consignee else "")
            if first is None or first[0] != shipment_id:
                first = (shipment_id, way)
            elif first[1] != way:
                history.changed.add(shipment_id)


def _key(names: str) -> str:
    """The first of some names, folded; in the cells of mentions several stand in one."""
    return name_key(names.split(SEPARATOR, 1)[0])


def _insert(
    database: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    if rows:
        columns = [pa.array(column) for column in zip(*rows, strict=True)]
        batch = pa.table(columns, names=[f"c{number}" for number in range(len(columns))])
        database.register("batch", batch)
        database.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608
        database.unregister("batch")
