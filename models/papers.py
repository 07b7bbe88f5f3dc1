"""What stands in a model directory beside what scores: its document, report and card.

They are read without loading the model, so that one of an older format can be looked at too.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from matcher.errors import ModelError
from matcher.scoring.model import load_model, model_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """A model's papers.

    Args:
        id: By its content; the directory goes by the same name.
        document: `model.json`.
        report: `report.json`; None if there is none.
        card: `card.md`; empty if there is none.
    """

    id: str
    document: Mapping[str, Any] = field(repr=False)
    report: Mapping[str, Any] | None = field(repr=False)
    card: str = field(repr=False)

    @property
    def threshold(self) -> float | None:
        """Score from which an answer is an alert."""
        found: float | None = self.document.get("threshold", {}).get("score")
        return found


def read_papers(path: Path) -> Papers:
    """Read the papers of a model directory.

    Raises:
        ModelError: The document or the report is missing, damaged or was changed.
    """
    raw = _read(path / "model.json")
    if raw is None:
        raise ModelError("there is no model.json", path=path)
    if model_id(raw) != path.name:
        raise ModelError(f"model.json was changed: by its content it is {model_id(raw)}", path=path)
    document = _object(raw, path / "model.json")
    report, card = _read(path / "report.json"), _read(path / "card.md") or b""
    recorded = document.get("files", {}).get("report.json")
    if recorded is not None and hashlib.sha256(report or b"").hexdigest() != recorded:
        raise ModelError("report.json is not the report of this model", path=path)
    return Papers(
        id=path.name,
        document=document,
        report=None if report is None else _object(report, path / "report.json"),
        card=card.decode("utf-8", "replace"),
    )


def fault_of(path: Path) -> str | None:
    """Why the model in a directory cannot answer; None if it can."""
    try:
        load_model(path)
    except ModelError as error:
        return error.message
    return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", path=path) from error


def _object(raw: bytes, path: Path) -> Mapping[str, Any]:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ModelError(f"is not JSON: {error}", path=path) from error
    if not isinstance(found, dict):
        raise ModelError("is no JSON object", path=path)
    return found
