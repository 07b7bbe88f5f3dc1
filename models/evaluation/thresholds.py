"""What each threshold costs and finds: alerts on clean names against recall of matches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from models.evaluation.judging import FAMILIES, Judged
from models.evaluation.variation import Variation, variation
from models.metrics import Estimate, Floats, bootstrap

# Recalls that an analyst may want to state.
RECALLS = (0.99, 0.98, 0.97, 0.95, 0.925, 0.9, 0.875, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5)
_ACROSS_LISTS = "xlist_"
_Z = 1.959964  # of the middle 95% of a normal distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One threshold.

    Args:
        wanted: The recall that it was chosen for; None for the model's own.
        recall: Of the reference matches, by name.
        recall_with_context: With countries and addresses.
        recall_where_names_differ: By name, of those whose names are not all but equal; NaN
            where there are none.
        look_alikes: Share of the labelled non-matches that alert, by name.
        alerts: By sort of clean name, alerts of 1,000 names; empty without clean names.
    """

    threshold: float
    wanted: float | None
    recall: Estimate
    recall_with_context: Estimate
    recall_where_names_differ: Estimate
    look_alikes: float
    alerts: Mapping[str, Estimate]


def reference(judged: Sequence[Judged]) -> tuple[str, list[Judged]]:
    """The matches that recall is stated for, and what they are called.

    One company as two publishers write it is the nearest to a listed company as a shipper
    writes it; where no such kind is labelled, all matches.
    """
    same = [one for one in judged if one.pair.same and one.pair.kind not in FAMILIES]
    across = [one for one in same if one.pair.kind.startswith(_ACROSS_LISTS)]
    return ("the same company on two lists", across) if across else ("all labelled matches", same)


def _differ(one: Judged) -> bool:
    near = (Variation.IDENTICAL, Variation.WRITING, Variation.LEGAL_FORM)
    return variation(one.pair.left.name or "", one.pair.right.name or "") not in near


def threshold_for(matches: Sequence[Judged], recall: float) -> float:
    """The highest score, to four digits, that a share `recall` of the matches reaches."""
    scores = np.sort([one.score for one in matches])
    place = min(int(np.floor(len(scores) * (1 - recall) + 1e-9)), len(scores) - 1)
    return float(np.floor(scores[place] * 1e4) / 1e4)


def table(
    judged: Sequence[Judged],
    clean_scores: Mapping[str, Sequence[float]],
    own: float,
    wanted: float,
) -> list[Row]:
    """A row for each of `RECALLS`, the recall wanted and the model's own threshold, lowest first.

    Args:
        judged: Labelled pairs, scored.
        clean_scores: By sort, the best score of each clean name.
        own: The model's threshold.
        wanted: A recall.
    """
    _, matches = reference(judged)
    if not matches:
        return []
    different = np.array([one.score for one in judged if not one.pair.same])
    chosen: dict[float, float | None] = {}
    for recall in (wanted, *RECALLS):
        chosen.setdefault(threshold_for(matches, recall), recall)
    thresholds = [*sorted(chosen.items()), (own, None)]
    values = [threshold for threshold, _ in thresholds]
    by_name = _recalls(matches, values)
    with_context = _recalls(matches, values, with_context=True)
    differing = _recalls([one for one in matches if _differ(one)], values)
    rows = [
        Row(
            threshold=threshold,
            wanted=recall,
            recall=by_name[place],
            recall_with_context=with_context[place],
            recall_where_names_differ=differing[place],
            look_alikes=float((different >= threshold).mean()) if len(different) else 0.0,
            alerts={
                sort: per_1000(sum(score >= threshold for score in scores), len(scores))
                for sort, scores in clean_scores.items()
            },
        )
        for place, (threshold, recall) in enumerate(thresholds)
    ]
    return sorted(rows, key=lambda row: row.threshold)


def _recalls(
    matches: Sequence[Judged], thresholds: Sequence[float], *, with_context: bool = False
) -> list[Estimate]:
    if not matches:
        return [Estimate(nan, nan, nan)] * len(thresholds)
    scores = np.array([one.score_with_context if with_context else one.score for one in matches])
    reached = scores[:, None] >= np.array(thresholds)

    def statistic(weights: Floats) -> Floats:
        shares: Floats = weights @ reached / weights.sum()
        return shares

    return bootstrap(statistic, [one.pair.left_cluster for one in matches])


def per_1000(alerts: int, names: int) -> Estimate:
    """Alerts of 1,000 names with Wilson's interval (1927, JASA 22(158), 209-212)."""
    share = alerts / names
    middle = (share + _Z**2 / (2 * names)) / (1 + _Z**2 / names)
    half = _Z * sqrt(share * (1 - share) / names + (_Z / (2 * names)) ** 2) / (1 + _Z**2 / names)
    return Estimate(1000 * share, 1000 * max(middle - half, 0.0), 1000 * min(middle + half, 1.0))
