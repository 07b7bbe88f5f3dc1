"""What a new version of a list added, changed and removed."""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.lists.ftm import listed_to_ftm
from matcher.lists.store import ListStore, Manifest
from matcher.records import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """The values that one field gained and lost; a changed value is one of each.

    Args:
        field: A FollowTheMoney property, or a field of the entry (`schema`, `first_seen`).
    """

    field: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry that both versions have, but not the same.

    Args:
        listed: As the new version has it.
        fields: By name; never empty.
    """

    listed: Listed
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """The difference of two versions, each part in the order of its file."""

    added: tuple[Listed, ...] = ()
    changed: tuple[EntryChange, ...] = ()
    removed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelta:
    """The difference of a list that serves and what served before it.

    Args:
        before: Manifest of the former; None if there was none: every entry is new.
        after: Manifest of the list that serves.
    """

    before: Manifest | None
    after: Manifest
    delta: Delta


def compare(before: Iterable[Listed], after: Iterable[Listed]) -> Delta:
    """The difference of two versions of a list; entries are the same by their id.

    Where they were read, the order of their values and `last_seen` do not count.

    Args:
        before: The former entries.
        after: The present ones.
    """
    former = {listed.id: listed for listed in before}
    added = []
    changed = []
    for listed in after:
        other = former.pop(listed.id, None)
        if other is None:
            added.append(listed)
        elif fields := _changes(other, listed):
            changed.append(EntryChange(listed=listed, fields=fields))
    return Delta(added=tuple(added), changed=tuple(changed), removed=tuple(former.values()))


def stored_delta(store: ListStore, source: str) -> StoredDelta | None:
    """What changed in a list since the reading before the one that serves.

    Returns:
        The difference; None if the list is not stored.

    Raises:
        ListError: A stored reading is damaged.
    """
    after = {manifest.source: manifest for manifest in store.current()}.get(source)
    if after is None:
        return None
    before = store.previous(source)
    former = store.entries(before) if before is not None else ()
    return StoredDelta(before=before, after=after, delta=compare(former, store.entries(after)))


def _changes(before: Listed, after: Listed) -> tuple[FieldChange, ...]:
    former, present = _values(before), _values(after)
    changes = []
    for field in sorted(former.keys() | present.keys()):
        old, new = former.get(field, ()), present.get(field, ())
        gained = tuple(value for value in new if value not in old)
        lost = tuple(value for value in old if value not in new)
        if gained or lost:
            changes.append(FieldChange(field=field, gained=gained, lost=lost))
    return tuple(changes)


def _values(listed: Listed) -> dict[str, tuple[str, ...]]:
    entity = listed_to_ftm(listed)
    return {
        **{prop: tuple(values) for prop, values in entity["properties"].items()},
        **{field: tuple(entity[field]) for field in ("datasets", "referents")},
        **{
            field: () if entity[field] is None else (str(entity[field]),)
            for field in ("schema", "target", "first_seen", "last_change")
        },
    }
