"""The model that answers, and the one to fall back to; with the snapshot that serves."""

from pathlib import Path

from matcher.errors import ModelError
from matcher.scoring.model import Model
from matcher.screening import Screener, open_screener
from models.history import lived, read_history
from models.registry import live_id, live_model, load_entry, shipped_id


def open_live_screener(home: Path) -> Screener:
    """Screen with the live model against the snapshot that serves.

    Args:
        home: The folder that holds Tallyman's state.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: The snapshot cannot be read.
        ModelError: The model cannot be used.
    """
    return open_screener(home, live_model(home))


def usable_model(home: Path, loaded: Model | None = None) -> Model:
    """The live model; if it cannot be used, the last one before it that can.

    For a service that starts, or a worker that is replaced: it answers with the model that the
    workers beside it have kept. Commands do not fall back, they use `live_model`.

    Args:
        home: The folder that holds Tallyman's state.
        loaded: A model that is in memory already: answered with if it is the one.

    Raises:
        ModelError: No model can be used, not even the one that ships; it says what is wrong
            with the live one.
    """
    try:
        wanted = live_id(home)
        return loaded if loaded and loaded.id == wanted else live_model(home)
    except ModelError:
        for name in _earlier(home):
            try:
                return loaded if loaded and loaded.id == name else load_entry(home, name)
            except ModelError:
                continue
        raise


def _earlier(home: Path) -> list[str]:
    """Ids of the models that were live, the last one first; the one that ships at the end."""
    try:
        return [*reversed(lived(read_history(home))), shipped_id()]
    except ModelError:
        return [shipped_id()]  # a damaged history must not keep a service from starting
