"""Metrics of a scorer on labelled pairs: ranking, decisions, calibration, with intervals.

The groups of pairs are those of the project's bars (docs/evaluation.md).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 200  # bootstrap samples
SEED = 2026

CROSS_LIST = ("xlist_hardid", "xlist_sharedname_silver", "xlist_sameaddr", "os_pairs_pos")
CROSS_SCRIPT = ("xlist_hardid_xscript", "alias_xscript")
BILINGUAL = ("bilingual_zh_full", "bilingual_zh_short", "bilingual_tw")
LOOK_ALIKES = (
    "neg_hardid",
    "neg_samelist_similar",
    "neg_samelist_sameaddr",
    "neg_bilingual_zh",
    "neg_listed_en_similar",
    "neg_sameaddr_hand",
    "neg_samename_diffid",
    "os_pairs_neg",
)
LOOK_ALIKES_CROSS_SCRIPT = ("neg_xscript",)
LOOK_ALIKES_BILINGUAL = ("neg_bilingual_xscript",)

GROUPS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cross_list": (CROSS_LIST, LOOK_ALIKES),
    "cross_script": (CROSS_SCRIPT, LOOK_ALIKES_CROSS_SCRIPT),
    "bilingual": (BILINGUAL, LOOK_ALIKES_BILINGUAL),
    "pooled": (
        CROSS_LIST + CROSS_SCRIPT + BILINGUAL,
        LOOK_ALIKES + LOOK_ALIKES_CROSS_SCRIPT + LOOK_ALIKES_BILINGUAL,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMetrics:
    """One row of the table of bars; None where a kind of pair is missing."""

    positives: int
    negatives: int
    auc: float
    recall_at_1: float  # recall where 1% of the negatives score as high
    recall_at_5: float
    ece: float
    share_at_one: float


def measure(scored: Iterable[tuple[str, float]]) -> dict[str, GroupMetrics]:
    """Metrics by group, of (kind, score) pairs; groups without pairs are left out."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for kind, score in scored:
        by_kind[kind].append(score)
    table = {}
    for group, (same, different) in GROUPS.items():
        positives = [score for kind in same for score in by_kind[kind]]
        negatives = sorted(score for kind in different for score in by_kind[kind])
        if positives and negatives:
            everyone = [*positives, *negatives]
            table[group] = GroupMetrics(
                positives=len(positives),
                negatives=len(negatives),
                auc=auc(positives, negatives),
                recall_at_1=recall_at(positives, negatives, 0.01),
                recall_at_5=recall_at(positives, negatives, 0.05),
                ece=calibration_error(positives, negatives),
                share_at_one=sum(score >= 0.9999999 for score in everyone) / len(everyone),
            )
    return table


def auc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Probability that a positive outranks a negative; ties count half."""
    ranked = sorted(negatives)
    wins = sum(bisect_left(ranked, s) + bisect_right(ranked, s) for s in positives)
    return wins / 2 / (len(positives) * len(ranked))


def recall_at(positives: Sequence[float], negatives: Sequence[float], rate: float) -> float:
    """Share of positives above the score that a share `rate` of the negatives reaches."""
    threshold = sorted(negatives, reverse=True)[int(len(negatives) * rate)]
    return sum(score > threshold for score in positives) / len(positives)


def calibration_error(
    positives: Sequence[float], negatives: Sequence[float], bins: int = 10
) -> float:
    """Expected calibration error over equal-width bins of the score."""
    cells: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for scores, label in ((positives, 1), (negatives, 0)):
        for score in scores:
            cells[min(bins - 1, int(score * bins))].append((score, label))
    total = len(positives) + len(negatives)
    return sum(abs(sum(score - label for score, label in cell)) for cell in cells.values()) / total


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and the middle 95% of what a bootstrap makes of it; NaN where undefined."""

    value: float
    low: float
    high: float


def bootstrap(
    statistic: Callable[[Floats], Floats],
    clusters: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Estimate]:
    """Figures with intervals that respect that pairs of one company resemble each other.

    Whole clusters are drawn with replacement, never pairs (Field and Welsh 2007, JRSS B
    69(3), 369-390). The same seed draws the same clusters, so the difference of two systems
    is best one statistic over both.

    Args:
        statistic: Of how often each pair was drawn, shape (pairs,): the figures, shape
            (figures,); NaN where a draw leaves one undefined.
        clusters: The cluster of each pair; of two, always the one of the same side.
        draws: Bootstrap samples.
        seed: Of the draws.

    Returns:
        For each figure its value on all pairs and the 2.5% and 97.5% quantiles.
    """
    _, members = np.unique(np.asarray(clusters), return_inverse=True)
    size = int(members.max()) + 1
    random = np.random.default_rng(seed)
    whole = statistic(np.ones(len(members)))
    drawn: Floats = np.array(
        [
            statistic(
                np.bincount(random.integers(0, size, size), minlength=size)[members].astype(float)
            )
            for _ in range(draws)
        ]
    )
    return [
        Estimate(float(value), *_quantiles(values))
        for value, values in zip(whole, drawn.T, strict=True)
    ]


def _quantiles(values: Floats) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return nan, nan
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


class Ranking:
    """Scored pairs in order, to be measured under many weightings of the pairs.

    Args:
        scores: Shape (pairs,).
        same: Shape (pairs,): the labels.
    """

    def __init__(self, scores: Sequence[float], same: Sequence[bool]) -> None:
        values = np.asarray(scores, dtype=float)
        self._order = np.argsort(-values, kind="stable")
        self._same = np.asarray(same, dtype=bool)[self._order]
        values = values[self._order]
        self._last = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)  # of each tie
        self.thresholds: Floats = values[self._last]

    def counts(self, weights: Floats | None = None) -> tuple[Floats, Floats]:
        """Matches and non-matches that reach each of `thresholds`, highest first."""
        drawn = np.ones(len(self._order)) if weights is None else weights[self._order]
        true = np.cumsum(np.where(self._same, drawn, 0.0))[self._last]
        false = np.cumsum(np.where(self._same, 0.0, drawn))[self._last]
        return true, false

    def curve(self, weights: Floats | None = None) -> tuple[Floats, Floats]:
        """ROC: recall and false-positive rate from (0, 0) on; NaN where a class is empty."""
        true, false = self.counts(weights)
        with np.errstate(invalid="ignore"):
            return np.insert(true / true[-1], 0, 0.0), np.insert(false / false[-1], 0, 0.0)

    def figures(self, rates: Sequence[float], weights: Floats | None = None) -> Floats:
        """AUC (ties count half), then the recall at each false-positive rate."""
        true, false = self.curve(weights)
        if np.isnan(true[-1]) or np.isnan(false[-1]):
            return np.full(1 + len(rates), nan)
        recalls = [float(true[false <= rate].max()) for rate in rates]
        return np.array([np.trapezoid(true, false), *recalls])

    def decisions(self, threshold: float, weights: Floats | None = None) -> Floats:
        """Precision, recall, F1 and false-positive rate of alerts from `threshold`."""
        true, false = self.counts(weights)
        reached = int((self.thresholds >= threshold).sum())
        hits, alarms = (true[reached - 1], false[reached - 1]) if reached else (0.0, 0.0)
        return np.array(
            [
                hits / (hits + alarms) if hits + alarms else nan,
                hits / true[-1] if true[-1] else nan,
                2 * hits / (hits + alarms + true[-1]) if true[-1] else nan,
                alarms / false[-1] if false[-1] else nan,
            ]
        )
