"""`tallyman score-pairs FILE`: the live model on a table of pairs, for measuring it."""

from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import progress_bar
from models.pairs import MASKABLE
from models.registry import live_model
from models.scoring import score_pairs


def _masks(_ctx: click.Context, _parameter: click.Parameter, text: str) -> frozenset[str]:
    masks = frozenset(filter(None, (part.strip() for part in text.split(","))))
    if unknown := sorted(masks - MASKABLE):
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(sorted(MASKABLE))}")
    return masks


@click.command("score-pairs")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV to write")
@click.option(
    "--mask",
    default="",
    callback=_masks,
    metavar="COLUMNS",
    help=f"columns to blank on both sides: {','.join(sorted(MASKABLE))}",
)
@pass_invocation
def command(invocation: Invocation, *, file: Path, out: Path, mask: frozenset[str]) -> None:
    """Score each pair of FILE, a CSV of left_name, right_name, left_country and so on.

    Adds score, match_weight and explanation to each row.
    """
    model = live_model(invocation.settings().home)
    with progress_bar("Scoring") as progress:
        rows = score_pairs(model, file, out, mask=mask, progress=progress)
    click.echo(f"{rows:,} pairs scored: {out}")
