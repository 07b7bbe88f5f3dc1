"""Snapshots and models that a benchmark makes for itself, without files that stay."""

from collections.abc import Iterable
from pathlib import Path

import orjson

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.ftm import listed_to_ftm
from matcher.lists.store import ListStore
from matcher.records import Listed
from matcher.scoring.model import Model
from matcher.scoring.weights import weights_of
from models.training import Trained


def snapshot_of(entries: Iterable[Listed], folder: Path) -> Snapshot:
    """A snapshot of these entries, whatever lists they are from, in a folder of its own."""
    folder.mkdir(parents=True)
    path = folder / "entries.ftm.json"
    with path.open("wb") as file:
        for entry in entries:
            file.write(orjson.dumps(listed_to_ftm(entry), option=orjson.OPT_APPEND_NEWLINE))
    ListStore(folder).ingest("ftm", path)
    return build(folder)


def model_of(trained: Trained) -> Model:
    """What was trained, as serving loads it."""
    return Model(
        id="measured",
        weights=weights_of(trained.settings),
        knowledge=trained.knowledge,
        calibration=trained.calibration,
        threshold=trained.threshold,
        splink_settings=trained.settings,
    )
