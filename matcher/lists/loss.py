"""A list that lost much of itself at once is not believed: it was cut, or taken out of its middle."""

from collections.abc import Callable
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.report import ReadReport
from matcher.lists.store import ListStore

LARGEST_LOSS = 1 / 3


def refuse_loss(
    store: ListStore, source: str, file: Path, *, fewest: int = 0
) -> Callable[[ReadReport], None]:
    """A check for `ListStore.ingest`: whether a new reading lost more than `LARGEST_LOSS` entries.

    Args:
        store: Holds the list that serves.
        source: Its key.
        file: That is read, for the error.
        fewest: Entries that the list that serves has at least; of a shorter one anything goes.
    """
    current = {manifest.source: manifest for manifest in store.current()}.get(source)
    before = 0 if current is None else current.report.entries

    def check(report: ReadReport) -> None:
        lost = before - report.entries
        if before >= max(fewest, 1) and lost / before > LARGEST_LOSS:
            message = (
                f"shrank from {before:,} to {report.entries:,} entries and is not taken;"
                " if that is right: --accept"
            )
            raise ListError(message, file=file)

    return check
