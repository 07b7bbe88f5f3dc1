"""The model that answers, on the snapshot that serves."""

from pathlib import Path

from matcher.screening import Screener, open_screener
from models.registry import live_model


def open_live_screener(home: Path) -> Screener:
    """Screen with the live model against the snapshot that serves.

    Args:
        home: The folder that holds Tallyman's state.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: The snapshot cannot be read.
        ModelError: The model cannot be used.
    """
    return open_screener(home, live_model())
