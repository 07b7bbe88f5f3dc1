"""Models that differ from the shipped one in what a test is about."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from matcher.comparison.specification import COMPARISONS
from matcher.scoring.model import KNOWLEDGE_FILES, model_id
from models.registry import shipped_id, shipped_models


def model_variant(
    folder: Path,
    *,
    threshold: float | None = None,
    report: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Path:
    """The shipped model with another threshold or other members, under its own id.

    Args:
        folder: Where its directory goes.
        threshold: Score from which an answer is an alert.
        report: Its report; None for the shipped one's.
        changes: Members of `model.json`.
    """
    shipped = shipped_models() / shipped_id()
    document = _document() | changes
    if threshold is not None:
        document["threshold"]["score"] = threshold
    raw_report = (shipped / "report.json").read_bytes()
    if report is not None:
        raw_report = orjson.dumps(report)
    document["files"]["report.json"] = hashlib.sha256(raw_report).hexdigest()
    raw = orjson.dumps(document)
    path = folder / model_id(raw)
    path.mkdir(parents=True)
    for name in KNOWLEDGE_FILES:
        shutil.copy(shipped / name, path)
    (path / "report.json").write_bytes(raw_report)
    (path / "model.json").write_bytes(raw)
    (path / "card.md").write_text(f"# Model {path.name}\n", encoding="utf-8")
    return path


def other_bits(factors: Mapping[tuple[str, int], float]) -> dict[str, Any]:
    """The shipped Splink settings with m of some levels multiplied.

    Args:
        factors: By the comparison's name and the level.
    """
    settings: dict[str, Any] = _document()["splink"]
    names = [comparison.name for comparison in COMPARISONS]
    for (name, level), factor in factors.items():
        # Splink writes the highest level first, the null level before it.
        levels = settings["comparisons"][names.index(name)]["comparison_levels"]
        levels[-1 - level]["m_probability"] *= factor
    return settings


def _document() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(
        (shipped_models() / shipped_id() / "model.json").read_bytes()
    )
    return found
