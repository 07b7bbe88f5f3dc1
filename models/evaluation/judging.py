"""Score labelled pairs so that no pair is measured by a model that learned from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.scoring.model import Model
from models.evaluation.cross_fitted import CrossFitted
from models.pairs import LabelledPair
from models.training import FoldModel, compare_pair, context_bits

# Labelled 1 in trade data, but for one corporate family rather than one company.
FAMILIES = frozenset({"trade_group_pos_family"})
_REPORT_EVERY = 500


class Origin(StrEnum):
    """How a pair stands to the model that is measured on it."""

    CROSS_FITTED = "labelled company, scored without it"
    NEW = "new company"
    UNKNOWN = "not known: the training kept no fold models"


Progress = Callable[[int, int], None]  # done, in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled pair, scored.

    Args:
        score: By name alone.
        score_with_context: With countries and addresses; identifiers are left out, as labels
            are made with them.
        origin: How the pair stands to the model.
    """

    pair: LabelledPair
    score: float
    score_with_context: float
    origin: Origin


def judge(
    model: Model,
    cross_fitted: CrossFitted | None,
    pairs: Sequence[LabelledPair],
    *,
    progress: Progress = lambda _done, _total: None,
) -> list[Judged]:
    """Score each pair by its names, and with what stands beside them.

    A pair whose companies were labelled is scored by the fold model that has not seen them,
    a pair of new companies by the model itself.

    Args:
        model: The model that is measured.
        cross_fitted: Its training's fold models; None if they were not kept.
        pairs: Labelled pairs; the scores' calibration is the model's for all of them.
        progress: Told how far it is.
    """
    judged = []
    for done, pair in enumerate(pairs, start=1):
        fold = cross_fitted.without(pair) if cross_fitted else None
        scorer = fold or model
        bits = scorer.weights.evidence_bits(compare_pair(pair, scorer.knowledge))
        beside = context_bits(scorer.weights, pair, scorer.knowledge)
        judged.append(
            Judged(
                pair=pair,
                score=model.calibration.score(bits),
                score_with_context=model.calibration.score(bits + beside),
                origin=_origin(cross_fitted, fold),
            )
        )
        if done % _REPORT_EVERY == 0 or done == len(pairs):
            progress(done, len(pairs))
    return judged


def _origin(cross_fitted: CrossFitted | None, fold: FoldModel | None) -> Origin:
    if cross_fitted is None:
        return Origin.UNKNOWN
    return Origin.CROSS_FITTED if fold else Origin.NEW
