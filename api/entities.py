"""`GET /entities/{id}`: one listed party in full."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from api.state import current_screener
from matcher.lists.ftm import listed_to_ftm

bp = Blueprint("entities", __name__)


@bp.get("/entities/<path:entity_id>")  # some publishers' ids hold slashes
def entity(entity_id: str) -> ResponseReturnValue:
    """The party of an id; a referent's id leads to the one that it was merged into."""
    listed = current_screener().snapshot.entity(entity_id)
    if listed.id != entity_id:
        return redirect(url_for(".entity", entity_id=listed.id), 308)
    return listed_to_ftm(listed)
