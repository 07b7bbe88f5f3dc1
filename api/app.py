"""The Flask application: settings and screeners in, HTTP out."""

from typing import Any

import orjson
from flask import Flask, Response
from flask.json.provider import JSONProvider

from api import (
    access,
    algorithms,
    catalog,
    entities,
    logs,
    match,
    metrics,
    openapi,
    problems,
    reconcile,
    search,
    status,
)
from api.config import Settings
from api.counts import Metrics
from api.keys import KeyStore
from api.screeners import Screeners
from api.state import State, hold


class OrjsonProvider(JSONProvider):
    """JSON by orjson: half the time of the standard library's on an answer of five hits."""

    def dumps(self, obj: Any, **_: Any) -> str:
        """The document as text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """The document that a text holds."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """The document as a response, without a detour over text."""
        document = self._prepare_response_obj(args, kwargs)
        return Response(orjson.dumps(document), mimetype="application/json")


def create_app(
    settings: Settings,
    screeners: Screeners,
    *,
    counts: Metrics | None = None,
) -> Flask:
    """The application.

    Args:
        settings: How large a body may be.
        screeners: Where each request gets its screener.
        counts: Where requests are counted; None to count in this process alone.
    """
    app = Flask("api")  # its templates and static files lie beside this module
    app.json = OrjsonProvider(app)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body_bytes
    logs.register(app)
    counts = counts or Metrics()
    hold(app, State(screeners=screeners, home=settings.home, counts=counts))
    metrics.register(app, counts, screeners)
    access.register(app, KeyStore(settings.home), host=settings.host)
    for module in (status, match, catalog, search, entities, reconcile, algorithms, openapi):
        app.register_blueprint(module.bp)
    problems.register(app)
    app.after_request(_harden)
    return app


_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _harden(response: Response) -> Response:
    """Answers name parties under suspicion: nobody keeps them, nobody guesses their type."""
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    return response
