"""`tallyman screen FILE --out FILE`: every party of a file of trade records against the lists."""

import time
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.pace import Pace, in_words
from api.commands.routing import routing_lines, routing_options
from api.commands.terminal import print_json
from api.commands.trade_file import FILE, reading_options, told, understood
from api.commands.trade_job import SHARE, make_job, working_options
from matcher.bulk.engine import Engine
from matcher.bulk.job import Job
from matcher.bulk.processes import Pool, ProcessEngine
from matcher.bulk.routing import Routing
from matcher.bulk.screen import EngineMaker, Steps, screen_file
from matcher.routing.register import read_register
from matcher.routing.rules import read_rules
from matcher.trade.shipments import open_shipments


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
    "--cutoff",
    type=SHARE,
    help="lowest score that is written [default: the threshold]",
)
@click.option("--routing/--no-routing", "with_routing", default=True, help="routing evidence")
@routing_options
@working_options
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
    with_routing: bool,
    rules_path: Path | None,
    register_path: Path | None,
    model: str,
    processes: int | None,
    restart: bool,
    as_json: bool,
) -> None:
    """Screen every party of the trade records in FILE; a line of the answer for each.

    FILE is CSV, Parquet, a workbook or JSON lines, .gz or not. Each row of it comes out: as a
    hit, as clear, or as rejected with the reason, with routing evidence beside it. A run that is stopped goes on when the same
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
    if not with_routing and (rules_path or register_path):
        raise click.UsageError("--no-routing asks no rules: leave --rules and --register out")
    routing = (
        Routing(
            rules=read_rules(rules_path),
            register=None if register_path is None else read_register(register_path),
        )
        if with_routing
        else None
    )
    job, least = make_job(
        invocation.settings().home,
        file,
        out,
        told=known,
        ignore_rest=ignore_rest,
        model=model,
        threshold=threshold,
        processes=processes,
        limit=limit,
        cutoff=cutoff,
        dataset=dataset,
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
        routing=routing,
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
    if summary["routing"] is not None:
        lines += routing_lines(summary["routing"])
    lines.append(f"  answer: {out}, from score {summary['threshold']:.3f}")
    return lines
