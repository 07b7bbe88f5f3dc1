"""`tallyman screen FILE --out FILE`: every party of a file of trade records against the lists."""

import os
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.pace import Pace, in_words
from api.commands.terminal import print_json
from api.commands.trade_file import FILE, reading_options, told, understood
from matcher.bulk.engine import Engine
from matcher.bulk.job import Job
from matcher.bulk.processes import Pool, ProcessEngine
from matcher.bulk.screen import EngineMaker, Steps, screen_file
from matcher.errors import NoSnapshot
from matcher.index.snapshot import current_snapshot_id, snapshots_folder
from matcher.records import Filters
from matcher.scoring.model import load_model
from matcher.trade.shipments import open_shipments
from models.registry import find_entry


def _spark(job: Job, pool: Pool) -> Engine:
    """Spark's engine; loaded when it is asked for, as it needs an extra of its own."""
    try:
        module = import_module("matcher.bulk.spark")
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"--engine spark needs {error.name}: install tallyman[spark]"
        ) from error
    engine: Engine = module.SparkEngine(job, pool)
    return engine


ENGINES: dict[str, EngineMaker] = {"duckdb": ProcessEngine, "spark": _spark}


@click.command("screen")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, help="answer to write: .parquet, .csv or .jsonl")
@click.option(
    "--engine",
    type=click.Choice([*ENGINES]),
    default="duckdb",
    show_default=True,
    help="this machine, or Spark: docs/cluster.md",
)
@reading_options
@click.option(
    "--columns", "only_columns", is_flag=True, help="show what the columns hold, and stop"
)
@click.option("--dataset", help="screen against this list [default: all]")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 500))
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    help="score from which a hit is a match [default: the model's own]",
)
@click.option(
    "--cutoff",
    type=click.FloatRange(0.0, 1.0),
    help="lowest score that is written [default: the threshold]",
)
@click.option("--model", default="live", show_default=True, help="id of the model to screen with")
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
    out: Path | None,
    engine: str,
    mapping: Path | None,
    columns: tuple[str, ...],
    ignore_rest: bool,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    day_first: bool | None,
    only_columns: bool,
    dataset: str | None,
    limit: int,
    threshold: float | None,
    cutoff: float | None,
    model: str,
    processes: int | None,
    restart: bool,
    as_json: bool,
) -> None:
    """Screen every party of the trade records in FILE; a line of the answer for each.

    FILE is CSV, Parquet, a workbook or JSON lines, .gz or not. Each row of it comes out: as a
    hit, as clear, or as rejected with the reason. A run that is stopped goes on when the same
    command is given again.
    """
    known = told(
        mapping, columns, encoding=encoding, delimiter=delimiter, sheet=sheet, day_first=day_first
    )
    if only_columns:
        with open_shipments(file, known, ignore_rest=ignore_rest) as shipments:
            click.echo("\n".join(understood(shipments)))
        return
    if out is None:
        raise click.UsageError("say where the answer goes: --out FILE")
    home = invocation.settings().home
    snapshot = current_snapshot_id(home)
    if snapshot is None:
        raise NoSnapshot(f"nothing is built in {home}")
    model_path = find_entry(home, model).path
    least = load_model(model_path).threshold if threshold is None else threshold
    job = Job(
        file=file,
        out=out,
        told=known,
        ignore_rest=ignore_rest,
        snapshot=snapshots_folder(home) / snapshot,
        model=model_path,
        filters=Filters(limit=limit, threshold=least, cutoff=least if cutoff is None else cutoff),
        dataset=dataset,
        processes=processes or os.cpu_count() or 1,
    )
    started = time.monotonic()
    reading, screening = Pace("Reading", "rows"), Pace("Screening", "parties")
    summary = screen_file(
        job,
        threshold=least,
        steps=Steps(
            opened=lambda found: click.echo("\n".join(understood(found)), err=True),
            read=reading.show,
            screened=lambda done, total, before: _then(reading, screening, done, total, before),
        ),
        restart=restart,
        make_engine=ENGINES[engine],
    )
    screening.end()
    seconds = time.monotonic() - started
    if as_json:
        print_json({**summary, "seconds": round(seconds, 1)})
        return
    click.echo("\n".join(_report(summary, out, seconds)))


def _then(first: Pace, second: Pace, done: int, total: int, before: int) -> None:
    first.end()
    second.show(done, total, before)


def _report(summary: dict[str, Any], out: Path, seconds: float) -> list[str]:
    mentions = summary["mentions"]
    count = sum(mentions.values())
    parts = ", ".join(f"{number:,} {outcome}" for outcome, number in mentions.items() if number)
    lines = [
        f"{summary['rows']:,} rows, {count:,} mentions of {summary['distinct_parties']:,} distinct "
        f"parties: {parts}; {in_words(seconds)}",
    ]
    for title, key in (
        ("hits by role", "hits_by_role"),
        ("hits by list", "hits_by_dataset"),
        ("rejected", "rejected_by_reason"),
    ):
        if summary[key]:
            found = ", ".join(f"{name} {number:,}" for name, number in summary[key].items())
            lines.append(f"  {title}: {found}")
    lines.append(f"  answer: {out}, from score {summary['threshold']:.3f}")
    return lines
