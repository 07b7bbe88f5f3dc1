"""What the application holds, with its type, for the views."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from api.counts import Metrics
from api.screeners import Screener, Screeners

_KEY = "tallyman"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What `create_app` was given."""

    screeners: Screeners
    models: Path
    counts: Metrics


def hold(app: Flask, state: State) -> None:
    """Give the application its state."""
    app.extensions[_KEY] = state


def current_screener() -> Screener:
    """The screener that serves now. A view takes it once: its answer is of one snapshot.

    Raises:
        NoSnapshot: Nothing has been built yet.
    """
    return _state().screeners.current()


def current_models() -> Path:
    """The folder of the models."""
    return _state().models


def current_counts() -> Metrics:
    """Where what happens is counted."""
    return _state().counts


def _state() -> State:
    return cast("State", current_app.extensions[_KEY])
