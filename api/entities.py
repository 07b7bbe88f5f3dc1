"""`GET /entities/{id}`: one listed party in full."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from api.answers import entity_json
from api.state import current_screener

bp = Blueprint("entities", __name__)


@bp.get("/entities/<path:entity_id>")  # some publishers' ids hold slashes
def entity(entity_id: str) -> ResponseReturnValue:
    """The party of an id; a referent's id leads to the one that it was merged into."""
    snapshot = current_screener().snapshot
    listed = snapshot.entity(entity_id)
    if listed.id != entity_id:
        return redirect(url_for(".entity", entity_id=listed.id), 308)
    return entity_json(listed, snapshot.listings(listed.id))
