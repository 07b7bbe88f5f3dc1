"""`tallyman build`: a snapshot from the ingested lists, published to running services."""

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json, progress_bar
from matcher.index.build import KEEP, build


@click.command("build")
@click.option(
    "--keep",
    default=KEEP,
    show_default=True,
    type=click.IntRange(min=0),
    help="snapshots that stay beside the new one, to roll back to and to rescreen since",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, keep: int, as_json: bool) -> None:
    """Build a snapshot from the ingested lists; running services take it up by themselves."""
    with progress_bar("Building") as progress:
        snapshot = build(invocation.settings().home, progress=progress, keep=keep)
    if as_json:
        print_json(
            {
                "snapshot": snapshot.id,
                "built_at": snapshot.built_at,
                "entities": snapshot.entity_count,
                "names": snapshot.name_count,
                "datasets": [summary.key for summary in snapshot.datasets],
            }
        )
        return
    click.echo(
        f"Snapshot {snapshot.id}: {snapshot.entity_count:,} parties, "
        f"{snapshot.name_count:,} names, {len(snapshot.datasets)} lists"
    )
