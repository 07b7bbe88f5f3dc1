"""Evaluate a model: everything that is measured of it, as one document."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from matcher.errors import TableError
from matcher.lists.files import sha256_of
from matcher.records import Query
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.evaluation.additions import SelfTest, self_test
from models.evaluation.below_line import below_the_line
from models.evaluation.blocking import Blocking, Scan, measure_blocking, measure_scan
from models.evaluation.clean_names import Screened, by_sort, draw, read_clean_names, screen_names
from models.evaluation.cross_fitted import CrossFitted
from models.evaluation.judging import FAMILIES, Judged, judge
from models.evaluation.quality import (
    RATES,
    Curves,
    Figures,
    Reliability,
    curves,
    measure_pairs,
    reliability,
)
from models.evaluation.segments import DIMENSIONS, segments
from models.evaluation.thresholds import Row, reference, table, threshold_for
from models.metrics import GROUPS
from models.pairs import read_labels

FORMAT = "tallyman-evaluation-1"
ALL = "all"
_NAME_SORTS = 6  # of clean names, that the threshold table has a column for

T = TypeVar("T")
Progress = Callable[[int, int], None]  # done, in all
Stage = Callable[[str], AbstractContextManager[Progress]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to evaluate.

    Args:
        pairs: File of labelled pairs.
        names: File of clean names; None to screen none.
        since: Test entries listed since this day of ISO 8601; None to test none.
        recall: That the threshold is chosen for.
        sample: Clean names, labelled matches and recent additions at most, each.
        scan: Queries of the full scan.
        below: Rows of the sample below the line.
        seed: Of every draw.
    """

    pairs: Path
    names: Path | None = None
    since: str | None = None
    recall: float = 0.9
    sample: int = 2000
    scan: int = 20
    below: int = 100
    seed: int = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was read.

    Args:
        taught: Whether the model was trained on this very file.
    """

    name: str
    sha256: str
    rows: int
    taught: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What is measured of labelled pairs with one kind of evidence.

    Args:
        groups: `all` and those of `models.metrics.GROUPS` that are labelled.
        segments: Dimension -> segment -> figures.
    """

    groups: Mapping[str, Figures]
    segments: Mapping[str, Mapping[str, Figures]]
    curves: Mapping[str, Curves]
    calibration: Mapping[str, Reliability]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The table that a threshold is chosen from, and the choice.

    Args:
        reference: What recall is stated for.
        matches: How many pairs that is.
        wanted: The recall that was asked for.
        chosen: The threshold for it.
        names: Clean names screened, by sort.
    """

    reference: str
    matches: int
    wanted: float
    chosen: float
    rows: tuple[Row, ...]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that was measured; None where what it takes was not given.

    Args:
        origins: Pairs by how they stand to the model (`judging.Origin`).
        families: Pairs left out: one corporate family is not one company.
        below_line: The sample below the line; its band holds `in_band` names.
    """

    format: str
    model: str
    threshold: float
    base_rate: float
    snapshot: str | None
    pairs: File
    names: File | None
    origins: Mapping[str, int]
    families: int
    rates: tuple[float, ...]
    by_name: Quality
    with_context: Quality
    thresholds: Thresholds | None
    below_line: tuple[Screened, ...] = ()
    in_band: int = 0
    blocking: Blocking | None = None
    scan: Scan | None = None
    additions: SelfTest | None = None


def evaluate(
    model: Model,
    cross_fitted: CrossFitted | None,
    trained_on: Mapping[str, str],
    screener: Screener | None,
    wanted: Wanted,
    *,
    stage: Stage,
) -> Evaluation:
    """Measure a model.

    Args:
        model: The model.
        cross_fitted: Its fold models.
        trained_on: Digests of what it learned from, by role (`labels`, `names`).
        screener: The model on a snapshot; None measures pairs alone.
        wanted: What to measure.
        stage: Opens the progress of a step.

    Raises:
        TableError: A file cannot be read, or holds no pair of one of the labels.
    """
    labels = list(read_labels(wanted.pairs))
    for same in (True, False):
        if not any(pair.same is same for pair in labels):
            raise TableError(f"no pair has the label {int(same)}", file=wanted.pairs)
    with stage("Scoring pairs") as progress:
        everyone = judge(model, cross_fitted, labels, progress=progress)
    judged = [one for one in everyone if one.pair.kind not in FAMILIES]
    names = read_clean_names(wanted.names) if wanted.names else []
    screened: list[Screened] = []
    if screener and names:
        with stage("Screening clean names") as progress:
            screened = screen_names(
                screener, draw(names, wanted.sample, wanted.seed), progress=progress
            )
    thresholds = _thresholds(judged, screened, wanted.recall, model.threshold)
    below, in_band = below_the_line(screened, model.threshold, wanted.below, wanted.seed)
    return Evaluation(
        format=FORMAT,
        model=model.id,
        threshold=model.threshold,
        base_rate=model.calibration.base_rate,
        snapshot=screener.snapshot.id if screener else None,
        pairs=_file(wanted.pairs, len(labels), trained_on.get("labels")),
        names=_file(wanted.names, len(names), trained_on.get("names")) if wanted.names else None,
        origins=dict(Counter(one.origin.value for one in judged)),
        families=len(everyone) - len(judged),
        rates=RATES,
        by_name=_quality(judged, model, stage, with_context=False),
        with_context=_quality(judged, model, stage, with_context=True),
        thresholds=thresholds,
        below_line=tuple(below),
        in_band=in_band,
        blocking=_blocking(screener, judged, wanted, stage) if screener else None,
        scan=_scan(screener, judged, wanted, stage) if screener else None,
        additions=_additions(screener, wanted, stage) if screener else None,
    )


