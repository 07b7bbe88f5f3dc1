"""`tallyman models`: what models there are, which one answers, and how it came to that."""

from typing import Any

import click

from api.commands.account import by_option
from api.commands.compare_models import compare
from api.commands.invocation import Invocation, pass_invocation
from api.commands.promote_model import promote
from api.commands.terminal import print_json
from matcher.errors import ModelError
from models.comparing import figures_of
from models.history import TRAIN, Event, read_history
from models.papers import fault_of, read_papers
from models.promotion import readable_live_id, roll_back
from models.registry import Entry, entries, find_entry

_MAIN_FIGURES = (
    "by_name.cross_list.auc",
    "by_name.cross_list.recall_at_1",
    "by_name.pooled.recall_at_1",
)


@click.group("models")
def command() -> None:
    """List, show, compare and promote models, and go back.

    MODEL is an id or how it begins, `live`, or `shipped`.
    """


command.add_command(compare)
command.add_command(promote)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def list_models(invocation: Invocation, *, as_json: bool) -> None:
    """Show the models that there are; * marks the one that answers."""
    home = invocation.settings().home
    live = readable_live_id(home)
    trained = {event.model: event for event in read_history(home) if event.action == TRAIN}
    rows = [_row(entry, live, trained.get(entry.id)) for entry in entries(home)]
    if as_json:
        print_json({"live": live, "models": rows})
        return
    for row in rows:
        _print_row(row)
    if live not in [row["id"] for row in rows]:
        click.echo(f"The live model is {live or 'not named'}, which is not there.", err=True)


def _row(entry: Entry, live: str | None, trained: Event | None) -> dict[str, Any]:
    fault, report, threshold = fault_of(entry.path), None, None
    try:
        papers = read_papers(entry.path)
    except ModelError as error:
        fault = fault or error.message
    else:
        report, threshold = papers.report, papers.threshold
    return {
        "id": entry.id,
        "live": entry.id == live,
        "shipped": entry.shipped,
        "path": str(entry.path),
        "trained_at": trained.at if trained else None,
        "trained_by": trained.by if trained else None,
        "fault": fault,
        "threshold": threshold,
        "figures": figures_of(report or {}),
    }


def _print_row(row: dict[str, Any]) -> None:
    whence = row["trained_at"] or ("ships with Tallyman" if row["shipped"] else "trained elsewhere")
    mark = "*" if row["live"] else " "
    if row["fault"]:
        click.echo(f"{mark} {row['id']}  {whence:25}  cannot be used: {row['fault']}")
        return
    auc, recall, pooled = (
        "  -  " if value is None else f"{value:.3f}"
        for value in map(row["figures"].get, _MAIN_FIGURES)
    )
    click.echo(
        f"{mark} {row['id']}  {whence:25}  threshold {row['threshold']:.4f}   across lists: "
        f"AUC {auc}, recall at 1% {recall}; pooled: recall at 1% {pooled}"
    )


@command.command("show")
@click.argument("model", default="live")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def show(invocation: Invocation, *, model: str, as_json: bool) -> None:
    """Print the card of MODEL, or of the live one."""
    home = invocation.settings().home
    entry = find_entry(home, model)
    papers = read_papers(entry.path)
    if as_json:
        made = {name: value for name, value in papers.document.items() if name != "splink"}
        fault = fault_of(entry.path)
        facts = {"id": entry.id, "live": entry.id == readable_live_id(home), "fault": fault}
        shown = {"document": made, "report": papers.report, "card": papers.card}
        print_json(facts | {"shipped": entry.shipped, "path": str(entry.path)} | shown)
        return
    click.echo(papers.card or f"Model {entry.id} has no card.")


@command.command("history")
@click.option("--json", "as_json", is_flag=True, help="for programs, with what each gate found")
@pass_invocation
def history(invocation: Invocation, *, as_json: bool) -> None:
    """Show who trained, promoted and rolled back what, when and why; the oldest first."""
    events = read_history(invocation.settings().home)
    if as_json:
        print_json({"events": events})
        return
    for event in events:
        forced = f" FORCED: {event.forced};" if event.forced else ""
        instead = f" (was {event.previous})" if event.action != TRAIN else ""
        click.echo(
            f"{event.at}  {event.action:8} {event.model}{instead}  {event.by}:{forced} {event.why or '-'}"
        )
    if not events:
        click.echo("Nothing was trained or promoted here: the model that ships answers.")


@command.command("rollback")
@click.option("--why", required=True, help="the reason, for the history")
@by_option
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def rollback(invocation: Invocation, *, why: str, by: str, as_json: bool) -> None:
    """Let the model answer again that did before the last promotion, at once."""
    event = roll_back(invocation.settings().home, by=by, why=why)
    if as_json:
        print_json(event)
        return
    click.echo(f"Model {event.model} answers again, instead of {event.previous}.")
