"""Which entity rows may be answered, from what the caller asked for and what entries carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidQuery
from matcher.index.postings import Postings
from matcher.records import Listed

_DAY_LENGTH = len("2026-01-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the entries of a snapshot can be filtered by.

    Args:
        rows: Labels (`label_keys`) -> entity rows.
        changed: Shape (entities,): `moment` of each entry's last change.
        datasets: Keys of all lists.
    """

    rows: Postings
    changed: NDArray[np.bytes_]
    datasets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an entry must fulfil; the fields are those of `Filters`. Empty means "any"."""

    include_datasets: frozenset[str] = frozenset()
    exclude_datasets: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed_since: str | None = None


def label_keys(listed: Listed) -> list[str]:
    """The keys under which an entry is found by what it can be filtered by."""
    return [
        _key("schema", listed.schema),
        *(_key("dataset", dataset) for dataset in listed.datasets),
        *(_key("topic", topic) for topic in listed.topics),
    ]


def moment(text: str) -> bytes:
    """A date or time of ISO 8601 in the one form in which two can be compared as bytes.

    Args:
        text: `2026-01-31`, `2026-01-31T12:00:00+03:00`, `20260131`, ...; a time without a
            zone is in UTC.

    Returns:
        `2026-01-31` or `2026-01-31T09:00:00`, in UTC and to the second.

    Raises:
        ValueError: It is neither.
    """
    if len(text) <= _DAY_LENGTH:
        return date.fromisoformat(text).isoformat().encode()
    time = datetime.fromisoformat(text)
    if time.tzinfo is not None:
        time = time.astimezone(UTC).replace(tzinfo=None)
    return time.isoformat(timespec="seconds").encode()


def moment_of_change(listed: Listed) -> bytes:
    """When the entry last changed; empty if that is not known or cannot be understood."""
    try:
        return moment(listed.last_change or "")
    except (ValueError, OverflowError):
        return b""


def find_allowed(labels: Labels, condition: Condition) -> NDArray[np.bool_] | None:
    """Which entity rows fulfil a condition; None if all do because it asks for nothing.

    Raises:
        InvalidQuery: `changed_since` is neither a date nor a time.
    """
    if condition == Condition():
        return None
    allowed = np.ones(len(labels.changed), dtype=bool)
    if condition.include_datasets:
        allowed &= _labelled(labels, "dataset", condition.include_datasets)
    if condition.topics:
        allowed &= _labelled(labels, "topic", condition.topics)
    if condition.exclude_schemata:
        allowed &= ~_labelled(labels, "schema", condition.exclude_schemata)
    if condition.exclude_datasets:  # an entry that another list carries too stays
        allowed &= _labelled(labels, "dataset", labels.datasets - condition.exclude_datasets)
    if condition.changed_since:
        allowed &= _changed_since(labels.changed, condition.changed_since)
    allowed.flags.writeable = False  # it is remembered and shared
    return allowed


def _changed_since(changed: NDArray[np.bytes_], text: str) -> NDArray[np.bool_]:
    """Entries that may have changed since: those without a date too.

    Some lists date a change by the day, so the day of the moment counts whole.
    """
    try:
        since = moment(text)
    except (ValueError, OverflowError) as error:
        raise InvalidQuery(f"{text!r} is no ISO 8601 date or time", path="changed_since") from error
    day = since[:_DAY_LENGTH]
    by_day = np.char.str_len(changed) <= _DAY_LENGTH
    found: NDArray[np.bool_] = (changed == b"") | (changed >= since) | (by_day & (changed >= day))
    return found


def _labelled(labels: Labels, kind: str, values: Iterable[str]) -> NDArray[np.bool_]:
    found = np.zeros(len(labels.changed), dtype=bool)
    for value in values:
        found[labels.rows.rows(_key(kind, value))] = True
    return found


def _key(kind: str, value: str) -> str:
    return f"{kind}:{value}"
