"""Two models on the same labelled pairs: figures with intervals, and the pairs that flip.

Names, countries and addresses are compared; identifiers are left out, as labels are made with
them. For the figures a pair of companies that were labelled for a model is scored by the fold
model that has not seen them; pairs flip as each model answers today.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

import numpy as np

from matcher.errors import TableError
from matcher.records import Evidence
from matcher.scoring.model import Model, load_model
from models.comparing import FigureChange
from models.evaluation.cross_fitted import read_cross_fitted
from models.evaluation.judging import Origin, judge
from models.metrics import GROUPS, Estimate, Floats, Ranking, bootstrap
from models.pairs import LabelledPair, read_labels
from models.scoring import Judged, judge_pair, match_weight

_RATES = (0.01, 0.05)
_FIGURES = ("auc", "recall_at_1", "recall_at_5", "precision", "recall", "f1", "false_positive_rate")
_ALL = "all"
_REPORT_EVERY = 500

Progress = Callable[[int, int], None]  # done, in all


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedFigure:
    """A figure of two models on one group of pairs.

    Args:
        group: As in `models.metrics.GROUPS`, or `all`.
        figure: `recall`, `precision`, `f1` and `false_positive_rate` are those of alerts, from
            each model's own threshold.
        same: Pairs of one company.
        different: Pairs of two.
        difference: After less before; its interval comes from drawing companies, the same for
            both models.
    """

    group: str
    figure: str
    same: int
    different: int
    before: Estimate
    after: Estimate
    difference: Estimate

    def change(self) -> FigureChange:
        """The same as a change of a figure."""
        return FigureChange(
            name=f"pairs.{self.group}.{self.figure}",
            before=self.before.value,
            after=self.after.value,
            interval=(self.difference.low, self.difference.high),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A labelled pair on which two models decide otherwise, each at its own threshold.

    Args:
        before: As the one scores it.
        after: As the other does.
        alerts: Whether the other alerts.
        margin: How far beyond its threshold the other's score lies, in log odds: the larger,
            the surer it is.
    """

    pair: LabelledPair
    before: Judged
    after: Judged
    alerts: bool
    margin: float

    @property
    def is_error(self) -> bool:
        """Whether the other model is the one that is wrong."""
        return self.alerts != self.pair.same

    def reasons(self) -> list[tuple[Evidence, Evidence]]:
        """The comparisons whose bits differ, in both models; what moved most first."""
        both = zip(self.before.evidence, self.after.evidence, strict=True)
        moved = [(old, new) for old, new in both if old.bits != new.bits]
        return sorted(moved, key=lambda pair: -abs(pair[1].bits - pair[0].bits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two models on one table of labelled pairs.

    Args:
        pairs: How many were compared.
        cross_fitted: Of them, those that a model scored by a fold model, for the figures.
        left_out: Rows that were left out because they are marked `train`, and a model has not
            kept its fold models.
        may_have_taught: Whether for the same reason rows should have been left out, but there
            are no others.
        figures: By group.
        flips: Pairs on which the two decide otherwise. First the errors that the second makes
            and the first does not, the surest of them first; then what it mends.
    """

    pairs: int
    cross_fitted: int
    left_out: int
    may_have_taught: bool
    figures: tuple[PairedFigure, ...]
    flips: tuple[Flip, ...]

    def changes(self) -> list[FigureChange]:
        """The figures as changes, for the gate."""
        return [row.change() for row in self.figures]


def compare_on_pairs(
    before: Path,
    after: Path,
    table: Path,
    *,
    progress: Progress = lambda _done, _total: None,
) -> Comparison:
    """Compare two models on labelled pairs.

    Args:
        before: Directory of the one, as a rule the live one.
        after: Directory of the other.
        table: Labelled pairs.
        progress: Called with the pairs scored so far and in all, of three rounds.

    Raises:
        ModelError: A model cannot be used.
        TableError: The table cannot be read, or has pairs of one label only.
    """
    old, new = load_model(before), load_model(after)
    folds_of_old, folds_of_new = read_cross_fitted(before, old), read_cross_fitted(after, new)
    rows = list(read_labels(table))
    unseen = rows
    if folds_of_old is None or folds_of_new is None:
        # Fold models are weaker than the model they vouch for: with those of one model only,
        # the other would look better than it is.
        folds_of_old = folds_of_new = None
        unseen = [pair for pair in rows if not pair.trainable]
    pairs = unseen or rows
    if len({pair.same for pair in pairs}) < 2:
        raise TableError("the pairs compared are not of both labels", file=table, column="label")
    rounds = [_round(progress, place, len(pairs)) for place in range(3)]
    judged_by_old = judge(old, folds_of_old, pairs, progress=rounds[0])
    judged_by_new = judge(new, folds_of_new, pairs, progress=rounds[1])
    both = list(zip(judged_by_old, judged_by_new, strict=True))
    scores = [(one.score_with_context, other.score_with_context) for one, other in both]
    return Comparison(
        pairs=len(pairs),
        cross_fitted=sum(Origin.CROSS_FITTED in (one.origin, other.origin) for one, other in both),
        left_out=len(rows) - len(pairs),
        may_have_taught=not unseen,
        figures=tuple(paired_figures(pairs, scores, (old.threshold, new.threshold))),
        flips=tuple(find_flips(old, new, pairs, progress=rounds[2])),
    )


def _round(progress: Progress, place: int, pairs: int) -> Progress:
    return lambda done, _: progress(place * pairs + done, 3 * pairs)


def find_flips(
    old: Model,
    new: Model,
    pairs: Sequence[LabelledPair],
    *,
    progress: Progress = lambda _done, _total: None,
) -> list[Flip]:
    """The pairs on which two models decide otherwise, in the order of `Comparison.flips`."""
    flips = []
    for done, pair in enumerate(map(_without_identifiers, pairs), start=1):
        before, after = _score(old, pair), _score(new, pair)
        alerts = after >= new.threshold
        if alerts != (before >= old.threshold):
            flips.append(
                Flip(
                    pair=pair,
                    before=judge_pair(old, pair.left, pair.right),
                    after=judge_pair(new, pair.left, pair.right),
                    alerts=alerts,
                    margin=abs(_log_odds(after) - _log_odds(new.threshold)),
                )
            )
        if done % _REPORT_EVERY == 0 or done == len(pairs):
            progress(done, len(pairs))
    return sorted(flips, key=lambda flip: (not flip.is_error, -flip.margin, flip.pair.id))


def _without_identifiers(pair: LabelledPair) -> LabelledPair:
    left, right = (replace(side, identifiers=()) for side in (pair.left, pair.right))
    return replace(pair, left=left, right=right)


def _score(model: Model, pair: LabelledPair) -> float:
    return model.score(match_weight(model, pair.left, pair.right))


def _log_odds(score: float) -> float:
    return log(score / (1 - score))


def paired_figures(
    pairs: Sequence[LabelledPair],
    scores: Sequence[tuple[float, float]],
    thresholds: tuple[float, float],
) -> list[PairedFigure]:
    """Measure two models on the same pairs, group by group.

    Args:
        pairs: Of both labels; groups that lack one are passed over.
        scores: Of each pair, by the one model and by the other.
        thresholds: From which the one and the other alert.
    """
    groups = {name: {*same, *different} for name, (same, different) in GROUPS.items()}
    groups[_ALL] = {pair.kind for pair in pairs}
    rows: list[PairedFigure] = []
    for group, kinds in groups.items():
        places = [place for place, pair in enumerate(pairs) if pair.kind in kinds]
        members = [pairs[place] for place in places]
        if len({pair.same for pair in members}) == 2:
            rows += _measure(group, members, [scores[place] for place in places], thresholds)
    return rows


def _measure(
    group: str,
    pairs: Sequence[LabelledPair],
    scores: Sequence[tuple[float, float]],
    thresholds: tuple[float, float],
) -> list[PairedFigure]:
    labels = [pair.same for pair in pairs]
    old, new = (Ranking(values, labels) for values in zip(*scores, strict=True))

    def statistic(weights: Floats) -> Floats:
        first, second = (
            np.concatenate([ranking.figures(_RATES, weights), ranking.decisions(limit, weights)])
            for ranking, limit in zip((old, new), thresholds, strict=True)
        )
        return np.concatenate([first, second, second - first])

    found = bootstrap(statistic, [pair.left_cluster for pair in pairs])
    count = len(_FIGURES)
    return [
        PairedFigure(
            group=group,
            figure=figure,
            same=sum(labels),
            different=len(labels) - sum(labels),
            before=found[place],
            after=found[count + place],
            difference=found[2 * count + place],
        )
        for place, figure in enumerate(_FIGURES)
    ]
