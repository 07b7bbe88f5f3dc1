"""`GET /algorithms`: the models of the registry, with what is known of their making."""

from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint

from api.state import current_home, current_screener
from matcher.comparison.kinds import FAMILY_COMPARISONS, Family
from matcher.comparison.specification import COMPARISONS
from models.registry import entries

bp = Blueprint("algorithms", __name__)


# The comparisons of persons and vessels are the same whatever the model.
_OF_PERSONS_AND_VESSELS = {
    comparison.name: {
        "levels": [comparison.null_label, *(v.label for v in comparison.levels[::-1])]
    }
    for family in (Family.PERSONS, Family.VESSELS, Family.PLACES)
    for comparison in FAMILY_COMPARISONS[family]
    if comparison not in COMPARISONS
}


@bp.get("/algorithms")
def algorithms() -> dict[str, Any]:
    """The live model, which a match may name by its id, `best` or `default`, and the others."""
    model = current_screener().model
    live = {"name": model.id, "threshold": model.threshold, "live": True}
    found = {
        entry.id: algorithm_json(entry.path) | {"name": entry.id, "live": False}
        for entry in entries(current_home())
    }
    # A directory that was removed under the running service costs the figures, not the answer.
    first = found.pop(model.id, None) or algorithm_json(current_home() / model.id)
    return {
        "algorithms": [first | live, *found.values()],
        "default": model.id,
        "best": model.id,
    }


def algorithm_json(path: Path) -> dict[str, Any]:
    """What a model directory says of itself, as far as it can be read."""
    document = _read(path / "model.json") or {}
    threshold = document.get("threshold", {})
    return {
        "name": path.name,
        "description": "Fellegi-Sunter: evidence in bits, calibrated to a probability",
        "docs": {
            comparison["output_column_name"]: {
                "levels": [level["label_for_charts"] for level in comparison["comparison_levels"]]
            }
            for comparison in document.get("splink", {}).get("comparisons", [])
        }
        | _OF_PERSONS_AND_VESSELS,
        "threshold": threshold.get("score"),
        "threshold_evidence": threshold.get("evidence"),
        "base_rate": document.get("calibration", {}).get("base_rate"),
        "versions": document.get("versions", {}),
        "trained_on": document.get("trained_on", {}),
        "report": _read(path / "report.json"),
    }


def _read(path: Path) -> dict[str, Any] | None:
    """A JSON object; None if the file is not there or is none."""
    try:
        document = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return document if isinstance(document, dict) else None
