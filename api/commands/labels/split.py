"""`tallyman labels split`: labels to train on and labels to measure with, by company."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import opened
from models.labels.splitting import split_by_cluster
from models.labels.teaching import read_store, write_rows


@click.command("split")
@click.option("--train", "train_out", required=True, type=click.Path(path_type=Path), help="CSV")
@click.option("--test", "test_out", required=True, type=click.Path(path_type=Path), help="CSV")
@click.option(
    "--share",
    default=0.2,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="of the companies that go to --test",
)
@click.option("--seed", default=1, show_default=True, help="another number is another split")
@pass_invocation
def command(
    invocation: Invocation, *, train_out: Path, test_out: Path, share: float, seed: int
) -> None:
    """Split the labels so that no company is in both files.

    A pair of two companies that fall to different sides is left out.
    """
    with opened(invocation) as store:
        labels = read_store(store)
    split = split_by_cluster(labels.rows(), share=share, seed=seed)
    for rows, out in ((split.train, train_out), (split.test, test_out)):
        write_rows(labels, rows, out)
        click.echo(f"{_counted(rows)}: {out}")
    click.echo(f"{split.between:,} pairs lie between the two and are in neither.")


def _counted(rows: Iterable[Mapping[str, str]]) -> str:
    labels = [row["label"] for row in rows]
    return f"{labels.count('1'):,} matches, {labels.count('0'):,} no matches"
