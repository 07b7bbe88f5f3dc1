"""`GET /algorithms`: the model that answers, with what is known of its making."""

from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint

from api.screeners import Model
from api.state import current_models, current_screener

bp = Blueprint("algorithms", __name__)


@bp.get("/algorithms")
def algorithms() -> dict[str, Any]:
    """The models that a match may name: the live one, under its id, `best` and `default`."""
    model = current_screener().model
    return {
        "algorithms": [algorithm_json(model, current_models())],
        "default": model.id,
        "best": model.id,
    }


def algorithm_json(model: Model, models: Path) -> dict[str, Any]:
    """A model with its figures, as far as its directory has them.

    A directory that was removed under the running service costs the figures, not the answer.
    """
    document = _read(models / model.id / "model.json") or {}
    threshold = document.get("threshold", {})
    return {
        "name": model.id,
        "description": "Fellegi-Sunter: evidence in bits, calibrated to a probability",
        "docs": {
            comparison["output_column_name"]: {
                "levels": [level["label_for_charts"] for level in comparison["comparison_levels"]]
            }
            for comparison in document.get("splink", {}).get("comparisons", [])
        },
        "threshold": model.threshold,
        "threshold_evidence": threshold.get("evidence"),
        "base_rate": document.get("calibration", {}).get("base_rate"),
        "versions": document.get("versions", {}),
        "trained_on": document.get("trained_on", {}),
        "report": _read(models / model.id / "report.json"),
    }


def _read(path: Path) -> dict[str, Any] | None:
    """A JSON object; None if the file is not there or is none."""
    try:
        document = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return document if isinstance(document, dict) else None
