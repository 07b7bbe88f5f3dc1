"""Which old readings of the lists may go: never by themselves, and none that something needs.

OFAC asks for records of ten years (31 CFR 501.601), so a reading is kept that long after it last
served, and the newest ones always.
"""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from matcher.lists.store import ListStore, Reading

KEEP_DAYS = 3_653  # ten years with their leap days
KEEP_READINGS = 2  # of a list: the one that serves and the one before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a reading.

    Args:
        kept_because: None if it may go.
    """

    reading: Reading
    kept_because: str | None


def verdicts(
    store: ListStore,
    *,
    snapshots: Collection[str],
    keep_days: int = KEEP_DAYS,
    keep_readings: int = KEEP_READINGS,
    now: datetime | None = None,
) -> list[Verdict]:
    """Judge every stored reading, by source, the newest first.

    Args:
        store: The lists.
        snapshots: Digests of the readings that snapshots are made of.
        keep_days: Days that a reading stays after it last served.
        keep_readings: The newest of a list, which stay however old they are.
        now: None asks the clock.

    Raises:
        ListError: A reading is damaged: of that list nothing can be said.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=keep_days)
    found = []
    for source in store.sources():
        for place, reading in enumerate(store.readings(source)):
            found.append(
                Verdict(
                    reading=reading,
                    kept_because=_reason(reading, before, snapshots)
                    or ("one of the newest" if place < keep_readings else None),
                )
            )
    return found


def _reason(reading: Reading, before: datetime, snapshots: Collection[str]) -> str | None:
    if reading.serves:
        return "it serves"
    if reading.served_last:
        return "it served before"
    if reading.manifest.sha256 in snapshots:
        return "a snapshot is made of it"
    if reading.served_until is None:
        return "it is not known until when it served"
    if reading.served_until >= before:
        return f"it served until {reading.served_until:%Y-%m-%d}"
    return None


def remove(found: Collection[Verdict]) -> list[Reading]:
    """Remove the readings that may go, and say which."""
    gone = [verdict.reading for verdict in found if verdict.kept_because is None]
    for reading in gone:
        # Another name first: a reading that is half removed must not look like one.
        doomed = reading.folder.with_name(f".removing-{reading.folder.name}")
        reading.folder.rename(doomed)
        shutil.rmtree(doomed)
    return gone
