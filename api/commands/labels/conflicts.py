"""`tallyman labels conflicts`: what reviewers, or labels, say against one another."""

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import decision_json, decision_line, opened, pair_line
from api.commands.labels.sheet import plain
from api.commands.terminal import print_json
from models.labels.contradictions import contradictions
from models.labels.standing import in_conflict, standings


@click.command("conflicts")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, as_json: bool) -> None:
    """Show the pairs in conflict, and who said what. They teach nothing until resolved.

    Resolve them with `labels review --conflicts`, or one with `labels add --resolve`. Shown too is
    what cannot all be true: A is B, B is C, but A is not C. It teaches as it stands.
    """
    with opened(invocation) as store:
        pairs, standing = store.pairs(), standings(store.decisions())
    keys = in_conflict(standing)
    broken = list(contradictions(pairs, standing))
    if as_json:
        print_json(
            {
                "conflicts": [
                    {"pair": key, "decisions": [decision_json(d) for d in standing[key].decisions]}
                    for key in keys
                ],
                "contradictions": [
                    {"pair": one.pair, "chain": [record.name for record in one.chain]}
                    for one in broken
                ],
            }
        )
        return
    for key in keys:
        click.echo(f"{key}  {pair_line(pairs[key])}")
        for decision in standing[key].decisions:
            click.echo(f"    {decision_line(decision)}")
        click.echo("")
    for one in broken:
        click.echo(f"{one.pair}  {pair_line(pairs[one.pair])}")
        click.echo(f"    {decision_line(standing[one.pair].deciding)}")
        click.echo(f"    but by other labels  {'  =  '.join(plain(r.name) for r in one.chain)}")
        click.echo("")
    click.echo(f"In conflict: {len(keys):,}. Contradicted by other labels: {len(broken):,}.")
