"""The one place that turns an error into a status, as `application/problem+json` (RFC 9457)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from api.access import Forbidden, TooManyRequests, Unauthenticated
from api.faults import Fault, InvalidBody, InvalidParameter, InvalidRequest
from api.keys import KeyStoreError
from matcher.errors import (
    InvalidQuery,
    NoSnapshot,
    NothingServed,
    TallymanError,
    UnknownEntity,
    UnknownSource,
)

logger = logging.getLogger(__name__)

# A batch of 500 misspelt queries has 500 faults; the first ones tell the story.
MAX_FAULTS = 50
RETRY_AFTER_S = 1
TYPES = "urn:problem-type:tallyman:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a caller is told about an error.

    Args:
        status: HTTP status.
        kind: Last part of the type, stable across versions: programs may switch on it.
        title: The kind in words, the same every time.
        detail: This occurrence in words.
        facts: Further members of the document.
    """

    status: int
    kind: str
    title: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def problem_of(error: Exception) -> Problem:
    """The problem that an error is; whatever is not known is a 500 without particulars."""
    match error:
        case InvalidBody():
            return _invalid_body(error)
        case InvalidQuery():
            fault = Fault(pointer=error.path, detail=error.message)
            return _invalid_body(InvalidBody((fault,)))
        case InvalidRequest():
            return Problem(
                status=400, kind="invalid-request", title="Invalid request", detail=str(error)
            )
        case InvalidParameter():
            facts = {"parameter": error.parameter} | _suggestion(error.suggestion)
            return Problem(
                status=400,
                kind="invalid-parameter",
                title="Invalid parameter",
                detail=str(error),
                facts=facts,
            )
        case UnknownSource():
            return Problem(
                status=404,
                kind="unknown-dataset",
                title="Unknown dataset",
                detail=str(error),
                facts={"dataset": error.name, "known": list(error.known)},
            )
        case UnknownEntity():
            return Problem(
                status=404,
                kind="unknown-entity",
                title="Unknown entity",
                detail=str(error),
                facts={"entity": error.entity_id},
            )
        case Unauthenticated():
            return Problem(
                status=401, kind="unauthenticated", title="Not authenticated", detail=str(error)
            )
        case Forbidden():
            return Problem(status=403, kind="forbidden", title="Forbidden", detail=str(error))
        case TooManyRequests():
            return Problem(
                status=429, kind="too-many-requests", title="Too many requests", detail=str(error)
            )
        case KeyStoreError():
            return Problem(
                status=503,
                kind="keys-unavailable",
                title="Keys unavailable",
                detail="the keys cannot be checked; the log says why",
            )
        case NoSnapshot() | NothingServed():
            return _not_serving(error)
        case HTTPException():
            status = HTTPStatus(error.code or 500)
            return Problem(
                status=status.value,
                kind=status.phrase.lower().replace(" ", "-"),
                title=status.phrase,
                detail=error.description or status.description,
            )
    return Problem(
        status=500,
        kind="internal-error",
        title="Internal error",
        detail="the service failed on this request; its log says how",
    )


def register(app: Flask) -> None:
    """Answer every error of the application as a problem document."""
    app.register_error_handler(TallymanError, _answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    problem = problem_of(error)
    if problem.status >= 500 and not isinstance(error, NoSnapshot | NothingServed):
        rule = request.url_rule.rule if request.url_rule else "(unknown)"
        fields = {"request_id": g.get("request_id")}
        logger.error("%s %s failed", request.method, rule, exc_info=error, extra={"fields": fields})
    response = _response(problem)
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after_s)
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _answer_http(error: HTTPException) -> Response:
    """Flask's own errors; they may carry headers (`Allow`), and redirects are not errors."""
    original = error.get_response()
    if error.code is not None and error.code < 400:
        return Response(original.get_data(), status=error.code, headers=original.headers)
    response = _response(problem_of(error))
    for name, value in original.headers:
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _response(problem: Problem) -> Response:
    document = {
        "type": f"{TYPES}{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
        **problem.facts,
    }
    return Response(
        orjson.dumps(document), status=problem.status, mimetype="application/problem+json"
    )


def _not_serving(error: NoSnapshot | NothingServed) -> Problem:
    if isinstance(error, NoSnapshot):
        kind, title = "no-snapshot", "No snapshot yet"
    else:
        kind, title = "nothing-served", "Nothing can be served"
    return Problem(status=503, kind=kind, title=title, detail=str(error))


def _invalid_body(error: InvalidBody) -> Problem:
    return Problem(
        status=422,
        kind="invalid-body",
        title="Invalid body",
        detail=str(error),
        facts={
            "errors": [
                {"pointer": fault.pointer, "detail": fault.detail} | _suggestion(fault.suggestion)
                for fault in error.faults[:MAX_FAULTS]
            ]
        },
    )


def _suggestion(suggestion: str | None) -> dict[str, str]:
    return {} if suggestion is None else {"suggestion": suggestion}
