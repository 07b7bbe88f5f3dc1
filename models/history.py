"""How a home came to its live model: one JSON object a line, appended, never rewritten."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from matcher.errors import ModelError
from matcher.index.durable import fsync_directory
from models.registry import trained_models

HISTORY = "history.jsonl"
TRAIN, PROMOTE, ROLLBACK = "train", "promote", "rollback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What was done to the models of a home.

    Args:
        at: UTC, ISO 8601.
        by: Who, as the command was told, or the name of the account.
        action: `train`, `promote` or `rollback`.
        model: The model that was trained, or that answers since.
        previous: The model that answered until then; None if the pointer could not be read.
        why: The reason given.
        gate: What the gate found (`models.gate`); None where none was passed.
        forced: Why the model was promoted past a gate that it failed; None if it was not.
    """

    at: str
    by: str
    action: str
    model: str
    previous: str | None
    why: str = ""
    gate: Mapping[str, Any] | None = None
    forced: str | None = None


def read_history(home: Path) -> tuple[Event, ...]:
    """Everything that was done, oldest first.

    A last line that a power cut left unfinished is no event: the pointer moves after it.

    Raises:
        ModelError: A line is no event; it names the line.
    """
    path = trained_models(home) / HISTORY
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", path=path) from error
    events = []
    for row, line in enumerate(lines[:-1], start=1):
        try:
            events.append(Event(**orjson.loads(line)))
        except (ValueError, TypeError) as error:
            raise ModelError(f"row {row} is no event: {error}", path=path) from error
    return tuple(events)


def lived(events: Iterable[Event]) -> list[str]:
    """Ids of the models to go back to, the live one last; what was rolled back is not among them."""
    stack: list[str] = []
    for event in events:
        if event.action == PROMOTE:
            if event.previous is not None and stack[-1:] != [event.previous]:
                stack.append(event.previous)
            stack.append(event.model)
        elif event.action == ROLLBACK:
            while stack and stack[-1] != event.model:
                stack.pop()
            stack = stack or [event.model]
    return stack


def append(home: Path, event: Event) -> None:
    """Add an event, on disk when this returns; the caller holds the registry's lock."""
    path = trained_models(home) / HISTORY
    with path.open("a+b") as stream:
        stream.seek(0)
        whole = stream.read().rfind(b"\n") + 1
        stream.truncate(whole)  # a line that a power cut left unfinished
        stream.write(orjson.dumps(asdict(event), option=orjson.OPT_APPEND_NEWLINE))
        stream.flush()
        os.fsync(stream.fileno())
    fsync_directory(path.parent)
