"""What the service writes to stderr: one JSON object a line, no name that was screened."""

import logging
import re
import time
import uuid
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask, Response, g, request

logger = logging.getLogger("tallyman.requests")

_REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


class JsonFormatter(logging.Formatter):
    """A record as a line of JSON; `extra={"fields": {...}}` adds members."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "pid": record.process,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure() -> None:
    """Write every record of this process, of the level info or above, as JSON to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def register(app: Flask) -> None:
    """Give every request an id, the caller's own if it has one, and a line in the log.

    The line holds the route and not the address, whose parameters may be a name.
    """

    def start() -> None:
        sent = request.headers.get("X-Request-ID", "")
        g.request_id = sent if _REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex
        g.arrived_s = time.perf_counter()

    def finish(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        fields = {
            "request_id": g.request_id,
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.arrived_s) * 1e3, 3),
            "bytes": request.content_length,
            "key": g.get("key_id"),
        }
        logger.info("request", extra={"fields": fields})
        return response

    app.before_request(start)
    app.after_request(finish)
