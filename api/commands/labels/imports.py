"""`tallyman labels import`: labelled pairs from a file, all of them or none."""

from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import opened
from api.commands.terminal import print_json, progress_bar
from models.labels.reading import Defaults, read_label_file
from models.labels.records import USES, now

_SUFFIXES = (".gz", ".csv", ".parquet")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reviewer", help="who decided, for rows that do not say [default: the file's name]")
@click.option(
    "--use",
    type=click.Choice(USES),
    default="train",
    show_default=True,
    help="for rows that do not say: may they shape a model, or only measure one?",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation, *, file: Path, reviewer: str | None, use: str, as_json: bool
) -> None:
    """Add the labelled pairs of FILE: CSV or Parquet, with label, left_name and right_name.

    A row's label is 1 (one company), 0 (two) or unsure; rows without one are passed over. The
    same file again adds nothing.
    """
    defaults = Defaults(reviewer=reviewer or _stem(file), use=use, at=now())
    with progress_bar("Reading") as progress:
        found = read_label_file(file, defaults, progress=progress)
    with opened(invocation) as store:
        added = store.add(found.entries)
    rows = len(found.entries)
    if as_json:
        print_json(
            {
                "rows": rows,
                "new_pairs": added.pairs,
                "new_decisions": added.decisions,
                "unlabelled": len(found.unlabelled),
                "columns_not_kept": found.not_kept,
            }
        )
        return
    click.echo(f"{rows:,} labels: {added.pairs:,} new pairs, {added.decisions:,} new decisions.")
    if found.unlabelled:
        click.echo(f"{len(found.unlabelled):,} rows have no label yet and were passed over.")
    if found.not_kept:
        click.echo(f"Columns that were not kept: {', '.join(found.not_kept)}.")


def _stem(file: Path) -> str:
    name = file.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return name
