"""`/`, `/healthz` and `/readyz`: what there is, whether it lives, whether it answers."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from api.operations import OPERATIONS
from api.state import current_refusals, current_screener

bp = Blueprint("status", __name__)


@bp.get("/")
def index() -> dict[str, Any]:
    """What there is to ask."""
    return {
        "service": "tallyman",
        "endpoints": {f"{op.method} {op.path}": op.summary for op in OPERATIONS},
    }


@bp.get("/healthz")
def healthz() -> dict[str, Any]:
    """The process lives."""
    return {"status": "ok"}


@bp.get("/readyz")
def readyz() -> dict[str, Any]:
    """A snapshot is served; without one the error is a 503.

    A newer snapshot or model that cannot be used is named under `refused`.
    """
    screener = current_screener()
    return {
        "status": "ready",
        "snapshot": screener.snapshot.id,
        "model": screener.model.id,
        "compared_by": screener.compared_by,
        "refused": [asdict(refusal) for refusal in current_refusals()],
    }
