"""`tallyman alerts`: clear alerts that are somebody else, and open them again."""

import re

import click

from api.commands.account import decided
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.alerts.store import AlertStore, Decision, Verdict
from matcher.index.snapshot import open_current

_KEY = re.compile(r"[0-9a-f]{32}")


def _party(_ctx: click.Context, _argument: click.Parameter, text: str) -> str:
    if not _KEY.fullmatch(text):
        raise click.BadParameter(f"{text!r} is no key of a party, which has 32 hex digits")
    return text


@click.group("alerts")
def command() -> None:
    """Clear alerts, list what was decided, open alerts again."""


@command.command("clear")
@click.argument("party", callback=_party)
@click.argument("entity_id", metavar="ID")
@decided
@pass_invocation
def clear(invocation: Invocation, *, party: str, entity_id: str, who: str, why: str) -> None:
    """Say that PARTY is not the listed party ID. It holds until the listing changes."""
    _decide(invocation, party, entity_id, Verdict.CLEAR, who=who, why=why)


@command.command("reopen")
@click.argument("party", callback=_party)
@click.argument("entity_id", metavar="ID")
@decided
@pass_invocation
def reopen(invocation: Invocation, *, party: str, entity_id: str, who: str, why: str) -> None:
    """Let the alert of PARTY on the listed party ID come again. What was decided stays on record."""
    _decide(invocation, party, entity_id, Verdict.REOPEN, who=who, why=why)


@command.command("list")
@click.option("--party", help="only those of the party of this key")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def list_decisions(invocation: Invocation, *, party: str | None, as_json: bool) -> None:
    """Show every decision, the oldest first."""
    decisions = AlertStore(invocation.settings().home).history(party)
    if as_json:
        print_json({"decisions": decisions})
        return
    for found in decisions:
        click.echo(_line(found))


def _decide(
    invocation: Invocation, party: str, entity_id: str, verdict: Verdict, *, who: str, why: str
) -> None:
    home = invocation.settings().home
    listed = open_current(home).entity(entity_id)
    click.echo(_line(AlertStore(home).decide(party, listed, verdict, who=who, why=why)))


def _line(found: Decision) -> str:
    return (
        f"{found.decided_at[:19]}  {found.verdict.value:6}  {found.party}  {found.entity}"
        f"  {found.who}: {found.why}"
    )
