"""`tallyman labels suggest`: the pairs that would teach the model most."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import opened, pair_line
from api.commands.terminal import print_json, progress_bar
from models.labels.candidates import judge, read_parties, resembling
from models.labels.causes import WORDS
from models.labels.proposing import (
    labelled_patterns,
    put_in_queue,
    without_known,
    write_suggestions,
)
from models.labels.reading import Defaults, read_label_file
from models.labels.records import USES, Pair, now
from models.labels.suggestion import Suggestion, suggest
from models.labels.teaching import read_store
from models.live import open_live_screener
from models.registry import find_entry, live_model, load_entry

_SHOWN = 5  # of the chosen pairs: the rest waits to be seen


@click.command("suggest")
@click.option("--names", type=click.Path(path_type=Path), help="CSV of parties to look up: name, …")
@click.option("--pairs", type=click.Path(path_type=Path), help="or a file of pairs")
@click.option("--count", default=30, show_default=True, type=click.IntRange(min=1))
@click.option("--against", metavar="MODEL", help="another model: where the two disagree")
@click.option("--queue", default="suggested", show_default=True, help="where they wait for review")
@click.option("--out", type=click.Path(path_type=Path), help="a CSV instead of the queue")
@click.option(
    "--use",
    type=click.Choice(USES),
    default="train",
    show_default=True,
    help="may these names shape a model, or only measure one?",
)
@click.option("--seed", default=1, show_default=True, help="another number, other equals")
@click.option(
    "--most",
    default=20_000,
    show_default=True,
    type=click.IntRange(min=1),
    help="names to look up, drawn by the seed",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    names: Path | None,
    pairs: Path | None,
    count: int,
    against: str | None,
    queue: str,
    out: Path | None,
    use: str,
    seed: int,
    most: int,
    as_json: bool,
) -> None:
    """Propose pairs to label: near the threshold, disputed by two models, of a rare pattern.

    Candidates are parties of a file beside what they resemble in the snapshot, or a file of pairs;
    what has a label or waits for one is passed over. The same input and seed propose the same.
    """
    if (names is None) == (pairs is None):
        raise click.UsageError("either --names or --pairs")
    home = invocation.settings().home
    model = live_model(home)
    other = load_entry(home, find_entry(home, against).id) if against else None
    if names is not None:
        found = _looked_up(home, names, most=most, seed=seed)
    else:
        assert pairs is not None
        defaults = Defaults(reviewer="", use=use, at=now())
        rows = read_label_file(pairs, defaults, with_labels=False).unlabelled
        found = [row.pair for row in rows]
    with opened(invocation) as store:
        labels = read_store(store)
        new = without_known(found, labels, store.proposals())
        with progress_bar("Comparing labels") as progress:
            patterns = labelled_patterns(labels, model, progress)
        chosen = suggest(
            list(judge(new, model, other)),
            count=count,
            threshold=model.threshold,
            other_threshold=other.threshold if other else None,
            labelled=patterns,
            seed=seed,
        )
        if out is not None:
            write_suggestions(chosen, out, use=use)
        else:
            put_in_queue(store, chosen, queue=queue, use=use, model=model.id)
    where = str(out) if out is not None else f"the queue {queue}"
    if as_json:
        print_json(
            {
                "candidates": len(new),
                "model": model.id,
                "in": where,
                "suggestions": [_suggestion_json(one) for one in chosen],
            }
        )
        return
    for line in _report(len(new), chosen, count=count, where=where):
        click.echo(line)


def _looked_up(home: Path, names: Path, *, most: int, seed: int) -> list[Pair]:
    parties = read_parties(names, most=most, seed=seed)
    screener = open_live_screener(home)
    with progress_bar("Looking up") as progress:
        return list(resembling(parties, screener, lambda done: progress(done, len(parties))))


def _report(
    candidates: int, chosen: Sequence[Suggestion], *, count: int, where: str
) -> Iterator[str]:
    yield f"{len(chosen):,} of {candidates:,} candidates are proposed, in {where}:"
    for cause, pairs in Counter(one.cause for one in chosen).items():
        yield f"  {pairs:>4}  {WORDS[cause]}"
    if len(chosen) < count:
        yield "No more: the others repeat a party or a pattern that is proposed already."
    for one in chosen[:_SHOWN]:
        yield ""
        yield pair_line(one.candidate.pair)
        yield f"    {WORDS[one.cause]}: {one.why}"


def _suggestion_json(one: Suggestion) -> dict[str, object]:
    return {
        "pair": one.candidate.pair.key,
        "left": one.candidate.pair.left.name,
        "right": one.candidate.pair.right.name,
        "cause": one.cause.value,
        "why": one.why,
        "score": one.candidate.judged.score,
    }
