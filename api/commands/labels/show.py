"""`tallyman labels show PAIR`: both records, and everything that was said of them."""

from shutil import get_terminal_size

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import decision_json, decision_line, opened
from api.commands.labels.sheet import side_by_side
from api.commands.terminal import print_json
from models.labels.records import RECORD_CELLS
from models.labels.standing import standings


@click.command("show")
@click.argument("key", metavar="PAIR")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, key: str, as_json: bool) -> None:
    """Show the records of PAIR, and who said what of them, when and why."""
    with opened(invocation) as store:
        pair = store.pair(key)
        decisions = store.decisions(key)
    standing = standings(decisions).get(key)
    verdict = None if standing is None or standing.verdict is None else standing.verdict.value
    if as_json:
        print_json(
            {
                "pair": key,
                "left": {cell: getattr(pair.left, cell) for cell in RECORD_CELLS},
                "right": {cell: getattr(pair.right, cell) for cell in RECORD_CELLS},
                "verdict": verdict,
                "conflict": standing is not None and standing.is_conflict,
                "decisions": [decision_json(one) for one in decisions],
            }
        )
        return
    rows = [(cell, getattr(pair.left, cell), getattr(pair.right, cell)) for cell in RECORD_CELLS]
    for line in side_by_side(rows, get_terminal_size().columns):
        click.echo(line)
    click.echo("")
    for one in decisions:
        click.echo(decision_line(one))
    if standing is None:
        click.echo("Nobody has decided yet.")
    else:
        click.echo(f"It counts as {verdict or 'nothing: it is in conflict'}.")
