"""`GET /metrics`: figures for Prometheus, of all workers together."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import InfoMetricFamily
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.catalog import age_days
from api.counts import Metrics
from api.screeners import Refusal, Screener, Screeners
from matcher.errors import NoSnapshot, NothingServed

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Serving(Collector):
    """What is served now, read when asked."""

    def __init__(self, screeners: Screeners) -> None:
        self._screeners = screeners

    def collect(self) -> Iterator[Metric]:
        yield refused_metric(self._screeners.refusals())
        try:
            screener = self._screeners.current()
        except (NoSnapshot, NothingServed):
            return
        yield from serving_metrics(screener, datetime.now(UTC))


def refused_metric(refusals: Sequence[Refusal]) -> Metric:
    """1 for what ought to serve and cannot, else 0: alert on it."""
    refused = GaugeMetricFamily(
        "tallyman_refused", "Whether the newest one cannot be used", labels=["kind"]
    )
    kinds = {refusal.kind for refusal in refusals}
    for kind in ("model", "snapshot"):
        refused.add_metric([kind], kind in kinds)
    return refused


def serving_metrics(screener: Screener, now: datetime) -> Iterator[Metric]:
    """The ids and ages of what is served."""
    snapshot = screener.snapshot
    about = {"model": screener.model.id, "snapshot": snapshot.id}
    yield InfoMetricFamily("tallyman_serving", "What answers", value=about)
    built = datetime.fromisoformat(snapshot.built_at)
    built = built if built.tzinfo else built.replace(tzinfo=UTC)
    age = GaugeMetricFamily("tallyman_snapshot_age_seconds", "Seconds since the build")
    age.add_metric([], (now - built).total_seconds())
    yield age
    parties = GaugeMetricFamily("tallyman_parties", "Listed parties", labels=["dataset"])
    days = GaugeMetricFamily(
        "tallyman_list_age_days", "Days since a list's date", labels=["dataset"]
    )
    for summary in snapshot.datasets:
        parties.add_metric([summary.key], summary.entities)
        list_age = age_days(summary.as_of, now.date())
        if list_age is not None:
            days.add_metric([summary.key], list_age)
    yield parties
    yield days


def register(app: Flask, metrics: Metrics, screeners: Screeners) -> None:
    """Time every request of the application, and answer `/metrics`."""
    bp = Blueprint("metrics", __name__)

    @bp.get("/metrics")
    def exposition() -> Response:
        serving = CollectorRegistry()
        serving.register(_Serving(screeners))
        text = metrics.exposition() + generate_latest(serving)
        return Response(text, content_type=CONTENT_TYPE)

    def start() -> None:
        g.started_s = time.perf_counter()

    def observe(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        seconds = time.perf_counter() - g.started_s
        metrics.observe_request(request.method, route, response.status_code, seconds)
        return response

    app.before_request(start)
    app.after_request(observe)
    app.register_blueprint(bp)
