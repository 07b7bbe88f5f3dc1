"""`tallyman models promote MODEL`: through the gate, and on record."""

from collections.abc import Iterator
from pathlib import Path

import click

from api.commands.account import by_option
from api.commands.compare_models import compare_pairs
from api.commands.invocation import Invocation, pass_invocation
from api.commands.optional import training_module
from api.commands.terminal import print_json
from matcher.errors import PromotionError
from matcher.scoring.model import Model, load_model
from models.gate import (
    FILE,
    Check,
    Gate,
    check_changes,
    check_figures,
    check_parity,
    check_reports,
    read_gate,
)
from models.pairs import read_labels
from models.papers import fault_of, read_papers
from models.promotion import promote as make_live
from models.promotion import readable_live_id
from models.registry import Entry, entries, find_entry, trained_models

_FILE = click.Path(path_type=Path)


@click.command("promote")
@click.argument("model")
@click.option("--why", required=True, help="the reason, for the history")
@by_option
@click.option("--pairs", type=_FILE, help="labelled pairs, scored now by it and the live model")
@click.option("--gate", type=_FILE, help=f"what is asked, TOML; default: models/{FILE}, if there")
@click.option("--force", metavar="REASON", help="promote although it fails, and say why")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def promote(
    invocation: Invocation,
    *,
    model: str,
    why: str,
    by: str,
    pairs: Path | None,
    gate: Path | None,
    force: str | None,
    as_json: bool,
) -> None:
    """Let MODEL answer from now on, if it passes the gate.

    It must reach the minimums, be not much worse than the live model, and give pairs the
    match weights that Splink gives them. Running services follow within a second.
    """
    if force is not None and not force.strip():
        raise click.BadParameter("wants a reason", param_hint="--force")
    home = invocation.settings().home
    entry = find_entry(home, model)
    candidate = load_model(entry.path)
    live = readable_live_id(home)
    if entry.id == live:
        raise PromotionError(f"{live} is live already")
    own = trained_models(home) / FILE
    asked = read_gate(gate or own) if gate or own.exists() else Gate()
    checks = list(_checks(asked, entry, candidate, _live_entry(home, live), pairs))
    if not as_json:
        for check in checks:
            click.echo(f"{'ok' if check.passed else 'FAILED':7}{check.name}: {check.detail}")
    event = make_live(home, entry.id, checks, compared_with=live, by=by, why=why, forced=force)
    if as_json:
        print_json(event)
        return
    click.echo(f"Model {event.model} answers from now on, instead of {event.previous}.")


def _live_entry(home: Path, live: str | None) -> Entry | None:
    return next((entry for entry in entries(home) if entry.id == live), None)


def _checks(
    gate: Gate, entry: Entry, candidate: Model, live: Entry | None, table: Path | None
) -> Iterator[Check]:
    report = read_papers(entry.path).report or {}
    yield from check_figures(gate, report)
    fault = "it is not there" if live is None else fault_of(live.path)
    if live is None or fault:
        yield Check(
            name="against the live model", passed=True, detail=f"it cannot be used: {fault}"
        )
    else:
        found = compare_pairs(live.path, entry.path, table) if table else None
        on_pairs = found.changes() if found else []
        before = read_papers(live.path).report or {}
        yield check_reports(gate, "report against the live model's", before, report, on_pairs)
        if found:
            yield check_changes(gate, f"{found.pairs:,} pairs scored by both", on_pairs)
    yield _parity(gate, candidate, table)


def _parity(gate: Gate, candidate: Model, table: Path | None) -> Check:
    try:
        parity = training_module("models.parity")
    except click.ClickException as error:
        return Check(name="parity with Splink", passed=False, detail=error.message)
    pairs = list(read_labels(table)) if table else parity.sample_pairs()
    return check_parity(
        gate, parity.weight_differences(candidate, pairs, most_pairs=gate.parity_pairs)
    )
