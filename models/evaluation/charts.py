"""The charts of an evaluation, as Vega-Lite specifications: data, drawn by whoever shows them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.evaluation.additions import SelfTest
from models.evaluation.blocking import Blocking
from models.evaluation.evaluation import Quality, Thresholds
from models.metrics import Estimate

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name; nothing is loaded
_WIDTH, _HEIGHT = 440, 280
_LOWEST_RATE = 1e-4  # where the logarithmic axis of false positives begins


def roc_chart(quality: Quality) -> Spec:
    """Recall over the false-positive rate, which is read at its small end."""
    rows = [
        {"group": group, "fpr": max(fpr, _LOWEST_RATE), "recall": recall, "threshold": threshold}
        for group, curve in quality.curves.items()
        for fpr, recall, threshold in zip(
            curve.false_positive_rate, curve.recall, curve.thresholds, strict=True
        )
    ]
    x = {
        "field": "fpr",
        "type": "quantitative",
        "scale": {"type": "log", "domain": [_LOWEST_RATE, 1]},
        "axis": {"format": "~%", "values": [1e-4, 1e-3, 1e-2, 0.05, 0.1, 1]},
        "title": "false positives (share of look-alikes)",
    }
    return _chart(rows, _lines(x, _share("recall", "recall"), "threshold"))


def precision_chart(quality: Quality) -> Spec:
    """Precision over recall, for the mix of pairs in the file."""
    rows = [
        {"group": group, "recall": recall, "precision": precision, "threshold": threshold}
        for group, curve in quality.curves.items()
        for recall, precision, threshold in zip(
            curve.recall, curve.precision, curve.thresholds, strict=True
        )
    ]
    return _chart(
        rows, _lines(_share("recall", "recall"), _share("precision", "precision"), "threshold")
    )


def calibration_chart(quality: Quality) -> Spec:
    """The share that matches over the score; on the diagonal a score is a probability."""
    rows = [
        {"group": group, "score": found.score, "matched": found.matched, "pairs": found.pairs}
        for group, reliability in quality.calibration.items()
        for found in reliability.bins
    ]
    diagonal = {
        "data": {"values": [{"score": 0, "matched": 0}, {"score": 1, "matched": 1}]},
        "mark": {"type": "line", "strokeDash": [4, 4], "color": "#888"},
        "encoding": {"x": _share("score", "score"), "y": _share("matched", "share that matches")},
    }
    marks = _lines(
        _share("score", "score"), _share("matched", "share that matches"), "pairs", points=True
    )
    return _chart(rows, {"layer": [diagonal, marks]})


def threshold_chart(thresholds: Thresholds) -> Spec:
    """Alerts on clean names over the recall that each threshold buys."""
    rows = [
        {
            "group": sort,
            "recall": row.recall.value,
            "alerts": max(alerts.value, 0.1),
            "threshold": row.threshold,
        }
        for row in thresholds.rows
        for sort, alerts in row.alerts.items()
    ]
    y = {
        "field": "alerts",
        "type": "quantitative",
        "scale": {"type": "log"},
        "title": "alerts of 1,000 clean names",
    }
    return _chart(rows, _lines(_share("recall", "recall"), y, "threshold", points=True))


def segment_chart(quality: Quality, dimension: str, most: int = 20) -> Spec:
    """Recall at the threshold by segment, with intervals; segments without matches left out."""
    rows = [
        {"segment": segment, "pairs": figures.same, **_interval(figures.recall)}
        for segment, figures in quality.segments[dimension].items()
        if figures.same
    ][:most]
    y = {"field": "segment", "type": "nominal", "sort": None, "title": None}
    layers = [
        {
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {
                "y": y,
                "x": _share("low", "recall at the threshold"),
                "x2": {"field": "high"},
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60},
            "encoding": {
                "y": y,
                "x": _share("value", "recall at the threshold"),
                "tooltip": [
                    {"field": name} for name in ("segment", "pairs", "value", "low", "high")
                ],
            },
        },
    ]
    return _chart(rows, {"layer": layers, "height": {"step": 18}})


def keys_chart(blocking: Blocking) -> Spec:
    """The matches that each kind of key leads to, and those that no other kind does."""
    rows = [
        {"kind": kind.kind, "what": what, "share": share}
        for kind in blocking.kinds
        for what, share in (("leads to", kind.reached), ("alone leads to", kind.alone))
    ]
    return _bars(rows, "kind", "share", "what", "share of the matches")


def additions_chart(test: SelfTest) -> Spec:
    """The share of recent additions that alert, by what was done to their names."""
    rows = [
        {"variation": kind, "what": "alert", "share": test.alerted[kind] / asked}
        for kind, asked in test.asked.items()
    ]
    return _bars(rows, "variation", "share", "what", "share that alerts")


def _chart(rows: Iterable[Mapping[str, Any]], body: Spec) -> Spec:
    return {
        "$schema": _SCHEMA,
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": "white",
        "config": {"legend": {"orient": "bottom"}},
        "data": {"values": list(rows)},
        **body,
    }


def _lines(x: Spec, y: Spec, tooltip: str, *, points: bool = False) -> Spec:
    names = [x["field"], y["field"], tooltip]
    return {
        "mark": {"type": "line", "point": {"size": 20} if points else False},
        "encoding": {
            "x": x,
            "y": y,
            "order": {"field": x["field"]},
            "color": {"field": "group", "type": "nominal", "title": None, "sort": None},
            "tooltip": [{"field": "group"}, *({"field": name, "format": ".4~f"} for name in names)],
        },
    }


def _bars(rows: Sequence[Mapping[str, Any]], y: str, x: str, color: str, title: str) -> Spec:
    encoding = {
        "y": {"field": y, "type": "nominal", "sort": None, "title": None},
        "x": _share(x, title),
        "yOffset": {"field": color, "sort": None},
        "color": {"field": color, "type": "nominal", "title": None, "sort": None},
        "tooltip": [{"field": y}, {"field": color}, {"field": x, "format": ".1%"}],
    }
    return _chart(rows, {"mark": "bar", "height": {"step": 14}, "encoding": encoding})


def _share(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%"},
        "title": title,
    }


def _interval(estimate: Estimate) -> Mapping[str, float]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
