"""`tallyman report ANSWER --out report.html`: what a screening found, for people and programs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from api.commands.invocation import Invocation, pass_invocation
from api.commands.routing import routing_options
from api.commands.terminal import print_json, progress_bar
from api.report_page import MadeBy, report_page
from matcher.bulk.routing import snapshot_addresses
from matcher.errors import RoutingError
from matcher.index.snapshot import snapshots_folder
from matcher.lists.store import ListStore
from matcher.records import Listed
from matcher.reports.figures import Figures
from matcher.reports.files import ReportFiles, figures_document, open_tables
from matcher.routing.answer import made_by, read_answer
from matcher.routing.evidence import gather
from matcher.routing.listed_addresses import ListedAddresses, addresses_of
from matcher.routing.register import read_register
from matcher.routing.rules import read_rules

_FILE = click.Path(path_type=Path)


@click.command("report")
@click.argument("answer", type=_FILE)
@click.option("--out", type=_FILE, required=True, help="page to write, .html; files beside it")
@routing_options
@click.option(
    "--rows",
    "most_rows",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help="rows that the page shows behind a figure",
)
@click.option("--json", "as_json", is_flag=True, help="print the figures for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    answer: Path,
    out: Path,
    rules_path: Path | None,
    register_path: Path | None,
    most_rows: int,
    as_json: bool,
) -> None:
    """Write what a screening found, with the routing evidence beside each hit.

    ANSWER is what `tallyman screen` wrote. The page needs no network; beside it come all hits and
    all flags as CSV, and the figures as JSON.
    """
    if out.suffix != ".html":
        raise RoutingError("the page is .html", path=out)
    rules = read_rules(rules_path)
    model, snapshot, threshold = made_by(answer)
    register = None if register_path is None else read_register(register_path)
    with progress_bar("Gathering") as progress:
        evidence = gather(
            read_answer(answer),
            rules,
            register=register,
            listed_addresses=_addresses(invocation.settings().home, snapshot),
            gathered=progress,
        )
    figures = Figures(most_rows=most_rows)
    files = ReportFiles(page=out)
    with open_tables(files) as tables, progress_bar("Judging") as progress:
        for judged in evidence.judge(read_answer(answer)):
            figures.add(judged)
            tables.write(judged)
            progress(figures.rows)
    document = figures_document(figures, rules, evidence.unasked)
    head = MadeBy(
        answer=answer.name,
        model=model,
        snapshot=snapshot,
        threshold=threshold,
        written=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    )
    beside = [files.hits.name, files.flags.name, files.figures.name]
    files.figures.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    out.write_text(
        report_page(figures, rules, evidence.unasked, head, files=beside), encoding="utf-8"
    )
    if as_json:
        print_json(document)
    else:
        click.echo("\n".join(_lines(figures, evidence.unasked, [out.name, *beside])))


def _addresses(home: Path, snapshot: str) -> ListedAddresses | None:
    """Those that `screen` asked, of the snapshot; where it is gone, those of the lists.

    Returns:
        None if there are neither.
    """
    stored = snapshots_folder(home) / snapshot
    if snapshot and stored.is_dir():
        return snapshot_addresses(stored)

    def entries() -> Iterator[Listed]:
        for manifest in current:
            yield from store.entries(manifest)

    store = ListStore(home)
    current = store.current()
    return addresses_of(entries()) if current else None


def _lines(figures: Figures, unasked: dict[str, str], written: list[str]) -> Iterator[str]:
    yield (
        f"{figures.rows:,} rows, {figures.parties:,} parties: {figures.hits:,} hits,"
        f" {figures.near:,} near, {figures.clear:,} clear,"
        f" {figures.rejected.total():,} not screened"
    )
    yield (
        f"routing evidence on {figures.rows_with_flag:,} rows,"
        f" {figures.rows_with_both:,} of them with a hit"
    )
    for name, found in sorted(figures.rules.items(), key=lambda item: -item[1].rows):
        yield f"  {name}: {found.rows:,} rows"
    for name, reason in unasked.items():
        yield f"  {name}: not asked, {reason}"
    yield f"wrote {', '.join(written)}"
