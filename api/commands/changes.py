"""`tallyman changes SOURCE`: what the last version of a list added, changed and removed."""

from collections.abc import Iterator
from typing import Any

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import print_json
from matcher.lists.delta import EntryChange, FieldChange, StoredDelta, stored_delta
from matcher.lists.sources import SOURCES
from matcher.lists.store import ListStore, Manifest
from matcher.records import Listed

_KEYS = [source.key for source in SOURCES]


@click.command("changes")
@click.argument("source", type=click.Choice(_KEYS), metavar="SOURCE")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(invocation: Invocation, *, source: str, as_json: bool) -> None:
    """Show what the stored list SOURCE added, changed and removed since its last version."""
    found = stored_delta(ListStore(invocation.settings().home), source)
    if found is None:
        raise click.ClickException(f"no list {source} is stored")
    if as_json:
        print_json(delta_json(found))
    else:
        click.echo("\n".join(delta_lines(found)))


def delta_json(found: StoredDelta) -> dict[str, Any]:
    """The difference for programs: counts, then the entries by id."""
    delta = found.delta
    return {
        "source": found.after.source,
        "before": _version(found.before),
        "after": _version(found.after),
        "counts": {
            "added": len(delta.added),
            "changed": len(delta.changed),
            "removed": len(delta.removed),
        },
        "added": [_named(listed) for listed in delta.added],
        "changed": [{**_named(change.listed), "fields": change.fields} for change in delta.changed],
        "removed": [_named(listed) for listed in delta.removed],
    }


def delta_lines(found: StoredDelta) -> Iterator[str]:
    """The difference for people: + added, ~ changed, - removed."""
    delta = found.delta
    if found.before is None:
        yield f"{found.after.source}: there is no version before this one"
        return
    yield (
        f"{found.after.source}: {len(delta.added):,} added, {len(delta.changed):,} changed,"
        f" {len(delta.removed):,} removed, {_day(found.before)} to {_day(found.after)}"
    )
    for listed in delta.added:
        yield f"+ {listed.id}  {listed.caption}"
    for change in delta.changed:
        yield from _change_lines(change)
    for listed in delta.removed:
        yield f"- {listed.id}  {listed.caption}"


def _change_lines(change: EntryChange) -> Iterator[str]:
    yield f"~ {change.listed.id}  {change.listed.caption}"
    for field in change.fields:
        yield f"    {field.field}: {', '.join(_signed(field))}"


def _signed(change: FieldChange) -> Iterator[str]:
    yield from (f"+{value!r}" for value in change.gained)
    yield from (f"-{value!r}" for value in change.lost)


def _named(listed: Listed) -> dict[str, str]:
    return {"id": listed.id, "caption": listed.caption, "schema": listed.schema}


def _version(manifest: Manifest | None) -> dict[str, Any] | None:
    if manifest is None:
        return None
    return {
        "as_of": manifest.as_of,
        "ingested_at": manifest.ingested_at,
        "sha256": manifest.sha256,
        "entities": manifest.report.entries,
    }


def _day(manifest: Manifest) -> str:
    return str(manifest.as_of or manifest.ingested_at[:10])
