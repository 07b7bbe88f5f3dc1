"""`tallyman labels add`: one decision."""

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import decision_json, decision_line, opened, pair_line, reviewer_of
from api.commands.terminal import print_json
from models.labels.records import (
    USES,
    Decision,
    Origin,
    Pair,
    Record,
    Verdict,
    now,
    unknown_country,
)
from models.labels.store import Entry

_VERDICTS = [verdict.value for verdict in Verdict]


@click.command("add")
@click.argument("verdict", type=click.Choice(_VERDICTS))
@click.option("--pair", "key", metavar="ID", help="a pair that the store has")
@click.option("--left", "left", metavar="NAME", help="or the names of a new one: the party asked")
@click.option("--right", "right", metavar="NAME", help="and the listed party")
@click.option("--left-country", default="", help="code or name; several joined by ;")
@click.option("--right-country", default="")
@click.option("--left-address", default="")
@click.option("--right-address", default="")
@click.option("--reason", default="", help="why")
@click.option("--reviewer", callback=reviewer_of, help="who decides [default: the account's name]")
@click.option("--resolve", is_flag=True, help="settle what anybody said of the pair before")
@click.option(
    "--use",
    type=click.Choice(USES),
    default="train",
    show_default=True,
    help="of a new pair: may it shape a model, or only measure one?",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    verdict: str,
    key: str | None,
    left: str | None,
    right: str | None,
    left_country: str,
    right_country: str,
    left_address: str,
    right_address: str,
    reason: str,
    reviewer: str,
    resolve: bool,
    use: str,
    as_json: bool,
) -> None:
    """Say whether a pair is one company: match, no-match or unsure.

    An earlier decision is not changed; this one stands after it.
    """
    if (key is None) == (left is None and right is None):
        raise click.UsageError("either --pair, or --left and --right")
    with opened(invocation) as store:
        if key is not None:
            pair = store.pair(key)
        else:
            pair = Pair(
                left=_record("left", left, left_country, left_address),
                right=_record("right", right, right_country, right_address),
            )
        decision = Decision(
            pair=pair.key,
            verdict=Verdict(verdict),
            reviewer=reviewer,
            decided_at=now(),
            reason=reason,
            resolves=resolve,
        )
        if key is not None:
            store.decide(decision)
        else:
            origin = Origin(pair=pair.key, use=use, clusters={})
            store.add([Entry(pair=pair, origin=origin, decision=decision, is_dated=True)])
    if as_json:
        print_json(decision_json(decision))
        return
    click.echo(f"{pair.key}  {pair_line(pair)}")
    click.echo(decision_line(decision))


def _record(side: str, name: str | None, country: str, address: str) -> Record:
    if not (name and name.strip()):
        raise click.BadParameter("a name is needed", param_hint=f"--{side}")
    if unknown := unknown_country(country):
        raise click.BadParameter(f"{unknown!r} names no country", param_hint=f"--{side}-country")
    return Record(name=name.strip(), country=country.strip(), address=address.strip())
