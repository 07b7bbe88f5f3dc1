"""Models that differ from the shipped one in what a test is about."""

import shutil
from pathlib import Path
from typing import Any

import orjson

from matcher.scoring.model import KNOWLEDGE_FILES, model_id
from models.registry import shipped_id, shipped_models


def model_variant(folder: Path, *, threshold: float | None = None, **changes: Any) -> Path:
    """The shipped model with another threshold or other members, under its own id.

    Args:
        folder: Where its directory goes.
        threshold: Score from which an answer is an alert.
        changes: Members of `model.json`.
    """
    shipped = shipped_models() / shipped_id()
    document = orjson.loads((shipped / "model.json").read_bytes()) | changes
    if threshold is not None:
        document["threshold"]["score"] = threshold
    raw = orjson.dumps(document)
    path = folder / model_id(raw)
    path.mkdir(parents=True)
    for name in (*KNOWLEDGE_FILES, "report.json"):
        shutil.copy(shipped / name, path)
    (path / "model.json").write_bytes(raw)
    return path
