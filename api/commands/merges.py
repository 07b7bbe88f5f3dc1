"""`tallyman merges`: which entries of the lists are one party, and what people say of it."""

from collections.abc import Iterator
from typing import Any

import click

from api.commands.account import decided
from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.canonical.decisions import Decision, DecisionStore, Verdict
from matcher.errors import UnknownEntity
from matcher.index.snapshot import Snapshot, open_current


@click.group("merges")
def command() -> None:
    """Show what entries are one party; join and split them."""


@command.command("list")
@click.option("--cuts", is_flag=True, help="links that were not followed, and why")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="for programs: all of them")
@pass_invocation
def list_merges(invocation: Invocation, *, cuts: bool, limit: int, as_json: bool) -> None:
    """Show the merges of the snapshot that serves."""
    document = open_current(invocation.settings().home).merges()
    if as_json:
        print_json(document)
        return
    found = document["cuts" if cuts else "merges"]
    click.echo(
        f"{len(document['merges']):,} parties are on several lists; {len(document['cuts']):,} links cut"
    )
    for one in found[:limit]:
        click.echo("\n".join(_cut_lines(one) if cuts else _merge_lines(one)))


@command.command("show")
@click.argument("entity_id", metavar="ID")
@pass_invocation
def show(invocation: Invocation, *, entity_id: str) -> None:
    """Show of what entries the party of ID (its own, or of one of its entries) is made, and why."""
    snapshot = open_current(invocation.settings().home)
    listed = snapshot.entity(entity_id)
    for one in snapshot.merges()["merges"]:
        if one["id"] == listed.id:
            click.echo("\n".join(_merge_lines(one)))
            return
    click.echo(f"{listed.id}  {listed.caption}: one entry, of {', '.join(listed.datasets)}")


@command.command("split")
@click.argument("one")
@click.argument("other")
@decided
@pass_invocation
def split(invocation: Invocation, *, one: str, other: str, who: str, why: str) -> None:
    """Say that the entries ONE and OTHER are two parties. It holds for every build to come."""
    _decide(invocation, one, other, Verdict.SPLIT, who=who, why=why)


@command.command("join")
@click.argument("one")
@click.argument("other")
@decided
@pass_invocation
def join(invocation: Invocation, *, one: str, other: str, who: str, why: str) -> None:
    """Say that the entries ONE and OTHER are one party. It holds for every build to come."""
    _decide(invocation, one, other, Verdict.JOIN, who=who, why=why)


@command.command("forget")
@click.argument("one")
@click.argument("other")
@decided
@pass_invocation
def forget(invocation: Invocation, *, one: str, other: str, who: str, why: str) -> None:
    """Let the rules decide of ONE and OTHER again. What was decided stays on record."""
    _decide(invocation, one, other, Verdict.RULES, who=who, why=why)


@command.command("history")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def history(invocation: Invocation, *, as_json: bool) -> None:
    """Show every decision, the oldest first."""
    decisions = DecisionStore(invocation.settings().home).history()
    if as_json:
        print_json({"decisions": decisions})
        return
    for found in decisions:
        click.echo(_decision_line(found))


def _decide(
    invocation: Invocation, one: str, other: str, verdict: Verdict, *, who: str, why: str
) -> None:
    home = invocation.settings().home
    snapshot = open_current(home)
    for entry_id in (one, other):
        _check_entry(snapshot, entry_id)
    if one == other:
        raise click.BadParameter("ONE and OTHER are one entry")
    found = DecisionStore(home).decide(one, other, verdict, who=who, why=why)
    click.echo(_decision_line(found))
    click.echo("The next `tallyman build` heeds it.", err=True)


def _check_entry(snapshot: Snapshot, entry_id: str) -> None:
    """Refuse an id that no entry of a list has: a referent may be in no list at all."""
    if entry_id not in {entry.id for entry in snapshot.listings(entry_id)}:
        raise UnknownEntity(entry_id)


def _merge_lines(one: dict[str, Any]) -> Iterator[str]:
    yield one["id"]
    for entry in one["entries"]:
        yield f"    {entry['id']}  {entry['caption']}  (read from {entry['source']})"
    for link in one["links"]:
        yield f"      {link['first']} = {link['second']}: {link['rule']}, {link['detail']}"


def _cut_lines(one: dict[str, Any]) -> Iterator[str]:
    yield f"{one['first']} = {one['second']}: {one['rule']}, {one['detail']}"
    yield f"    not followed: {one['reason']}"


def _decision_line(found: Decision) -> str:
    return (
        f"{found.decided_at}  {found.verdict.value:5}  {found.first}  {found.second}"
        f"  {found.who}: {found.why}"
    )
