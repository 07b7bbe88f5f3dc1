"""`tallyman ingest SOURCE PATH`: take a published list in."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.lists.loss import refuse_loss
from matcher.lists.report import ReadReport
from matcher.lists.sources import SOURCES
from matcher.lists.store import ListStore

# What comes under these keys is whoever's choice, and may be something else each time.
_ANYTHING = frozenset({"ftm", "csv"})
_FEWEST_ENTRIES = 100  # of a short list a third is soon gone
_KEYS = [source.key for source in SOURCES]


def _date(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


@click.command("ingest")
@click.argument("source", type=click.Choice(_KEYS), metavar="SOURCE")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    metavar="YYYY-MM-DD",
    help="date of the list, where the file does not say it",
)
@click.option("--accept", is_flag=True, help="take a list even if it lost a third of its entries")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    source: str,
    path: Path,
    as_of: date | None,
    accept: bool,
    as_json: bool,
) -> None:
    """Read the list SOURCE from PATH whole and store it; a broken file changes nothing.

    SOURCE is a key such as us_ofac_sdn, un_sc or ftm; PATH a file, or the folder of OFAC's files.
    """
    store = ListStore(invocation.settings().home)
    check = None
    if not accept and source not in _ANYTHING:
        check = refuse_loss(store, source, path, fewest=_FEWEST_ENTRIES)
    manifest = store.ingest(source, path, as_of=as_of, check=check)
    if as_json:
        print_json(manifest)
        return
    click.echo("\n".join(report_lines(manifest.report)))
    for warning in manifest.report.warnings:
        click.echo(f"Warning: {warning}", err=True)


def report_lines(report: ReadReport) -> Iterator[str]:
    """What was read, so that it can be held against the publisher's counts."""
    dated = f"as of {report.as_of}" if report.as_of else "its date is not known (--as-of)"
    yield f"{report.source}: {report.entries:,} parties, {dated}"
    for what, counts in (
        ("parties", report.schemata),
        ("names", report.aliases),
        ("identifiers", report.identifiers),
        ("repeated, kept once", report.repeated),
        ("rows of no entry, left out", report.orphans),
        ("no parties, left out", report.skipped),
        ("countries not known, kept as text", report.unknown_countries),
    ):
        if counts:
            parts = ", ".join(f"{name} {count:,}" for name, count in counts.items())
            yield f"  {what}: {parts}"
    yield f"  addresses: {report.addresses:,}, and {report.country_only:,} that name a country only"
