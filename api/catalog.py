"""`GET /catalog`: which lists are served, of which day."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, make_response, request

from api.screeners import Screener
from api.state import current_screener
from matcher.index.snapshot import DatasetSummary

bp = Blueprint("catalog", __name__)


@bp.get("/catalog")
def catalog() -> Response:
    """The lists of the snapshot; 304 while nothing has changed since the caller's ETag."""
    response = make_response(catalog_json(current_screener(), datetime.now(UTC).date()))
    response.headers["Cache-Control"] = "no-cache"  # kept by the caller, asked about each time
    response.add_etag()
    response.make_conditional(request)
    return response


def catalog_json(screener: Screener, today: date) -> dict[str, Any]:
    """The catalogue as of a day, which is what ages are counted to."""
    snapshot = screener.snapshot
    return {
        "datasets": [_dataset_json(summary, today) for summary in snapshot.datasets],
        # yente's words for freshness: what is served here is always what was built last.
        "current": [summary.key for summary in snapshot.datasets],
        "outdated": [],
        "index_stale": False,
        "entities": snapshot.entity_count,
        "names": snapshot.name_count,
        "snapshot": snapshot.id,
        "built_at": snapshot.built_at,
        "model": screener.model.id,
        "threshold": screener.model.threshold,
    }


def _dataset_json(summary: DatasetSummary, today: date) -> dict[str, Any]:
    return {
        "name": summary.key,
        "title": summary.title,
        "publisher": {"name": summary.publisher} if summary.publisher else None,
        "load": True,
        "entity_count": summary.entities,
        "entities": summary.entities,
        "names": summary.names,
        "as_of": summary.as_of,
        "age_days": age_days(summary.as_of, today),
        "sha256": summary.sha256,
        "ingested_at": summary.ingested_at,
    }


def age_days(as_of: str | None, today: date) -> int | None:
    """Days since the date of a list; None if its date is not known."""
    return None if as_of is None else (today - date.fromisoformat(as_of[:10])).days
