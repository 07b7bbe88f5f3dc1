"""The gate that a model passes before it is promoted: what is asked, and what was found.

[minimum]                          # figures of report.json, at least
"by_name.cross_list.auc" = 0.90
[maximum]                          # and at most
"by_name.cross_list.ece" = 0.05
[tolerance]                        # how much worse than the live model, on the same pairs
auc = 0.01
[parity]                           # with Splink's predict
pairs = 1000
bits = 1e-9
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from matcher.errors import SettingError
from models.comparing import (
    BETTER_HIGH,
    BETTER_LOW,
    FigureChange,
    figure_changes,
    figures_of,
    group_of,
    metric_of,
    other_pairs,
)

FILE = "gate.toml"
_MOST_SHOWN = 3  # figures named in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What is asked of a model.

    Differences of .01 are noise (docs/experiments.md), and those of a recall at few false
    positives are larger: the tolerances stand above both, and where a difference has an
    interval, that must leave out 0 too.

    Args:
        minimum: Figure of the report -> least value.
        maximum: Figure of the report -> greatest value.
        tolerance: Metric -> how much worse than the live model it may be, in any group.
        parity_pairs: Pairs on which the scorer is held against Splink's predict.
        parity_bits: Largest difference of match weights on them.
    """

    minimum: Mapping[str, float] = field(
        default_factory=lambda: {
            "by_name.cross_list.auc": 0.90,
            "by_name.cross_list.recall_at_1": 0.40,
        }
    )
    maximum: Mapping[str, float] = field(default_factory=lambda: {"by_name.cross_list.ece": 0.05})
    tolerance: Mapping[str, float] = field(
        default_factory=lambda: {
            "auc": 0.01,
            "recall_at_1": 0.03,
            "recall_at_5": 0.03,
            "ece": 0.02,
            "recall": 0.02,
            "false_positive_rate": 0.01,
        }
    )
    parity_pairs: int = 1000
    parity_bits: float = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was asked of a model.

    Args:
        name: What.
        passed: Whether it was so.
        detail: What was found, in words.
    """

    name: str
    passed: bool
    detail: str


def read_gate(path: Path) -> Gate:
    """Read a gate from TOML; what the file leaves out is as by default.

    Raises:
        SettingError: It is no TOML, or has a table, a metric or a value that means nothing.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"cannot be read: {error}", setting=str(path)) from error
    known = {"minimum", "maximum", "tolerance", "parity"}
    for name in document:
        if name not in known:
            raise SettingError(f"[{name}] is not one of {sorted(known)}", setting=str(path))
    metrics = BETTER_HIGH | BETTER_LOW
    found: dict[str, Any] = {
        name: _numbers(document[name], metrics, f"{path}: [{name}]")
        for name in ("minimum", "maximum", "tolerance")
        if name in document
    }
    default = Gate()
    parity = _numbers(document.get("parity", {}), {"pairs", "bits"}, f"{path}: [parity]")
    pairs = parity.get("pairs", default.parity_pairs)
    if pairs < 1 or pairs != int(pairs):
        raise SettingError(
            f"pairs is {pairs:g}, not a number of pairs", setting=f"{path}: [parity]"
        )
    return Gate(
        minimum=found.get("minimum", default.minimum),
        maximum=found.get("maximum", default.maximum),
        tolerance=found.get("tolerance", default.tolerance),
        parity_pairs=int(pairs),
        parity_bits=parity.get("bits", default.parity_bits),
    )


def _numbers(table: object, metrics: Iterable[str], place: str) -> dict[str, float]:
    """A table of names that end in one of `metrics`, each with a number that is not negative."""
    if not isinstance(table, dict):
        raise SettingError("is no table", setting=place)
    for name, value in table.items():
        if metric_of(name) not in metrics:
            raise SettingError(f"{name!r} ends in none of {sorted(metrics)}", setting=place)
        if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
            raise SettingError(f"{name} is {value!r}, not a number from 0 on", setting=place)
    return {name: float(value) for name, value in table.items()}


