"""`tallyman labels review`: pair after pair, both records side by side, one key each."""

import sys
from functools import cache
from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.keyboard import ask, keyboard
from api.commands.labels.opening import account, opened
from api.commands.labels.session import HELP, Sitting, Task
from matcher.scoring.model import Model
from models.labels.causes import Cause
from models.labels.reading import Defaults, read_label_file
from models.labels.records import USES, Decision, Pair, Proposal, now
from models.labels.standing import in_conflict, standings
from models.labels.store import LabelStore
from models.registry import live_model
from models.scoring import Judged, judge_pair


@click.command("review")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--queue", help="only this one [default: every queue; of FILE, its name]")
@click.option("--reviewer", help="who decides [default: the account's name, else it is asked]")
@click.option("--conflicts", is_flag=True, help="resolve the pairs in conflict instead")
@click.option(
    "--second", is_flag=True, help="a second opinion on what others decided, without seeing it"
)
@click.option(
    "--use",
    type=click.Choice(USES),
    default="train",
    show_default=True,
    help="for rows of FILE that do not say: may they shape a model, or only measure one?",
)
@pass_invocation
def command(
    invocation: Invocation,
    *,
    file: Path | None,
    queue: str | None,
    reviewer: str | None,
    conflicts: bool,
    second: bool,
    use: str,
) -> None:
    """Decide on the pairs that wait, or on the rows of FILE that have no label.

    m is one company, n is two, u cannot be told; x shows the model's bits, r takes a reason, b goes
    back, q quits. Each decision is written at once, so the next call goes on where this one
    stopped. On a pipe a line is a key, and what follows it the reason: `n another plant`.
    """
    if conflicts and (second or file or queue):
        raise click.UsageError("--conflicts stands alone")
    who = reviewer or account(invocation.environment) or _ask_who()
    model = cache(lambda: live_model(invocation.settings().home))
    with opened(invocation) as store:
        if file is not None:
            queue = queue or file.name.partition(".")[0]
            _put(store, file, Defaults(reviewer=who, use=use, at=now()), queue)
        tasks = _conflicts(store) if conflicts else _waiting(store, queue, who, second=second)
        if not tasks:
            click.echo("No pair is in conflict." if conflicts else "No pair waits for review.")
            return
        click.echo(f"Reviewing as {who}. Pairs that wait: {len(tasks):,}.")
        click.echo(HELP)
        with keyboard() as keys:
            said = Sitting(
                store=store,
                reviewer=who,
                tasks=tasks,
                keyboard=keys,
                judge=lambda pair: _judge(model(), pair),
                is_open=lambda task: (
                    conflicts or _is_open(store.decisions(task.pair.key), who, second=second)
                ),
                resolves=conflicts,
            ).run()
    done = sum(said.values())
    verdicts = ", ".join(f"{count} {verdict.value}" for verdict, count in sorted(said.items()))
    click.echo(f"Decided: {done:,}{f' ({verdicts})' if done else ''}. Left: {len(tasks) - done:,}.")


def _ask_who() -> str:
    name = ask("Reviewer") if sys.stdin.isatty() else ""
    if not name:
        raise click.UsageError("--reviewer has to say who decides: the account has no name")
    return name


def _put(store: LabelStore, file: Path, defaults: Defaults, queue: str) -> None:
    """Put the rows of a file that have no label in a queue."""
    found = read_label_file(file, defaults, with_labels=False).unlabelled
    place = len(store.proposals(queue))
    proposals = [
        Proposal(pair=one.pair.key, queue=queue, rank=rank, cause=Cause.ASKED, why="")
        for rank, one in enumerate(found, start=place)
    ]
    store.propose(found, proposals)


def _waiting(store: LabelStore, queue: str | None, who: str, *, second: bool) -> list[Task]:
    said: dict[str, list[Decision]] = {}
    for decision in store.decisions():
        said.setdefault(decision.pair, []).append(decision)
    pairs = store.pairs()
    proposals = {one.pair: one for one in reversed(store.proposals(queue))}
    return [
        Task(pair=pairs[key], proposal=proposal)
        for key, proposal in reversed(proposals.items())
        if _is_open(said.get(key, []), who, second=second)
    ]


def _is_open(said: list[Decision], who: str, *, second: bool) -> bool:
    if second:
        return bool(said) and who not in {decision.reviewer for decision in said}
    return not said


def _conflicts(store: LabelStore) -> list[Task]:
    standing = standings(store.decisions())
    return [
        Task(pair=store.pair(key), shown=standing[key].decisions) for key in in_conflict(standing)
    ]


def _judge(model: Model, pair: Pair) -> Judged:
    return judge_pair(model, pair.left.side(), pair.right.side())
