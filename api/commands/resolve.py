"""`tallyman resolve FILE --out FILE`: which parties of a trade file are one, and who is listed."""

import time
from pathlib import Path
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.pace import Pace, in_words
from api.commands.terminal import print_json
from api.commands.trade_file import FILE, reading_options, told, understood
from api.commands.trade_job import SHARE, make_job, working_options
from matcher.bulk.screen import Steps
from matcher.resolution.resolve import ENOUGH, cuts_path, resolve_file


@click.command("resolve")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="answer to write: .parquet, .csv or .jsonl")
@reading_options
@click.option(
    "--previous", type=FILE, help="a former answer, whose clusters keep their ids [default: --out]"
)
@click.option("--enough", type=SHARE, default=ENOUGH, show_default=True, help="score that links")
@working_options
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
    job, least = make_job(
        invocation.settings().home,
        file,
        out,
        told=told(
            mapping,
            columns,
            encoding=encoding,
            delimiter=delimiter,
            sheet=sheet,
            day_first=day_first,
        ),
        ignore_rest=ignore_rest,
        model=model,
        threshold=threshold,
        processes=processes,
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
