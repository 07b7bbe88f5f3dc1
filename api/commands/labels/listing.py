"""`tallyman labels list`: how many labels there are, and the latest of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import decision_json, decision_line, opened, pair_line
from api.commands.terminal import print_json
from models.labels.records import Decision, Verdict
from models.labels.standing import Standing, standings
from models.labels.teaching import uses_of

_VERDICTS = [verdict.value for verdict in Verdict]


@click.command("list")
@click.option("--reviewer", help="only what this one said")
@click.option("--verdict", type=click.Choice(_VERDICTS), help="only this verdict")
@click.option("--since", metavar="DATE", help="only from this day on, as 2026-03-31")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=0))
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    reviewer: str | None,
    verdict: str | None,
    since: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Count the labels, and show the latest decisions."""
    with opened(invocation) as store:
        history = store.decisions()
        found = [
            one
            for one in history
            if (reviewer is None or one.reviewer == reviewer)
            and (verdict is None or one.verdict.value == verdict)
            and (since is None or one.decided_at >= since)
        ]
        latest = found[::-1][:limit]
        pairs = {one.pair: store.pair(one.pair) for one in latest}
        uses = uses_of(store.origins())
        proposals = store.proposals()
    standing = standings(history)
    waiting = Counter(one.queue for one in proposals if one.pair not in standing)
    counts = _counts(history, standing, uses)
    if as_json:
        shown = [decision_json(one) for one in latest]
        print_json({**counts, "waiting": waiting, "found": len(found), "decisions": shown})
        return
    click.echo(
        f"{counts['pairs']:,} pairs: {counts['match']:,} match, {counts['no_match']:,} no match, "
        f"{counts['unsure']:,} unsure, {counts['conflicts']:,} in conflict; "
        f"{counts['train']:,} may teach. {counts['decisions']:,} decisions."
    )
    for queue, waits in sorted(waiting.items()):
        click.echo(f"{waits:,} wait for review in the queue {queue}.")
    for one in latest:
        click.echo("")
        click.echo(f"{one.pair}  {pair_line(pairs[one.pair])}")
        click.echo(f"    {decision_line(one)}")


def _counts(
    history: Sequence[Decision], standing: Mapping[str, Standing], uses: Mapping[str, str]
) -> dict[str, Any]:
    verdicts = Counter(found.verdict for found in standing.values())
    return {
        "pairs": len(standing),
        "match": verdicts[Verdict.MATCH],
        "no_match": verdicts[Verdict.NO_MATCH],
        "unsure": verdicts[Verdict.UNSURE],
        "conflicts": verdicts[None],
        "train": sum(
            found.same is not None and uses[key] == "train" for key, found in standing.items()
        ),
        "decisions": len(history),
        "reviewers": Counter(one.reviewer for one in history),
    }
