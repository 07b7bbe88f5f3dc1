"""An evaluation as one page that needs nothing beside it: no server, no network."""

from math import isnan

from api.pages import page_environment
from matcher.linkage.charts import chart_libraries, model_charts
from matcher.scoring.model import Model
from models.evaluation.charts import (
    Spec,
    additions_chart,
    calibration_chart,
    keys_chart,
    precision_chart,
    roc_chart,
    segment_chart,
    threshold_chart,
)
from models.evaluation.evaluation import Evaluation
from models.metrics import Estimate

_CHARTED = ("kind", "variation", "script", "list", "country")
_MISSING = "–"
_MOST_LOST = 20  # alerts or names that a table shows


def evaluation_page(evaluation: Evaluation, model: Model) -> str:
    """The page, as HTML.

    Args:
        evaluation: What was measured.
        model: The model that it was measured of, for its charts.
    """
    environment = page_environment()
    environment.filters |= {"share": _share, "interval": _interval, "rate": _rate}
    return environment.get_template("evaluation.html").render(
        evaluation=evaluation,
        charts=_charts(evaluation) | model_charts(model.splink_settings),
        charted=_CHARTED,
        libraries=chart_libraries(),
        most_lost=_MOST_LOST,
    )


def _charts(evaluation: Evaluation) -> dict[str, Spec]:
    """The charts by the ids of their places on the page."""
    charts = {
        f"{chart}_{evidence}": draw(quality)
        for evidence, quality in (
            ("by_name", evaluation.by_name),
            ("with_context", evaluation.with_context),
        )
        for chart, draw in (
            ("roc", roc_chart),
            ("precision", precision_chart),
            ("calibration", calibration_chart),
        )
    }
    charts |= {
        f"segment_{dimension}": segment_chart(evaluation.by_name, dimension)
        for dimension in _CHARTED
    }
    if evaluation.thresholds and evaluation.thresholds.names:
        charts["thresholds"] = threshold_chart(evaluation.thresholds)
    if evaluation.blocking:
        charts["keys"] = keys_chart(evaluation.blocking)
    if evaluation.additions and evaluation.additions.asked:
        charts["additions"] = additions_chart(evaluation.additions)
    return charts


def _share(value: float) -> str:
    return _MISSING if isnan(value) else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    if isnan(estimate.value):
        return _MISSING
    return f"{estimate.value:.3f} ({estimate.low:.3f}-{estimate.high:.3f})"


def _rate(estimate: Estimate) -> str:
    return f"{estimate.value:.1f} ({estimate.low:.1f}-{estimate.high:.1f})"