def check_figures(gate: Gate, report: Mapping[str, Any]) -> list[Check]:
    """Whether the report's figures reach what is asked; one that is missing does not."""
    figures = figures_of(report)
    checks = []
    for limits, sign, word in ((gate.minimum, 1, "at least"), (gate.maximum, -1, "at most")):
        for name, limit in limits.items():
            value = figures.get(name)
            found = "not measured" if value is None else f"{value:.4f}"
            checks.append(
                Check(
                    name=name,
                    passed=value is not None and sign * (value - limit) >= 0,
                    detail=f"{found}; wanted {word} {limit:g}",
                )
            )
    return checks


def check_changes(gate: Gate, name: str, changes: Iterable[FigureChange]) -> Check:
    """Whether no figure is worse than the live model's by more than the tolerance.

    One that is past its tolerance is worse only if the interval of the difference leaves out 0;
    where no interval is known the figure itself decides. A figure that the live model has and
    this one has not fails too: what is not measured may be worse.
    """
    asked = [change for change in changes if metric_of(change.name) in gate.tolerance]
    compared = [change for change in asked if change.worse_by is not None]
    past = sorted(
        (change for change in compared if _excess(gate, change) > 0),
        key=lambda change: -_excess(gate, change),
    )
    worse = [change for change in past if not change.may_be_chance]
    gone = [change.name for change in asked if change.before is not None and change.after is None]
    found = [_regression(gate, change) for change in worse]
    found += [f"{figure} is not measured any more" for figure in gone]
    if found:
        return Check(name=name, passed=False, detail=_listed(found))
    chance = [_regression(gate, change) for change in past]
    detail = f"{len(compared)} figures, none worse than is tolerated" + (
        f"; may be chance: {_listed(chance)}" if chance else ""
    )
    return Check(name=name, passed=bool(compared), detail=detail)


def check_reports(
    gate: Gate,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    on_pairs: Iterable[FigureChange] = (),
) -> Check:
    """The same of two reports, group by group where both hold the same pairs.

    Args:
        gate: What is asked.
        name: Of the check.
        before: The live model's report.
        after: This model's.
        on_pairs: Figures of both models on pairs scored now (`pairs.pooled.auc`). A group whose
            pairs differ is judged there; without it, nobody knows whether it became worse.
    """
    judged = {group_of(change.name).rpartition(".")[2] for change in on_pairs}
    others = other_pairs(before, after)
    open_groups = [
        f"{group} holds other pairs ({sizes}): judge it with --pairs that hold the group"
        for group, sizes in others.items()
        if group.rpartition(".")[2] not in judged
    ]
    changes = [
        change for change in figure_changes(before, after) if group_of(change.name) not in others
    ]
    if not open_groups and others and not any(change.before is not None for change in changes):
        return Check(name=name, passed=True, detail=_elsewhere(others))
    check = check_changes(gate, name, changes)
    said = [check.detail] if changes else []
    if open_groups:
        return Check(name=name, passed=False, detail="; ".join([*said, _listed(open_groups)]))
    return replace(check, detail="; ".join([*said, *([_elsewhere(others)] if others else [])]))


def _elsewhere(groups: Mapping[str, str]) -> str:
    return f"judged on the pairs scored by both, as the reports hold other pairs: {_listed(groups)}"


def _regression(gate: Gate, change: FigureChange) -> str:
    interval = "" if change.interval is None else " [{:+.4f}, {:+.4f}]".format(*change.interval)
    return (
        f"{change.name} {change.before:.4f} -> {change.after:.4f}{interval}"
        f" (tolerance {gate.tolerance[metric_of(change.name)]:g})"
    )


def _listed(parts: Iterable[str]) -> str:
    every = list(parts)
    more = f" and {len(every) - _MOST_SHOWN} more" if len(every) > _MOST_SHOWN else ""
    return "; ".join(every[:_MOST_SHOWN]) + more


def _excess(gate: Gate, change: FigureChange) -> float:
    """By how much a figure is worse than is tolerated; not above 0 where it is not."""
    return (change.worse_by or 0.0) - gate.tolerance[metric_of(change.name)] - 1e-12  # rounding


def check_parity(gate: Gate, differences: Iterable[float]) -> Check:
    """Whether the scorer gives each pair the match weight that Splink's predict gives it."""
    found = list(differences)
    greatest = max(found, default=float("inf"))
    return Check(
        name="parity with Splink",
        passed=bool(found) and all(bits <= gate.parity_bits for bits in found),
        detail=f"{len(found):,} pairs, {greatest:.1e} bits apart at most; "
        f"wanted {gate.parity_bits:g}",
    )
