"""`tallyman lists`: which lists are stored, of which day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import click

from api.catalog import age_days
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.lists.sources import get_source
from matcher.lists.store import ListStore, Manifest


@click.command("lists")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, as_json: bool) -> None:
    """Show the stored lists: parties, names, date and age."""
    today = datetime.now(UTC).date()
    stored = ListStore(invocation.settings().home).current()
    rows = [list_json(manifest, today) for manifest in stored]
    if as_json:
        print_json({"lists": rows})
    elif rows:
        click.echo("\n".join(table(rows)))
    else:
        click.echo("No list is stored. Take one in with: tallyman ingest SOURCE PATH")


def list_json(manifest: Manifest, today: date) -> dict[str, Any]:
    """One stored list, its age counted to a day."""
    source = get_source(manifest.source)
    as_of = manifest.as_of.isoformat() if manifest.as_of else None
    return {
        "name": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "entities": manifest.report.entries,
        "names": sum(manifest.report.aliases.values()),
        "as_of": as_of,
        "age_days": age_days(as_of, today),
        "sha256": manifest.sha256,
        "ingested_at": manifest.ingested_at,
        "files": manifest.report.files,
    }


def table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The lists as aligned lines."""
    width = max(len(row["name"]) for row in rows)
    yield f"{'LIST':<{width}}  {'PARTIES':>9}  {'NAMES':>9}  {'AS OF':<10}  {'AGE':>9}  PUBLISHER"
    for row in rows:
        age = "not known" if row["age_days"] is None else f"{row['age_days']} days"
        yield (
            f"{row['name']:<{width}}  {row['entities']:>9,}  {row['names']:>9,}  "
            f"{row['as_of'] or '-':<10}  {age:>9}  {row['publisher']}"
        )
