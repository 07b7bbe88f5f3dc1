"""From when on which reading of a list served, in a file that only grows.

    {"reading":"0f5c…","since":"2026-01-31T04:00:12+00:00"}

The first line of a home that is older than this file has no time.
"""

import os
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import orjson

from matcher.errors import ListError

_HISTORY = "HISTORY"


def remember(folder: Path, before: str, name: str) -> None:
    """Note that another reading serves from now on.

    Args:
        folder: Of the list.
        before: The reading that served; the same if none did.
        name: The reading that serves.
    """
    history = folder / _HISTORY
    lines = [] if history.exists() or before == name else [_served(before, since=None)]
    lines.append(_served(name, since=datetime.now(UTC).isoformat(timespec="seconds")))
    with history.open("ab") as stream:
        stream.write(b"".join(lines))
        stream.flush()
        os.fsync(stream.fileno())


def _served(name: str, *, since: str | None) -> bytes:
    return orjson.dumps({"reading": name, "since": since}, option=orjson.OPT_APPEND_NEWLINE)


def ended(folder: Path) -> dict[str, str]:
    """When each reading last ceased to serve, of those that the history knows.

    Raises:
        ListError: The history is damaged.
    """
    history = folder / _HISTORY
    if not history.exists():
        return {}
    try:
        served = [orjson.loads(line) for line in history.read_bytes().splitlines()]
        return {
            one["reading"]: following["since"]
            for one, following in pairwise(served)
            if one["reading"] != following["reading"]
        }
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise ListError("the history is damaged", file=history) from error
