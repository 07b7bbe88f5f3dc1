"""`tallyman lists`: which lists are stored, of which day; and which old readings may go."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from api.catalog import age_days
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.errors import SnapshotError
from matcher.index.snapshot import snapshots_folder
from matcher.lists.retention import KEEP_DAYS, KEEP_READINGS, Verdict, remove, verdicts
from matcher.lists.sources import get_source
from matcher.lists.store import ListStore, Manifest


@click.command("lists")
@click.option("--prune", is_flag=True, help="remove old readings that nothing needs")
@click.option("--dry-run", is_flag=True, help="with --prune: say what would go, and remove nothing")
@click.option(
    "--keep-days",
    default=KEEP_DAYS,
    show_default=True,
    type=click.IntRange(0),
    help="with --prune: days that a reading stays after it last served",
)
@click.option(
    "--keep",
    default=KEEP_READINGS,
    show_default=True,
    type=click.IntRange(KEEP_READINGS),
    help="with --prune: newest readings of a list that stay however old they are",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    prune: bool,
    dry_run: bool,
    keep_days: int,
    keep: int,
    as_json: bool,
) -> None:
    """Show the stored lists: parties, names, date and age.

    With --prune: remove readings that no longer serve, that no snapshot is made of, and that are
    older than the law asks for (31 CFR 501.601: ten years). Nothing is ever removed without it.
    """
    home = invocation.settings().home
    if prune:
        _prune(home, dry_run=dry_run, keep_days=keep_days, keep=keep, as_json=as_json)
        return
    if dry_run:
        raise click.UsageError("--dry-run says what --prune would remove")
    today = datetime.now(UTC).date()
    stored = ListStore(home).current()
    rows = [list_json(manifest, today) for manifest in stored]
    if as_json:
        print_json({"lists": rows})
    elif rows:
        click.echo("\n".join(table(rows)))
    else:
        click.echo("No list is stored. Take one in with: tallyman ingest SOURCE PATH")


def _prune(home: Path, *, dry_run: bool, keep_days: int, keep: int, as_json: bool) -> None:
    found = verdicts(
        ListStore(home), snapshots=_in_snapshots(home), keep_days=keep_days, keep_readings=keep
    )
    gone = [one.reading for one in found if one.kept_because is None] if dry_run else remove(found)
    if as_json:
        print_json({"dry_run": dry_run, "readings": [_verdict_json(verdict) for verdict in found]})
        return
    for verdict in found:
        manifest = verdict.reading.manifest
        done = "would go" if dry_run else "gone"
        click.echo(
            f"{manifest.source}  {verdict.reading.folder.name}  read {manifest.ingested_at[:10]}: "
            + (f"kept, {verdict.kept_because}" if verdict.kept_because else done)
        )
    size = sum(reading.bytes for reading in gone)
    click.echo(
        f"{len(gone):,} of {len(found):,} readings {'would go' if dry_run else 'are gone'}, "
        f"{size / 1e6:,.1f} MB"
    )


def _in_snapshots(home: Path) -> frozenset[str]:
    """Digests of the readings that the snapshots are made of; also of those of older versions.

    Raises:
        SnapshotError: One does not say, so that nothing may be removed.
    """
    digests: set[str] = set()
    for path in snapshots_folder(home).glob("[!.]*/datasets.json"):
        try:
            digests.update(summary["sha256"] for summary in orjson.loads(path.read_bytes()))
        except (OSError, KeyError, TypeError, orjson.JSONDecodeError) as error:
            raise SnapshotError(f"does not say what it is made of: {error}", path=path) from error
    return frozenset(digests)


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    reading = verdict.reading
    return {
        "source": reading.manifest.source,
        "reading": reading.folder.name,
        "sha256": reading.manifest.sha256,
        "ingested_at": reading.manifest.ingested_at,
        "served_until": reading.served_until,
        "bytes": reading.bytes,
        "kept_because": verdict.kept_because,
    }


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
