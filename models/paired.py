"""Two models on the same labelled pairs: figures with intervals, and the pairs that flip.

Both are asked as a caller would ask them: names, countries and addresses. Identifiers are left
out, as labels are made with them.
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
        name = f"pairs.{self.group}.{self.figure}"
        return FigureChange(name=name, before=self.before.value, after=self.after.value)


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
        left_out: Rows that were left out because they are marked `train`.
        may_have_taught: Whether every row is marked `train`, so that none could be left out.
        figures: By group.
        flips: Pairs on which the two decide otherwise. First the errors that the second makes
            and the first does not, the surest of them first; then what it mends.
    """

    pairs: int
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
        table: Labelled pairs. Rows marked `train` may have taught either model and are left
            out, unless there are no others.
        progress: Called with the pairs scored so far and in all.

    Raises:
        ModelError: A model cannot be used.
        TableError: The table cannot be read, or has pairs of one label only.
    """
    old, new = load_model(before), load_model(after)
    rows = [_without_identifiers(pair) for pair in read_labels(table)]
    unseen = [pair for pair in rows if not pair.trainable]
    pairs = unseen or rows
    if len({pair.same for pair in pairs}) < 2:
        raise TableError("the pairs compared are not of both labels", file=table, column="label")
    scores: list[tuple[float, float]] = []
    for done, pair in enumerate(pairs, start=1):
        scores.append((_score(old, pair), _score(new, pair)))
        if done % _REPORT_EVERY == 0 or done == len(pairs):
            progress(done, len(pairs))
    return Comparison(
        pairs=len(pairs),
        left_out=len(rows) - len(pairs),
        may_have_taught=not unseen,
        figures=tuple(paired_figures(pairs, scores, (old.threshold, new.threshold))),
        flips=tuple(_flips(old, new, pairs, scores)),
    )


def _without_identifiers(pair: LabelledPair) -> LabelledPair:
    left, right = (replace(side, identifiers=()) for side in (pair.left, pair.right))
    return replace(pair, left=left, right=right)


def _score(model: Model, pair: LabelledPair) -> float:
    return model.score(match_weight(model, pair.left, pair.right))


def _flips(
    old: Model, new: Model, pairs: Sequence[LabelledPair], scores: Sequence[tuple[float, float]]
) -> list[Flip]:
    flips = [
        Flip(
            pair=pair,
            before=judge_pair(old, pair.left, pair.right),
            after=judge_pair(new, pair.left, pair.right),
            alerts=after >= new.threshold,
            margin=abs(_log_odds(after) - _log_odds(new.threshold)),
        )
        for pair, (before, after) in zip(pairs, scores, strict=True)
        if (before >= old.threshold) != (after >= new.threshold)
    ]
    return sorted(flips, key=lambda flip: (not flip.is_error, -flip.margin, flip.pair.id))


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
