"""Figures of scored pairs: ranking, decisions at a threshold, curves, calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.evaluation.judging import Judged
from models.metrics import Estimate, Floats, Ranking, bootstrap

RATES = (0.001, 0.01, 0.05)  # of false positives, at which recall is read
_POINTS = 200  # of a curve
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is measured of a group of pairs; NaN where a label is missing.

    Args:
        same: Pairs that are one company.
        recall_at_rate: At each of `RATES`.
        precision, recall, f1, false_positive_rate: Of alerts from the model's threshold.
            Precision and F1 hold for this mix of pairs only.
    """

    same: int
    different: int
    auc: Estimate
    recall_at_rate: tuple[Estimate, ...]
    precision: Estimate
    recall: Estimate
    f1: Estimate
    false_positive_rate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """ROC and precision over recall, thinned; the threshold of each point."""

    thresholds: tuple[float, ...]
    recall: tuple[float, ...]
    false_positive_rate: tuple[float, ...]
    precision: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Pairs of similar score.

    Args:
        pairs: How many.
        score: Their mean score, each label weighted to the base rate.
        matched: The share that matches, weighted alike.
    """

    pairs: int
    score: float
    matched: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How far scores are probabilities, at the share of matches that they are stated for.

    Args:
        error: Expected calibration error as the pairs come.
        error_at_base_rate: The same with both labels weighted to the model's base rate.
        share_at_one: Share of scores of 0.9999999 and more.
    """

    bins: tuple[Bin, ...]
    error: float
    error_at_base_rate: float
    share_at_one: float


def scores_of(judged: Sequence[Judged], *, with_context: bool) -> list[float]:
    """The scores by name, or those with context."""
    return [one.score_with_context if with_context else one.score for one in judged]


def measure_pairs(judged: Sequence[Judged], threshold: float, *, with_context: bool) -> Figures:
    """Figures of a group, each with its interval by a bootstrap over companies."""
    same = [one.pair.same for one in judged]
    ranking = Ranking(scores_of(judged, with_context=with_context), same)

    def statistic(weights: Floats) -> Floats:
        ranked = ranking.figures(RATES, weights)
        return np.concatenate([ranked, ranking.decisions(threshold, weights)])

    area, *rest = bootstrap(statistic, [one.pair.left_cluster for one in judged])
    precision, recall, f1, false_positive_rate = rest[len(RATES) :]
    return Figures(
        same=sum(same),
        different=len(same) - sum(same),
        auc=area,
        recall_at_rate=tuple(rest[: len(RATES)]),
        precision=precision,
        recall=recall,
        f1=f1,
        false_positive_rate=false_positive_rate,
    )


def curves(judged: Sequence[Judged], *, with_context: bool) -> Curves | None:
    """The curves of a group; None where one label is missing."""
    same = [one.pair.same for one in judged]
    if all(same) or not any(same):
        return None
    ranking = Ranking(scores_of(judged, with_context=with_context), same)
    true, false = ranking.counts()
    # Even steps of recall and of false positives: the corners stay sharp.
    steps = np.linspace(0, 1, _POINTS // 2)
    places = np.unique(
        np.concatenate([np.searchsorted(count / count[-1], steps) for count in (true, false)]).clip(
            max=len(true) - 1
        )
    )
    return Curves(
        thresholds=tuple(ranking.thresholds[places].tolist()),
        recall=tuple((true / true[-1])[places].tolist()),
        false_positive_rate=tuple((false / false[-1])[places].tolist()),
        precision=tuple((true / (true + false))[places].tolist()),
    )


def reliability(
    judged: Sequence[Judged], base_rate: float, *, with_context: bool
) -> Reliability | None:
    """How far the scores are probabilities; None where one label is missing.

    Expected calibration error: Naeini, Cooper and Hauskrecht (2015), AAAI 29, 2901-2907, over
    bins of equal width.
    """
    scores = np.array(scores_of(judged, with_context=with_context))
    same = np.array([one.pair.same for one in judged])
    if same.all() or not same.any():
        return None
    weights = np.where(same, base_rate / same.mean(), (1 - base_rate) / (1 - same.mean()))
    places = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    bins = [
        Bin(
            pairs=int(inside.sum()),
            score=float(np.average(scores[inside], weights=weights[inside])),
            matched=float(np.average(same[inside], weights=weights[inside])),
        )
        for place in range(_BINS)
        if (inside := places == place).any()
    ]
    return Reliability(
        bins=tuple(bins),
        error=_error(places, scores - same),
        error_at_base_rate=_error(places, (scores - same) * weights),
        share_at_one=float((scores >= 0.9999999).mean()),
    )


def _error(places: Floats, differences: Floats) -> float:
    sums = np.bincount(places, weights=differences, minlength=_BINS)
    return float(np.abs(sums).sum() / len(differences))
