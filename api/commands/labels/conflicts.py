"""`tallyman labels conflicts`: pairs of which reviewers say opposite things."""

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import decision_json, decision_line, opened, pair_line
from api.commands.terminal import print_json
from models.labels.standing import in_conflict, standings


@click.command("conflicts")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, as_json: bool) -> None:
    """Show the pairs in conflict, and who said what. They teach nothing until resolved.

    Resolve them with `labels review --conflicts`, or one with `labels add --resolve`.
    """
    with opened(invocation) as store:
        standing = standings(store.decisions())
        found = {key: store.pair(key) for key in in_conflict(standing)}
    if as_json:
        print_json(
            {
                "conflicts": [
                    {"pair": key, "decisions": [decision_json(d) for d in standing[key].decisions]}
                    for key in found
                ]
            }
        )
        return
    for key, pair in found.items():
        click.echo(f"{key}  {pair_line(pair)}")
        for decision in standing[key].decisions:
            click.echo(f"    {decision_line(decision)}")
        click.echo("")
    click.echo(f"{len(found):,} pairs in conflict." if found else "No pair is in conflict.")
