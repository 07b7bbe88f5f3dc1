"""Active learning: which unlabelled pairs would teach a model most.

Three reasons, in turn, each with its own order of the candidates:

- **near the threshold**: the model is least sure there, and that is where alerts are decided
  (uncertainty sampling: Lewis and Gale 1994, SIGIR, 3-12);
- **two models disagree**: one of them is wrong, and a label says which (query by committee:
  Seung, Opper and Sompolinsky 1992, COLT, 287-294);
- **a rare pattern**: levels of the name comparisons that hardly any label shows and many
  candidates do, so that their bits are guessed from their neighbours (density weighting:
  Settles and Craven 2008, EMNLP, 1070-1079).

No party is proposed twice, and of one pattern only a few: the tenth of a kind teaches little.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2

from matcher.comparison.name import NAME_COMPARISONS
from matcher.comparison.specification import Vector
from models.labels.candidates import Candidate, drawn
from models.labels.causes import Cause
from models.scoring import Judged

_OF_ONE_PATTERN = 2
_FEW_LABELS = 5  # a pattern with fewer is rare
# A pair that nobody would take for a match teaches little, however odd its pattern, and so does
# one that is certain: at .02, what was proposed of real trade names shared a syllable.
_DOUBTFUL = (0.1, 0.98)
_DISAGREEMENT = 0.5  # in log odds: less is noise between two trainings
_EDGE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A candidate that was chosen, and by what it would teach."""

    candidate: Candidate
    cause: Cause
    why: str


def pattern_of(vector: Vector) -> Vector:
    """The levels of the name comparisons: what has to be learned."""
    return vector[: len(NAME_COMPARISONS)]


def suggest(
    candidates: Sequence[Candidate],
    *,
    count: int,
    threshold: float,
    other_threshold: float | None,
    labelled: Mapping[Vector, int],
    seed: int,
) -> list[Suggestion]:
    """Choose pairs to label, the causes taking turns.

    Args:
        candidates: Pairs without a label, each once.
        count: How many to choose; fewer come where the rest repeats them.
        threshold: The alert threshold of the model that judged them.
        other_threshold: The same of the other model; None without one.
        labelled: How many labels show each pattern.
        seed: Decides between equals.
    """
    patterns = Counter(pattern_of(one.judged.vector) for one in candidates)
    rows = sorted(candidates, key=lambda one: drawn(seed, one.pair.key))
    orders = [
        _near(rows, threshold),
        *([_disputed(rows, threshold, other_threshold)] if other_threshold is not None else []),
        _rare(rows, labelled, patterns),
    ]
    chosen: list[Suggestion] = []
    room = _Room()
    while orders and len(chosen) < count:
        for order in list(orders):
            found = next((one for one in order if room.take(one.candidate)), None)
            if found is None:
                orders.remove(order)
            elif len(chosen) < count:
                chosen.append(found)
    return chosen


class _Room:
    """What may still be chosen, so that the queue is diverse."""

    def __init__(self) -> None:
        self._parties: set[str] = set()
        self._patterns: Counter[Vector] = Counter()

    def take(self, candidate: Candidate) -> bool:
        """Take a candidate in, if there is room for it."""
        parties = {_party(side.source, side.id, side.name) for side in (
            candidate.pair.left, candidate.pair.right)}  # fmt: skip
        pattern = pattern_of(candidate.judged.vector)
        if parties & self._parties or self._patterns[pattern] >= _OF_ONE_PATTERN:
            return False
        self._parties |= parties
        self._patterns[pattern] += 1
        return True


def _party(source: str, entry: str, name: str) -> str:
    return f"{source}|{entry}" if entry else f"{source}||{name.casefold()}"


def _near(rows: Sequence[Candidate], threshold: float) -> Iterator[Suggestion]:
    edge = _log_odds(threshold)
    for one in sorted(rows, key=lambda one: abs(_log_odds(one.judged.score) - edge)):
        yield Suggestion(
            candidate=one,
            cause=Cause.NEAR_THRESHOLD,
            why=f"its score is {one.judged.score:.3f}, alerts begin at {threshold:.3f}",
        )


def _disputed(
    rows: Sequence[Candidate], threshold: float, other_threshold: float
) -> Iterator[Suggestion]:
    """Those of which one model makes an alert and the other none, then by how far apart."""

    def order(one: Candidate) -> tuple[bool, float]:
        assert one.other is not None
        split = (one.judged.score >= threshold) != (one.other.score >= other_threshold)
        return not split, -_apart(one.judged, one.other)

    for one in sorted((row for row in rows if row.other is not None), key=order):
        assert one.other is not None
        if _apart(one.judged, one.other) < _DISAGREEMENT:
            continue
        yield Suggestion(
            candidate=one,
            cause=Cause.MODELS_DISAGREE,
            why=f"one model says {one.judged.score:.3f} (alert from {threshold:.3f}), "
            f"the other {one.other.score:.3f} (from {other_threshold:.3f})",
        )


def _rare(
    rows: Sequence[Candidate], labelled: Mapping[Vector, int], patterns: Mapping[Vector, int]
) -> Iterator[Suggestion]:
    """Patterns with the fewest labels, of those the doubtful ones that many candidates show."""

    def order(one: Candidate) -> tuple[int, float]:
        pattern = pattern_of(one.judged.vector)
        doubt = _entropy_bits(one.judged.score) * log2(1 + patterns[pattern])
        return labelled.get(pattern, 0), -doubt

    low, high = _DOUBTFUL
    for one in sorted((row for row in rows if low <= row.judged.score <= high), key=order):
        pattern = pattern_of(one.judged.vector)
        labels = labelled.get(pattern, 0)
        if labels >= _FEW_LABELS:
            return
        yield Suggestion(
            candidate=one,
            cause=Cause.RARE_PATTERN,
            why=f"its pattern of levels stands in {labels or 'no'} "
            f"{'label' if labels == 1 else 'labels'} and {patterns[pattern]:,} of the candidates",
        )


def _apart(one: Judged, other: Judged) -> float:
    return abs(_log_odds(one.score) - _log_odds(other.score))


def _entropy_bits(score: float) -> float:
    return -score * log2(score) - (1 - score) * log2(1 - score)


def _log_odds(score: float) -> float:
    score = min(max(score, _EDGE), 1 - _EDGE)
    return log(score / (1 - score))
