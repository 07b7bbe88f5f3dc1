"""`tallyman labels export`: the labels as a file that `train` and `score-pairs` read."""

from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import opened
from models.labels.standing import in_conflict
from models.labels.teaching import read_store, write_history, write_labels


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--history", is_flag=True, help="every decision ever made, one a row")
@pass_invocation
def command(invocation: Invocation, *, out: Path, history: bool) -> None:
    """Write the labels to OUT, a CSV, gzipped if its name ends in .gz.

    One row for each pair that is a match or none, with who decided it last, when and why; pairs
    in conflict and unsure ones are left out. With --history every decision, which `labels import`
    reads back into another store.
    """
    with opened(invocation) as store:
        labels = read_store(store)
    if history:
        click.echo(f"{write_history(labels, out):,} decisions: {out}")
        return
    rows = write_labels(labels, out)
    click.echo(f"{rows:,} labelled pairs: {out}")
    conflicts = len(in_conflict(labels.standing))
    unsure = len(labels.standing) - rows - conflicts
    click.echo(f"Left out: {conflicts:,} in conflict, {unsure:,} unsure.")
