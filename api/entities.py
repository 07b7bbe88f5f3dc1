"""`GET /entities/{id}`: one listed party in full."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.answers import entity_json
from api.parameters import parse_parameters
from api.schemas import EntityParameters
from api.state import current_screener
from matcher.lists.ftm import listed_to_ftm
from matcher.lists.vocabulary import ADDRESS_SCHEMA
from matcher.records import Listed

bp = Blueprint("entities", __name__)


@bp.get("/entities/<path:entity_id>")  # some publishers' ids hold slashes
def entity(entity_id: str) -> ResponseReturnValue:
    """The party of an id; a referent's id leads to the one that it was merged into."""
    parameters = parse_parameters(request.args, EntityParameters)
    snapshot = current_screener().snapshot
    listed = snapshot.entity(entity_id)
    if listed.id != entity_id:
        nested = "true" if parameters.nested else None
        return redirect(url_for(".entity", entity_id=listed.id, nested=nested), 308)
    document = entity_json(listed, snapshot.listings(listed.id))
    if parameters.nested and listed.addresses and listed.schema != ADDRESS_SCHEMA:
        document["properties"]["addressEntity"] = _addresses(listed)
    return document


def _addresses(listed: Listed) -> list[dict[str, Any]]:
    """Each address of a party as an entity of its own."""
    return [
        listed_to_ftm(
            Listed(
                id=f"{listed.id}-address-{number}",
                schema=ADDRESS_SCHEMA,
                aliases=(),
                provenance=listed.provenance,
                addresses=(address,),
                datasets=listed.datasets,
                target=False,
                first_seen=listed.first_seen,
                last_seen=listed.last_seen,
                last_change=listed.last_change,
            )
        )
        for number, address in enumerate(listed.addresses, start=1)
    ]
