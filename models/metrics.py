"""Metrics of a scorer on labelled pairs: ranking, recall at a false-positive rate, calibration.

The groups of pairs are those of the project's bars (docs/evaluation.md).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
