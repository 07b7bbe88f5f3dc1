"""Every operation of the service, in one table.

`/openapi.json`, `/docs` and `/` are written from it, and a test holds it against the routes
that the application has, so that none can say something else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from api import answer_schemas as answers
from api import reconcile_schemas as reconcile
from api import schemas
from api.keys import Scope

PATH_PARAMETERS = {
    "dataset": "key of a list (`GET /catalog` names them), or `default` for all",
    "entity_id": "id of a listed party; an id that was merged leads to the one it became",
    "name": "name of a file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path.

    Args:
        path: As OpenAPI writes it: `/match/{dataset}`.
        parameters: The query string; None if it is not read.
        body: What is sent; None if nothing is.
        answer: The JSON of a 200; None if it is something else.
        media_type: Of a 200.
        others: Further statuses that are not problems, with what they mean.
        problems: Statuses of the problems particular to this operation.
        scope: What a key must be good for; None if none is asked for.
    """

    method: str
    path: str
    summary: str
    description: str = ""
    parameters: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    body_media_type: str = "application/json"
    answer: type[BaseModel] | None = None
    media_type: str = "application/json"
    others: Mapping[int, str] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    scope: Scope | None = None


OPERATIONS = (
    Operation(
        method="POST",
        path="/match/{dataset}",
        summary="Screen a batch of parties",
        description="Query by example: up to 500 parties under keys of your own. A bad query has "
        "a 422 and a pointer to each fault in the place of its answer, the others are answered; "
        "if none can be, the batch is refused.",
        parameters=schemas.Parameters,
        body=schemas.Batch,
        answer=answers.MatchAnswer,
        problems=(400, 404, 413, 422, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/search/{dataset}",
        summary="Find parties by words, with counts by facet",
        description="Finds parties that carry every word in their names and addresses, or the "
        "identifier, or the id. To screen, use match: it tolerates what differs.",
        parameters=schemas.SearchParameters,
        answer=answers.SearchAnswer,
        problems=(400, 404, 503),
        scope=Scope.READ,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}",
        summary="Reconciliation 0.2: manifest, candidates, values",
        parameters=reconcile.ReconcileForm,
        answer=reconcile.ReconcileAnswer,
        problems=(400, 404, 422, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="POST",
        path="/reconcile/{dataset}",
        summary="The same, sent as a form",
        body=reconcile.ReconcileForm,
        body_media_type="application/x-www-form-urlencoded",
        answer=reconcile.ReconcileAnswer,
        problems=(400, 404, 413, 422, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}/suggest/entity",
        summary="Parties by what was typed so far",
        parameters=reconcile.SuggestParameters,
        answer=reconcile.Suggestions,
        problems=(400, 404, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}/suggest/property",
        summary="Properties by what was typed so far",
        parameters=reconcile.SuggestParameters,
        answer=reconcile.Suggestions,
        problems=(400, 404, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}/suggest/type",
        summary="Schemata by what was typed so far",
        parameters=reconcile.SuggestParameters,
        answer=reconcile.Suggestions,
        problems=(400, 404, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}/properties",
        summary="Properties that can be asked for",
        parameters=reconcile.ProposeParameters,
        answer=reconcile.ProposedProperties,
        problems=(400, 404, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/reconcile/{dataset}/preview",
        summary="One party as a small page",
        parameters=reconcile.PreviewParameters,
        media_type="text/html",
        problems=(400, 404, 503),
        scope=Scope.MATCH,
    ),
    Operation(
        method="GET",
        path="/catalog",
        summary="The lists that are served, with their dates and counts",
        answer=answers.Catalog,
        others={304: "Nothing has changed since your ETag."},
        problems=(503,),
        scope=Scope.READ,
    ),
    Operation(
        method="GET",
        path="/entities/{entity_id}",
        summary="One listed party in full",
        parameters=schemas.EntityParameters,
        answer=answers.EntityInFull,
        others={308: "The id was merged into another; `Location` says which."},
        problems=(400, 404, 503),
        scope=Scope.READ,
    ),
    Operation(
        method="GET",
        path="/algorithms",
        summary="The model that answers, with its figures",
        answer=answers.Algorithms,
        problems=(503,),
        scope=Scope.READ,
    ),
    Operation(
        method="GET",
        path="/healthz",
        summary="200 while the process lives",
        answer=answers.Status,
    ),
    Operation(
        method="GET",
        path="/readyz",
        summary="200 while a snapshot is served, else 503",
        answer=answers.Readiness,
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/metrics",
        summary="Figures for Prometheus, of all workers together",
        media_type="text/plain",
        scope=Scope.ADMIN,
    ),
    Operation(
        method="GET",
        path="/openapi.json",
        summary="This description, OpenAPI 3.1",
    ),
    Operation(
        method="GET",
        path="/docs",
        summary="This description, to read",
        media_type="text/html",
    ),
    Operation(
        method="GET",
        path="/",
        summary="What there is to ask",
        answer=answers.Index,
    ),
)


def openapi_path(rule: str) -> str:
    """A route of the application as OpenAPI writes it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)
