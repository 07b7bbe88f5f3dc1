"""`tallyman rescreen`: parties against what changed in the lists since a snapshot."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import orjson

from api.commands.invocation import Invocation, pass_invocation
from api.commands.pace import Pace
from api.commands.terminal import print_json
from api.commands.trade_file import FILE, told
from matcher.alerts.listing import changed_since
from matcher.alerts.rescreen import Alert, rescreen
from matcher.alerts.store import AlertStore
from matcher.bulk.mentions import mentions_of
from matcher.bulk.parties import decode_query
from matcher.bulk.state import whole
from matcher.errors import SnapshotError
from matcher.index.publish import SNAPSHOT_ID
from matcher.index.snapshot import Snapshot, open_snapshot, snapshots_folder
from matcher.records import Query
from matcher.trade.shipments import open_shipments
from models.live import open_live_screener


@click.command("rescreen")
@click.argument("file", type=FILE, required=False)
@click.option("--parties", "stored", is_flag=True, help="the parties that --remember kept")
@click.option("--since", required=True, metavar="SNAPSHOT", help="id of a snapshot that is kept")
@click.option("--remember", is_flag=True, help="keep the parties of FILE, to screen them again")
@click.option("--out", type=FILE, help="write the alerts as JSON lines")
@click.option("--mapping", type=FILE, help="TOML or JSON that says what the columns hold")
@click.option(
    "--column", "columns", multiple=True, metavar="COLUMN=TARGET", help="what one column holds"
)
@click.option("--ignore-rest", is_flag=True, help="pass over columns that are half understood")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 500))
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    file: Path | None,
    stored: bool,
    since: str,
    remember: bool,
    out: Path | None,
    mapping: Path | None,
    columns: tuple[str, ...],
    ignore_rest: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Screen the parties of FILE, or those kept, only against what the lists added or changed.

    Alerts that were cleared stay away until the listing says something else.
    """
    if (file is None) is not stored:
        raise click.UsageError("say either FILE or --parties")
    home = invocation.settings().home
    store = AlertStore(home)
    screener = open_live_screener(home)
    changes = changed_since(_open(home, since), screener.snapshot)
    queries: dict[bytes, bytes] = {}
    if file is not None:
        with open_shipments(file, told(mapping, columns), ignore_rest=ignore_rest) as shipments:
            _, queries = mentions_of(shipments)
    parties: Iterable[tuple[str, Query]] = (
        _kept(store)
        if stored
        else ((key.hex(), decode_query(query)) for key, query in sorted(queries.items()))
    )
    if remember:
        click.echo(f"{store.remember(queries.values()):,} parties kept", err=True)
    pace = Pace("Screening", "parties")
    alerts = rescreen(screener, parties, changes, store.cleared(), limit=limit, screened=pace.show)
    added = sum(change == "added" for change in changes.values())
    click.echo(
        f"{added:,} listed parties added and {len(changes) - added:,} changed since {since}",
        err=True,
    )
    found = list(_written(alerts, out))
    pace.end()
    if as_json:
        print_json({"since": since, "snapshot": screener.snapshot.id, "alerts": found})
        return
    for one in found:
        click.echo(
            f"{one['score']:.4f}  {one['name']}  ->  {one['listed_name']} "
            f"({one['listed_id']}, {one['change']})  party {one['party']}"
        )
    click.echo(f"{len(found):,} alerts")


def _written(alerts: Iterator[Alert], out: Path | None) -> Iterator[dict[str, Any]]:
    """The alerts as JSON, written to a file as they come if there is to be one."""
    with ExitStack() as stack:
        stream = None
        if out is not None:
            stream = stack.enter_context(stack.enter_context(whole(out)).open("wb"))
        for alert in alerts:
            line = _alert_json(alert)
            if stream is not None:
                stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            yield line


def _alert_json(alert: Alert) -> dict[str, Any]:
    query, hit = alert.query, alert.hit
    return {
        "party": alert.party,
        "name": "; ".join(query.names or query.addresses),
        "countries": list(query.countries),
        "listed_id": hit.listed.id,
        "listed_name": hit.listed.caption,
        "datasets": list(hit.listed.datasets),
        "change": alert.change,
        "score": hit.score,
        "match_weight": hit.match_weight,
        "matched_name": hit.matched_name,
    }


def _open(home: Path, since: str) -> Snapshot:
    """The snapshot of an id; one that is not kept is refused with those that are."""
    folder = snapshots_folder(home)
    if not SNAPSHOT_ID.fullmatch(since) or not (folder / since).is_dir():
        kept = [path for path in folder.glob("*") if SNAPSHOT_ID.fullmatch(path.name)]
        names = ", ".join(path.name for path in sorted(kept, key=lambda path: path.stat().st_mtime))
        raise SnapshotError(f"is not kept; kept are: {names or 'none'}", path=folder / since)
    return open_snapshot(folder / since)


def _kept(store: AlertStore) -> Iterator[tuple[str, Query]]:
    parties = store.parties()
    first = next(parties, None)
    if first is None:
        raise click.ClickException("no parties are kept: `rescreen FILE --remember` keeps them")
    yield first
    yield from parties
