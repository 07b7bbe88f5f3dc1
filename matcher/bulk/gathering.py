"""What all rows of a file say together, for the rules of routing: asked of its mentions on disk.

DuckDB brings together what is alike, in bounded memory, so that Python folds each distinct name
and address once; only what a rule can flag is held. It says what `History.add` gathers row by row:
a test holds the two together.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from matcher.bulk.mentions import SEPARATOR
from matcher.bulk.state import State
from matcher.bulk.store import connected
from matcher.routing.folding import name_key
from matcher.routing.guidance import Guidance
from matcher.routing.history import OWN_ADDRESS, History, month_of, place_of
from matcher.routing.rules import Rules
from matcher.trade.records import Role

_BATCH_ROWS = 20_000
_TABLES = """
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


def gather_history(
    state: State, rules: Rules, guidance: Guidance, *, threads: int
) -> tuple[History, set[Role]]:
    """Gather a file.

    Args:
        state: Holds its mentions.
        rules: Those that are off are not gathered for.
        guidance: Codes of high priority.
        threads: Of DuckDB.

    Returns:
        What the rules ask of all rows together, and the roles that the file has.
    """
    files = sorted(str(path) for path in state.read.glob("??????.parquet"))
    history = History()
    with connected(state, threads) as database:
        database.read_parquet(files).create_view("mentions")
        database.execute(_TABLES)
        _days(database, history)
        _listed_codes(database, guidance.codes)
        _lanes(database, history)
        if rules.first_trade_after.on:
            _first_listed(database, history, rules)
        if rules.address_of_many.on:
            _companies(database, history, rules)
        if rules.routing_changed.on:
            _changed(database, history)
        found = database.execute("SELECT DISTINCT role FROM mentions WHERE key IS NOT NULL")
        return history, {Role(role) for (role,) in found.fetchall()}


def _days(database: duckdb.DuckDBPyConnection, history: History) -> None:
    first, last, has_codes, has_addresses = database.execute(
        "SELECT min(date), max(date), count(hs_codes) > 0, "
        "count(addresses) FILTER (WHERE key IS NOT NULL) > 0 FROM mentions"
    ).fetchall()[0]
    history.first_day = date.fromisoformat(first) if first else None
    history.last_day = date.fromisoformat(last) if last else None
    history.has_hs_codes = has_codes
    history.has_addresses = has_addresses


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
