"""What a model says otherwise than another: the figures of its report, the bits of its levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.comparison.specification import COMPARISONS
from matcher.errors import ModelError
from matcher.scoring.model import Model, load_model
from models.papers import read_papers
from models.registry import find_entry

# The figures that say how good a model is; of the others, more is neither better nor worse.
BETTER_HIGH = frozenset(("auc", "recall_at_1", "recall_at_5", "precision", "recall", "f1"))
BETTER_LOW = frozenset(("ece", "share_at_one", "false_positive_rate"))
_METRICS = BETTER_HIGH | BETTER_LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure of two models.

    Args:
        name: Its path in the report: `by_name.cross_list.auc`.
        before: None where the model was not measured so.
        after: The same.
        interval: Of after less before, 95%; None where it is not known, as between two reports.
    """

    name: str
    before: float | None
    after: float | None
    interval: tuple[float, float] | None = None

    @property
    def worse_by(self) -> float | None:
        """How much worse it became; negative where it became better, None where unknown."""
        if self.before is None or self.after is None:
            return None
        risen = self.after - self.before
        return risen if metric_of(self.name) in BETTER_LOW else -risen

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval of the difference is known and holds 0."""
        return self.interval is not None and self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """The bits of a comparison level in two models."""

    comparison: str
    level: int
    label: str
    before: float
    after: float


def metric_of(figure: str) -> str:
    """The metric that a figure is one of: the end of its name."""
    return figure.rpartition(".")[2]


def group_of(figure: str) -> str:
    """The group of pairs that a figure is of: what stands before the metric."""
    return figure.rpartition(".")[0]


def figures_of(report: Mapping[str, Any]) -> dict[str, float]:
    """The figures of a report that say how good the model is, by their path in it."""
    found: dict[str, float] = {}
    for name, value in report.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{rest}": figure for rest, figure in figures_of(value).items()}
        elif name in _METRICS and isinstance(value, int | float):
            found[name] = float(value)
    return found


def figure_changes(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[FigureChange]:
    """The figures of two reports, in the order of the second; None stands for no report."""
    old, new = figures_of(before or {}), figures_of(after or {})
    return [
        FigureChange(name=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*new, *old))
    ]


def other_pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Groups of the first report that hold other pairs in the second: group -> numbers of both.

    Figures of two models are comparable only on the same pairs. Equal numbers of both labels
    are what reports can tell of that.
    """
    old, new = dict(_sizes(before)), dict(_sizes(after))
    return {
        group: f"{_size(size)} -> {_size(new[group]) if group in new else 'none'}"
        for group, size in old.items()
        if new.get(group) != size
    }


def _sizes(report: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Groups that have figures, with their pairs of one company and of two."""
    if any(isinstance(report.get(name), int | float) for name in ("positives", *_METRICS)):
        yield path, (report.get("positives"), report.get("negatives"))
    for name, value in report.items():
        if isinstance(value, Mapping):
            yield from _sizes(value, f"{path}.{name}" if path else name)


def _size(size: tuple[Any, Any]) -> str:
    return " + ".join("?" if count is None else f"{count:,}" for count in size)


def level_changes(before: Model, after: Model) -> list[LevelChange]:
    """Every level whose bits changed, the one that moved most first."""
    changes = [
        LevelChange(
            comparison=comparison.name,
            level=level,
            label=comparison.label(level),
            before=old,
            after=new,
        )
        for comparison, olds, news in zip(
            COMPARISONS, before.weights.bits, after.weights.bits, strict=True
        )
        for level, (old, new) in enumerate(zip(olds, news, strict=True))
        if old != new
    ]
    return sorted(changes, key=lambda change: -abs(change.after - change.before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a model says otherwise than another.

    Args:
        before: The id of the one; None if there is none.
        after: The id of the other.
        fault: Why nothing can be said; None where it can.
    """

    before: str | None
    after: str
    figures: tuple[FigureChange, ...] = ()
    levels: tuple[LevelChange, ...] = ()
    fault: str | None = None


def differences(before: Path, after: Path) -> Difference:
    """What the model in one directory says otherwise than that in another.

    Raises:
        ModelError: One of them cannot be used.
    """
    old, new = read_papers(before), read_papers(after)
    return Difference(
        before=old.id,
        after=new.id,
        figures=tuple(figure_changes(old.report, new.report)),
        levels=tuple(level_changes(load_model(before), load_model(after))),
    )


def against_live(home: Path, path: Path) -> Difference:
    """What the model in a directory says otherwise than the live one.

    Raises:
        ModelError: The model in the directory cannot be used.
    """
    load_model(path)
    try:
        return differences(find_entry(home, "live").path, path)
    except ModelError as error:
        return Difference(before=None, after=path.name, fault=str(error))
