"""What the commands on labels have in common: the store, the reviewer, a pair on one line."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from api.commands.invocation import Invocation
from api.commands.labels.sheet import plain
from models.labels.records import Decision, Pair
from models.labels.store import LabelStore, open_store


@contextmanager
def opened(invocation: Invocation) -> Iterator[LabelStore]:
    """The label store of this call."""
    settings = invocation.settings()
    store = open_store(settings.home, settings.labels_url)
    try:
        yield store
    finally:
        store.close()


def reviewer_of(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> str:
    """Who decides: the option, else the account's name."""
    invocation = ctx.find_object(Invocation)
    name = (given or "").strip() or account(invocation.environment if invocation else os.environ)
    if not name:
        raise click.UsageError("--reviewer has to say who decides: the account has no name")
    return name


def account(environment: Mapping[str, str]) -> str:
    """The name of the account; empty if it has none."""
    return (environment.get("USER") or environment.get("LOGNAME") or "").strip()


def pair_line(pair: Pair) -> str:
    """Both names, for a list."""
    return f"{plain(pair.left.name)}  ~  {plain(pair.right.name)}"


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as programs read it."""
    return {
        "pair": decision.pair,
        "verdict": decision.verdict.value,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "reason": decision.reason,
        "resolves": decision.resolves,
    }


def decision_line(decision: Decision) -> str:
    """Who said what, when and why."""
    settles = ", settles what was said before" if decision.resolves else ""
    reason = f": {plain(decision.reason)}" if decision.reason else ""
    return (
        f"{decision.decided_at[:19].replace('T', ' ')}  {decision.verdict.value:9} "
        f"{plain(decision.reviewer)}{settles}{reason}"
    )
