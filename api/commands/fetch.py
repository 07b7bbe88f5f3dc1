"""`tallyman fetch [SOURCE...]`: take the lists from their publishers."""

import click

from api.commands.ingest import report_lines
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.lists.fetch import Fetched, Fetcher, Outcome
from matcher.lists.sources import SOURCES, get_source
from matcher.lists.store import ListStore

_KEYS = [source.key for source in SOURCES if source.downloads]


@click.command("fetch")
@click.argument("sources", nargs=-1, type=click.Choice(_KEYS), metavar="[SOURCE]...")
@click.option("--accept", is_flag=True, help="take a list even if it lost a third of itself")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation, *, sources: tuple[str, ...], accept: bool, as_json: bool
) -> None:
    """Take the lists SOURCE (all that have an address) from their publishers and store them.

    A list that has not changed is not sent again; one that cannot be had, or not be believed,
    leaves the last good one where it is.
    """
    home = invocation.settings().home
    fetcher = Fetcher(home=home)
    stored = {manifest.source: manifest for manifest in ListStore(home).current()}
    fetched = []
    for key in sources or _KEYS:
        one = fetcher.fetch(get_source(key), accept=accept)
        fetched.append(one)
        if not as_json:
            _show(one, is_stored=key in stored)
    if as_json:
        print_json({"lists": fetched})
    failed = [one for one in fetched if one.outcome is Outcome.FAILED]
    if failed and all(one.is_network for one in failed):
        raise click.ClickException("there is no network to the publishers; nothing is lost")
    if failed:
        raise click.ClickException(f"{len(failed)} of {len(fetched)} lists were not taken")


def _show(fetched: Fetched, *, is_stored: bool) -> None:
    """One list, as soon as it is done."""
    freshness = fetched.freshness
    if fetched.manifest is not None:
        click.echo("\n".join(report_lines(fetched.manifest.report)))
        for warning in fetched.manifest.report.warnings:
            click.echo(f"Warning: {warning}", err=True)
    elif fetched.outcome is Outcome.UNCHANGED:
        click.echo(f"{freshness.source}: has not changed since {freshness.changed_at}")
    else:
        kept = "the last good one keeps serving" if is_stored else "there is none to serve"
        click.echo(f"{freshness.source}: not taken, {kept}: {freshness.failure}", err=True)
