"""What a trained model is judged by, as data: `report.json`; `models.card` puts it in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from math import isnan
from typing import Any

from models.evaluation.judging import FAMILIES, Judged, Origin
from models.evaluation.quality import measure_pairs
from models.evaluation.segments import segments
from models.evaluation.thresholds import reference, table
from models.folds import FOLDS
from models.metrics import GROUPS, Estimate, GroupMetrics, Ranking, bootstrap, measure
from models.training import THRESHOLD_RECALL, Scored, Trained

SEGMENTED = ("kind", "variation", "script", "list")
_RATES = (0.01, 0.05)
_DIGITS = 4
_FIGURES = ("auc", "recall", "false_positive_rate")


def report_of(trained: Trained) -> dict[str, Any]:
    """Held-out figures by group and by segment of pairs, and how many pairs taught.

    An interval is the middle 95% of a bootstrap over companies; null where a figure is
    undefined, as without pairs of one of the labels.
    """
    taught = [scored.pair for scored in trained.held_out if scored.pair.trainable]
    kinds = Counter((pair.kind, pair.same) for pair in taught)
    sources = Counter(
        source for pair in taught for source in {pair.left_source, pair.right_source} - {""}
    )
    judged = [_judged(one) for one in trained.held_out if one.pair.kind not in FAMILIES]
    name, matches = reference(judged)
    return {
        "folds": FOLDS,
        "by_name": _table((s.pair.kind, s.score) for s in trained.held_out),
        "with_context": _table((s.pair.kind, s.score_with_context) for s in trained.held_out),
        "intervals": {
            "by_name": _intervals(judged, with_context=False),
            "with_context": _intervals(judged, with_context=True),
        },
        "segments": {
            dimension: {
                segment: _figures(members, trained.threshold)
                for segment, members in segments(judged, dimension).items()
            }
            for dimension in SEGMENTED
        },
        "threshold": {
            "reference": name,
            "matches": len(matches),
            "rows": [
                {
                    "threshold": row.threshold,
                    "chosen_for": row.wanted,
                    "recall": _estimate(row.recall),
                    "recall_with_context": _estimate(row.recall_with_context),
                    "recall_where_names_differ": _estimate(row.recall_where_names_differ),
                    "look_alikes": round(row.look_alikes, _DIGITS),
                }
                for row in table(judged, {}, trained.threshold, THRESHOLD_RECALL)
            ],
        },
        "taught_by": [
            {"kind": kind, "same": same, "pairs": pairs}
            for (kind, same), pairs in sorted(kinds.items())
        ],
        "sources": dict(sorted(sources.items())),
        "measured_only": len(trained.held_out) - len(taught),
        "warnings": [asdict(finding) for finding in trained.findings],
        "words": len(trained.knowledge.words.counts),
        "translations": sum(map(len, trained.knowledge.lexicon.probabilities.values())),
    }


def _judged(scored: Scored) -> Judged:
    return Judged(
        pair=scored.pair,
        score=scored.score,
        score_with_context=scored.score_with_context,
        origin=Origin.CROSS_FITTED,
    )


def _table(scored: Iterable[tuple[str, float]]) -> dict[str, dict[str, float]]:
    return {group: _rounded(row) for group, row in measure(scored).items()}


def _rounded(row: GroupMetrics) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in asdict(row).items()}


def _intervals(judged: Sequence[Judged], *, with_context: bool) -> dict[str, dict[str, Any]]:
    """Of the figures of each group that have one, the lower and the upper end."""
    found = {}
    for group, (same, different) in GROUPS.items():
        members = [one for one in judged if one.pair.kind in (*same, *different)]
        if {one.pair.kind in same for one in members} != {True, False}:
            continue
        ranking = Ranking(
            [one.score_with_context if with_context else one.score for one in members],
            [one.pair.kind in same for one in members],
        )
        estimates = bootstrap(
            partial(ranking.figures, _RATES), [one.pair.left_cluster for one in members]
        )
        names = ("auc", "recall_at_1", "recall_at_5")
        found[group] = {
            name: _estimate(estimate)[1:] for name, estimate in zip(names, estimates, strict=True)
        }
    return found


def _figures(members: Sequence[Judged], threshold: float) -> dict[str, Any]:
    """A segment by name: how many pairs, and what can be told of them at the threshold."""
    figures = measure_pairs(members, threshold, with_context=False)
    return {"same": figures.same, "different": figures.different} | {
        name: _estimate(getattr(figures, name)) for name in _FIGURES
    }


def _estimate(estimate: Estimate) -> list[float | None]:
    """The value, and the ends of its interval."""
    values = (estimate.value, estimate.low, estimate.high)
    return [None if isnan(value) else round(value, _DIGITS) for value in values]
