"""`/`, `/healthz` and `/readyz`: what there is, whether it lives, whether it answers."""

from typing import Any

from flask import Blueprint

from api.state import current_screener

bp = Blueprint("status", __name__)

_ENDPOINTS = {
    "POST /match/{dataset}": "screen a batch of parties; {dataset} is a list's key, or default",
    "GET /catalog": "the lists that are served, with their dates and counts",
    "GET /entities/{id}": "one listed party in full",
    "GET /healthz": "200 while the process lives",
    "GET /readyz": "200 while a snapshot is served, else 503",
}


@bp.get("/")
def index() -> dict[str, Any]:
    """What there is to ask."""
    return {"service": "tallyman", "endpoints": _ENDPOINTS}


@bp.get("/healthz")
def healthz() -> dict[str, Any]:
    """The process lives."""
    return {"status": "ok"}


@bp.get("/readyz")
def readyz() -> dict[str, Any]:
    """A snapshot is served; without one the error is a 503."""
    screener = current_screener()
    return {"status": "ready", "snapshot": screener.snapshot.id, "model": screener.model.id}
