"""`tallyman resolve FILE --out FILE`: which parties of a trade file are one, and who is listed."""

import os
import time
from pathlib import Path
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.pace import Pace, in_words
from api.commands.terminal import print_json
from api.commands.trade_file import FILE, reading_options, told, understood
from matcher.bulk.job import Job
from matcher.bulk.screen import Steps
from matcher.errors import NoSnapshot
from matcher.index.snapshot import current_snapshot_id, snapshots_folder
from matcher.records import Filters
from matcher.resolution.resolve import ENOUGH, cuts_path, resolve_file
from matcher.scoring.model import load_model
from models.registry import find_entry

_SHARE = click.FloatRange(0.0, 1.0)


@click.command("resolve")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="answer to write: .parquet, .csv or .jsonl")
@reading_options
@click.option(
    "--previous", type=FILE, help="a former answer, whose clusters keep their ids [default: --out]"
)
@click.option("--enough", type=_SHARE, default=ENOUGH, show_default=True, help="score that links")
@click.option(
    "--threshold", type=_SHARE, help="score from which a hit is a match [default: the model's own]"
)
@click.option("--model", default="live", show_default=True, help="id of the model")
@click.option(
    "--processes", type=click.IntRange(1), help="that work at a time [default: one a core]"
)
@click.option("--restart", is_flag=True, help="throw away what an earlier run has done")
@click.option("--json", "as_json", is_flag=True, help="print the summary for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    file: Path,
    out: Path,
    previous: Path | None,
    enough: float,
    threshold: float | None,
    model: str,
    processes: int | None,
    restart: bool,
    as_json: bool,
    mapping: Path | None,
    columns: tuple[str, ...],
    ignore_rest: bool,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    day_first: bool | None,
) -> None:
    """Link the parties of the trade records in FILE to one another, and screen them.

    A hit on one spelling flags the others. Give the same command again when the file has
    grown: clusters keep their ids.
    """
    home = invocation.settings().home
    snapshot = current_snapshot_id(home)
    if snapshot is None:
        raise NoSnapshot(f"nothing is built in {home}")
    model_path = find_entry(home, model).path
    least = load_model(model_path).threshold if threshold is None else threshold
    job = Job(
        file=file,
        out=out,
        told=told(
            mapping,
            columns,
            encoding=encoding,
            delimiter=delimiter,
            sheet=sheet,
            day_first=day_first,
        ),
        ignore_rest=ignore_rest,
        snapshot=snapshots_folder(home) / snapshot,
        model=model_path,
        filters=Filters(limit=1, threshold=least, cutoff=least),
        dataset=None,
        processes=processes or os.cpu_count() or 1,
    )
    started = time.monotonic()
    rows, parties = Pace("Reading", "rows"), Pace("Screening", "parties")
    pairs = Pace("Comparing", "pairs")
    summary = resolve_file(
        job,
        threshold=least,
        enough=enough,
        previous=previous or (out if out.exists() else None),
        steps=Steps(
            opened=lambda found: click.echo("\n".join(understood(found)), err=True),
            read=rows.show,
            screened=parties.show,
        ),
        compared=pairs.show,
        restart=restart,
    )
    seconds = time.monotonic() - started
    if as_json:
        print_json({**summary, "seconds": round(seconds, 1)})
        return
    click.echo("\n".join(_report(summary, out, seconds)))


def _report(summary: dict[str, Any], out: Path, seconds: float) -> list[str]:
    mentions = summary["mentions"]
    return [
        f"{summary['distinct_parties']:,} distinct parties, {summary['clusters']:,} companies; "
        f"{summary['clusters_of_several']:,} of them written in several ways, one in "
        f"{summary['largest']:,}; {in_words(seconds)}",
        f"  mentions: {mentions['hit']:,} hit, {mentions['through']:,} flagged through another "
        f"spelling, {mentions['clear']:,} clear, {mentions['rejected']:,} rejected",
        f"  {summary['cuts']:,} links not followed: {cuts_path(out)}",
        f"  answer: {out}",
    ]