def _file(path: Path, rows: int, taught: str | None) -> File:
    digest = sha256_of(path)
    return File(name=path.name, sha256=digest, rows=rows, taught=digest == taught)


def _quality(
    judged: Sequence[Judged], model: Model, stage: Stage, *, with_context: bool
) -> Quality:
    groups = {ALL: list(judged)}
    for group, (same, different) in GROUPS.items():
        members = [one for one in judged if one.pair.kind in same or one.pair.kind in different]
        if len({one.pair.same for one in members}) == 2:
            groups[group] = members
    figures: dict[str, dict[str, Figures]] = {}
    with stage("Figures " + ("with context" if with_context else "by name")) as progress:
        parts = {dimension: segments(judged, dimension) for dimension in DIMENSIONS} | {"": groups}
        total, done = sum(map(len, parts.values())), 0
        for dimension, members_of in parts.items():
            figures[dimension] = {}
            for segment, members in members_of.items():
                figures[dimension][segment] = measure_pairs(
                    members, model.threshold, with_context=with_context
                )
                done += 1
                progress(done, total)
    base_rate = model.calibration.base_rate
    return Quality(
        groups=figures.pop(""),
        segments=figures,
        curves={
            group: drawn
            for group, members in groups.items()
            if (drawn := curves(members, with_context=with_context))
        },
        calibration={
            group: found
            for group, members in groups.items()
            if (found := reliability(members, base_rate, with_context=with_context))
        },
    )


def _thresholds(
    judged: Sequence[Judged], screened: Sequence[Screened], recall: float, own: float
) -> Thresholds | None:
    name, matches = reference(judged)
    if not matches:
        return None
    sorts = dict(list(by_sort(screened).items())[: 1 + _NAME_SORTS]) if screened else {}
    chosen = threshold_for(matches, recall)
    rows = table(
        judged,
        {sort: [one.score for one in members] for sort, members in sorts.items()},
        own,
        recall,
    )
    return Thresholds(
        reference=name,
        matches=len(matches),
        wanted=recall,
        chosen=chosen,
        rows=tuple(rows),
        names={sort: len(members) for sort, members in sorts.items()},
    )


def _blocking(
    screener: Screener, judged: Sequence[Judged], wanted: Wanted, stage: Stage
) -> Blocking | None:
    matches = [
        (one.pair.left.name, one.pair.right.name, one.score >= screener.model.threshold)
        for one in judged
        if one.pair.same and one.pair.left.name and one.pair.right.name
    ]
    with stage("Finding listed names") as progress:
        drawn = _spread(matches, wanted.sample)
        return measure_blocking(screener.snapshot, screener.model, drawn, progress=progress)


def _scan(
    screener: Screener, judged: Sequence[Judged], wanted: Wanted, stage: Stage
) -> Scan | None:
    _, matches = reference(judged)
    names = [one.pair.left.name for one in matches if one.pair.same and one.pair.left.name]
    queries = [Query(names=(name,)) for name in _spread(names, wanted.scan)]
    if not queries:
        return None
    with stage("Full scan") as progress:
        return measure_scan(screener, queries, progress=progress)


def _additions(screener: Screener, wanted: Wanted, stage: Stage) -> SelfTest | None:
    if not wanted.since:
        return None
    with stage("Recent additions") as progress:
        return self_test(
            screener, wanted.since, most=wanted.sample, seed=wanted.seed, progress=progress
        )


def _spread(rows: Sequence[T], count: int) -> list[T]:
    """At most `count` rows, evenly over the file."""
    return list(rows[:: max(1, -(-len(rows) // count))]) if count else []
