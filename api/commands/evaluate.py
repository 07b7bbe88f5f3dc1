"""`tallyman evaluate`: measure a model, and write a report that a reviewer can open anywhere."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from api.commands.account import by_option
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json, progress_bar
from api.evaluation_page import evaluation_page
from matcher.errors import NoSnapshot
from matcher.screening import Screener, open_screener
from models.deposit import with_threshold
from models.evaluation.additions import EXACT, SelfTest, self_test
from models.evaluation.below_line import write_below_the_line
from models.evaluation.cross_fitted import read_cross_fitted
from models.evaluation.document import evaluation_json
from models.evaluation.evaluation import Evaluation, Wanted, evaluate
from models.papers import read_papers
from models.promotion import record_training
from models.registry import find_entry, load_entry, trained_models

_FILE = click.Path(path_type=Path)
_JSON, _PAGE, _BELOW = "evaluation.json", "evaluation.html", "below_the_line.csv"


def _date(_ctx: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date such as 2026-01-31") from error


@click.command("evaluate")
@click.argument("model", default="live")
@click.option("--pairs", type=_FILE, help="labelled pairs, CSV")
@click.option("--names", type=_FILE, help="clean company names, CSV: counts false alerts")
@click.option(
    "--since", callback=_date, metavar="DATE", help="test the entries listed since that day"
)
@click.option("--out", type=_FILE, help="folder for the report [default: evaluations in the home]")
@click.option(
    "--recall",
    default=0.9,
    show_default=True,
    type=click.FloatRange(0.0, 1.0, min_open=True, max_open=True),
    help="that a threshold is chosen for",
)
@click.option(
    "--sample",
    default=2000,
    show_default=True,
    type=click.IntRange(1),
    help="clean names, matches and recent additions at most, each",
)
@click.option(
    "--scan", default=10, show_default=True, type=click.IntRange(0), help="names of a full scan"
)
@click.option(
    "--below", default=100, show_default=True, type=click.IntRange(0), help="rows below the line"
)
@click.option("--seed", default=2026, show_default=True, type=int)
@click.option("--adopt", is_flag=True, help="write the model anew, with the threshold for --recall")
@by_option
@click.option("--json", "as_json", is_flag=True, help="for programs: the whole document")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    model: str,
    pairs: Path | None,
    names: Path | None,
    since: str | None,
    out: Path | None,
    recall: float,
    sample: int,
    scan: int,
    below: int,
    seed: int,
    adopt: bool,
    by: str,
    as_json: bool,
) -> None:
    """Measure MODEL (live, shipped, or an id) on labelled pairs that it has not learned from.

    Writes evaluation.html, evaluation.json and, with --names, below_the_line.csv. With --adopt
    the model is written anew with the threshold that reaches --recall, and why. Exits with 1 if
    an entry listed --since does not alert under its own name; with --since alone nothing else
    is measured.
    """
    if pairs is None and (since is None or names or adopt):
        raise click.UsageError("Missing option '--pairs': only --since can do without.")
    home = invocation.settings().home
    entry = find_entry(home, model)
    loaded = load_entry(home, entry.id)
    screener: Screener | None = None
    try:
        screener = open_screener(home, loaded)
    except NoSnapshot:
        if names or since:
            raise
        click.echo("nothing is built: candidates are not measured", err=True)
    if pairs is None:
        assert screener is not None
        assert since is not None
        with progress_bar("Recent additions") as progress:
            test = self_test(screener, since, most=sample, seed=seed, progress=progress)
        if as_json:
            print_json(asdict(test) | {"passed": test.passed})
        else:
            _print_additions(test)
        raise click.exceptions.Exit(0 if test.passed else 1)
    trained_on = read_papers(entry.path).document["trained_on"]
    evaluation = evaluate(
        loaded,
        read_cross_fitted(entry.path, loaded),
        trained_on,
        screener,
        Wanted(
            pairs=pairs,
            names=names,
            since=since,
            recall=recall,
            sample=sample,
            scan=scan,
            below=below,
            seed=seed,
        ),
        stage=progress_bar,
    )
    folder = out or home / "evaluations" / f"{loaded.id}-{evaluation.pairs.sha256[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    written = evaluation_json(evaluation)
    (folder / _JSON).write_bytes(written)
    (folder / _PAGE).write_text(evaluation_page(evaluation, loaded), encoding="utf-8")
    if evaluation.names:
        write_below_the_line(evaluation.below_line, folder / _BELOW)
    if as_json:
        click.echo(written.decode())
    else:
        _print(evaluation, folder)
    if adopt:
        path = with_threshold(
            entry.path, trained_models(home), score=_chosen(evaluation), evidence=_why(evaluation)
        )
        record_training(home, path.name, by=by)
        click.echo(
            f"Model {path.name} is model {loaded.id} with alerts from {_chosen(evaluation):.4f}; "
            f"to let it answer: tallyman models promote {path.name}",
            err=as_json,
        )
    if evaluation.additions and not evaluation.additions.passed:
        raise click.exceptions.Exit(1)


def _chosen(evaluation: Evaluation) -> float:
    if evaluation.thresholds is None:
        raise click.ClickException("no pair is labelled as a match: there is no threshold to adopt")
    return evaluation.thresholds.chosen


def _why(evaluation: Evaluation) -> str:
    """The evidence for the chosen threshold, in a sentence that names its sources."""
    found = evaluation.thresholds
    assert found is not None
    row = next(row for row in found.rows if row.wanted == found.wanted)
    alerts = row.alerts.get("all")
    return (
        f"chosen for a recall of {found.wanted:.1%}: {row.recall.value:.1%} "
        f"({row.recall.low:.1%}-{row.recall.high:.1%}) of {found.matches:,} held-out matches "
        f"({found.reference}) score as high, and {row.look_alikes:.1%} of the look-alikes"
        + (f"; {alerts.value:.0f} of 1,000 clean names alert" if alerts else "")
        + f" (pairs {evaluation.pairs.sha256[:12]}"
        + (f", names {evaluation.names.sha256[:12]}" if evaluation.names else "")
        + (f", snapshot {evaluation.snapshot}" if evaluation.snapshot else "")
        + ")"
    )


def _print(evaluation: Evaluation, folder: Path) -> None:
    click.echo(f"Model {evaluation.model}, alerts from {evaluation.threshold:.4f}.")
    for origin, count in evaluation.origins.items():
        click.echo(f"  {count:>7,} pairs: {origin}")
    click.echo("By name, with country and address:")
    for group, figures in evaluation.by_name.groups.items():
        beside = evaluation.with_context.groups[group]
        click.echo(
            f"  {group:13}{figures.same:>6,} against {figures.different:>6,}   "
            f"AUC {figures.auc.value:.3f}, {beside.auc.value:.3f}   recall at 1% false positives "
            f"{figures.recall_at_rate[1].value:.3f}, {beside.recall_at_rate[1].value:.3f}   "
            f"alerts {figures.recall.value:.3f} of the same, "
            f"{figures.false_positive_rate.value:.3f} of the others"
        )
    if found := evaluation.thresholds:
        click.echo(
            f"For a recall of {found.wanted:.0%} of {found.matches:,} matches "
            f"({found.reference}): {found.chosen:.4f}."
        )
        for row in found.rows:
            if row.wanted is None and "all" in row.alerts:
                click.echo(
                    f"At the model's own: recall {row.recall.value:.3f}, "
                    f"{row.alerts['all'].value:.0f} alerts of 1,000 clean names."
                )
    if evaluation.additions:
        _print_additions(evaluation.additions)
    click.echo(f"Report: {folder / _PAGE}")


def _print_additions(test: SelfTest) -> None:
    click.echo(
        f"Listed since {test.since}: {test.recent:,} entries, {test.entries:,} tested; "
        f"{test.undated:,} others have no date."
    )
    for kind, asked in test.asked.items():
        click.echo(f"  {kind:16}{test.alerted[kind]:>6,} of {asked:,} alert")
    for miss in test.misses:
        if miss.variation == EXACT:
            score = "not answered" if miss.score is None else f"{miss.score:.4f}"
            click.echo(f"  does not alert: {miss.listed_name} ({miss.entity_id}): {score}")
