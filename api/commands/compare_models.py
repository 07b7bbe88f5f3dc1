"""`tallyman models compare A B`: what B says otherwise than A, and on which pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.optional import training_module
from api.commands.terminal import print_json, progress_bar
from matcher.records import Side
from models.comparing import Difference, FigureChange, LevelChange, differences
from models.papers import Papers, read_papers
from models.registry import find_entry

_SHOWN = {"auc": "AUC", "recall_at_1": "at 1%", "recall_at_5": "at 5%", "ece": "error"}
_MOST_LEVELS = 10
_MOST_REASONS = 4  # comparisons named for a flip


@click.command("compare")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--pairs", type=click.Path(path_type=Path), help="labelled pairs to score with both")
@click.option("--flips", default=10, show_default=True, type=click.IntRange(0), help="pairs shown")
@click.option("--json", "as_json", is_flag=True, help="for programs, with every flip")
@pass_invocation
def compare(
    invocation: Invocation,
    *,
    before: str,
    after: str,
    pairs: Path | None,
    flips: int,
    as_json: bool,
) -> None:
    """Show what model B says otherwise than model A.

    Without --pairs: the figures of both reports, and the levels whose bits moved most. With
    it: figures on those pairs with 95% intervals, and which pairs the two decide otherwise.
    """
    home = invocation.settings().home
    old, new = find_entry(home, before), find_entry(home, after)
    found = differences(old.path, new.path)
    on_pairs = compare_pairs(old.path, new.path, pairs) if pairs else None
    if as_json:
        print_json(asdict(found) | {"pairs": None if on_pairs is None else _pairs_json(on_pairs)})
        return
    for entry, letter in ((old, "A"), (new, "B")):
        click.echo("  ".join((letter, *_origin(read_papers(entry.path)))))
    for line in difference_lines(found):
        click.echo(line)
    if on_pairs is not None:
        for line in (*_pairs_lines(on_pairs), *_flip_lines(on_pairs, flips)):
            click.echo(line)


def compare_pairs(before: Path, after: Path, table: Path) -> Any:
    """Both models on a table of pairs (`models.paired.Comparison`), with progress."""
    paired = training_module("models.paired")
    with progress_bar("Scoring") as progress:
        return paired.compare_on_pairs(before, after, table, progress=progress)


def _origin(papers: Papers) -> Iterator[str]:
    labels = papers.document.get("trained_on", {}).get("labels", "not recorded")
    yield from (papers.id, f"alerts from {papers.threshold}", f"labels {labels[:12]}")


def difference_lines(found: Difference) -> Iterator[str]:
    """What a model says otherwise than another, for people."""
    if found.fault:
        yield f"Not compared with the live model: {found.fault}"
        return
    yield f"{found.before} -> {found.after}"
    yield from _figure_lines(found.figures)
    yield from _level_lines(found.levels)


def _figure_lines(changes: Sequence[FigureChange]) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield (
        "Figures of the reports, each held out by company from its own labels: AUC, recall at 1% "
        "and 5% false positives, calibration error"
    )
    groups: dict[str, dict[str, FigureChange]] = {}
    for change in changes:
        group, _, metric = change.name.rpartition(".")
        groups.setdefault(group, {})[metric] = change
    for group, row in groups.items():
        cells = [f"{name} {_cell(row[metric])}" for metric, name in _SHOWN.items() if metric in row]
        if cells:
            yield f"  {group:26} {'   '.join(cells)}"


def _cell(change: FigureChange) -> str:
    before, after = (
        "-".center(5) if value is None else f"{value:.3f}"
        for value in (change.before, change.after)
    )
    return f"{before} -> {after}"


def _level_lines(changes: Sequence[LevelChange]) -> Iterator[str]:
    yield ""
    if not changes:
        yield "Every level has the same bits in both."
        return
    yield f"{len(changes)} levels changed; those that moved most, in bits"
    for change in changes[:_MOST_LEVELS]:
        moved = change.after - change.before
        yield (
            f"  {change.comparison:10} {change.before:+6.2f} -> {change.after:+6.2f} "
            f"({moved:+.2f})  {change.label}"
        )


def _pairs_lines(found: Any) -> Iterator[str]:
    yield ""
    yield f"On {found.pairs:,} pairs: names, countries and addresses"
    if found.cross_fitted:
        yield f"  {found.cross_fitted:,} of companies that were labelled: scored without them"
    if found.left_out:
        yield f"  {found.left_out:,} rows marked train are left out: they may have taught a model"
    if found.may_have_taught:
        yield "  all are marked train: where they taught a model, it looks better than it is"
    group = None
    for row in found.figures:
        if row.group != group:
            group = row.group
            yield f"  {group}: {row.same:,} of one company, {row.different:,} of two"
        difference = row.difference
        sure = "" if difference.low <= 0 <= difference.high else "  *"
        yield (
            f"    {row.figure:20} {row.before.value:6.4f} -> {row.after.value:6.4f}   "
            f"{difference.value:+.4f} [{difference.low:+.4f}, {difference.high:+.4f}]{sure}"
        )
    yield "  * the interval of the difference (95%, companies drawn) leaves out 0"


def _flip_lines(found: Any, most: int) -> Iterator[str]:
    errors = sum(flip.is_error for flip in found.flips)
    yield ""
    yield (
        f"{len(found.flips):,} pairs flip: {errors:,} that A decides rightly and B does not, "
        f"{len(found.flips) - errors:,} that B mends"
    )
    for flip in found.flips[:most]:
        verdict = "ERROR" if flip.is_error else "mended"
        alerts = "B alerts" if flip.alerts else "B does not alert"
        yield ""
        yield (
            f"  {verdict}: {alerts}, {'one company' if flip.pair.same else 'two companies'}"
            f" ({flip.pair.kind}, {flip.pair.id})"
        )
        yield f"    {_side(flip.pair.left)}"
        yield f"    {_side(flip.pair.right)}"
        yield (
            f"    score {flip.before.score:.4f} -> {flip.after.score:.4f}, "
            f"weight {flip.before.match_weight:+.2f} -> {flip.after.match_weight:+.2f} bits"
        )
        for old, new in flip.reasons()[:_MOST_REASONS]:
            label = old.label if old.label == new.label else f"{old.label} -> {new.label}"
            yield f"    {old.comparison:12} {old.bits:+6.2f} -> {new.bits:+6.2f}  {label}"


def _side(side: Side) -> str:
    return ", ".join(filter(None, (side.name, "/".join(side.countries), *side.addresses[:1])))


def _pairs_json(found: Any) -> dict[str, Any]:
    return {
        "pairs": found.pairs,
        "cross_fitted": found.cross_fitted,
        "left_out": found.left_out,
        "may_have_taught": found.may_have_taught,
        "figures": [asdict(row) for row in found.figures],
        "flips": [
            {
                **asdict(flip),
                "is_error": flip.is_error,
                "reasons": [
                    {"comparison": old.comparison, "before": asdict(old), "after": asdict(new)}
                    for old, new in flip.reasons()
                ],
            }
            for flip in found.flips
        ],
    }
