"""What the application holds, with its type, for the views."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from api.counts import Metrics
from api.screeners import Refusal, Screener, Screeners

_KEY = "tallyman"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What `create_app` was given."""

    screeners: Screeners
    home: Path
    counts: Metrics


def hold(app: Flask, state: State) -> None:
    """Give the application its state."""
    app.extensions[_KEY] = state


def current_screener() -> Screener:
    """The screener that serves now. A view takes it once: its answer is of one snapshot.

    Raises:
        NoSnapshot: Nothing has been built yet.
        NothingServed: What was built or promoted cannot be used.
    """
    return _state().screeners.current()


def current_refusals() -> Sequence[Refusal]:
    """What ought to serve and cannot."""
    return _state().screeners.refusals()


def current_home() -> Path:
    """The folder that holds Tallyman's state."""
    return _state().home


def current_counts() -> Metrics:
    """Where what happens is counted."""
    return _state().counts


def _state() -> State:
    return cast("State", current_app.extensions[_KEY])
