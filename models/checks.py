"""What an estimate is checked for, level by level, before it becomes a model.

A model that would rank the wrong way is refused; what makes it weaker than it could be is a
finding that stands in its report, with the comparison and the level by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from matcher.comparison.levels import Comparison
from matcher.errors import TrainingError
from matcher.linkage.settings import Parameters, Probabilities
from matcher.linkage.training import Convergence, Frequencies
from models.joint import steps_of

NO_DATA = "no data"
CROSSING = "m/u crossing"
NOT_CONVERGED = "not converged"
_TOLERANCE_BITS = 0.05
_LEAST_SPAN_BITS = 1.0  # between full agreement and none, all comparisons together


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an analyst should know of a model that is usable all the same.

    Args:
        check: `NO_DATA`, `CROSSING` or `NOT_CONVERGED`.
        subject: The comparison, or the blocking rule of an EM run.
        level: Label of the level; None where all of it is meant.
        message: What was found.
    """

    check: str
    subject: str
    level: str | None
    message: str

    def __str__(self) -> str:
        level = f", level {self.level!r}" if self.level else ""
        return f"{self.check}: {self.subject}{level}: {self.message}"


def bits_of(probabilities: Probabilities) -> tuple[float, ...]:
    """Bits of each level: log2(m / u)."""
    return tuple(log2(m / u) for m, u in zip(probabilities.m, probabilities.u, strict=True))


def check_levels(
    comparisons: Sequence[Comparison], parameters: Parameters, m: Frequencies, u: Frequencies
) -> list[Finding]:
    """Check the comparisons whose probabilities were estimated, not judged.

    Args:
        comparisons: Which ones.
        parameters: The estimate.
        m: Shares of the matches that were seen at each level, 0.0 for none.
        u: Shares of the others.

    Raises:
        TrainingError: Full agreement in all comparisons weighs no more than none: labels are
            swapped, or the estimate is degenerate. It names the level that is worst.
    """
    found, spans = [], []
    for comparison in comparisons:
        seen = (m[comparison.name], u[comparison.name])
        if is_silent(comparison, m, u):
            found.append(_silent(comparison, *seen))
            continue
        bits = bits_of(parameters[comparison.name])
        found += [
            Finding(
                check=NO_DATA,
                subject=comparison.name,
                level=level.label,
                message="no pair reached it",
            )
            for level, *shares in zip(comparison.levels, *seen, strict=True)
            if not any(shares)
        ]
        if comparison.ordered:
            spans.append(_span(comparison, bits, [any(both) for both in zip(*seen, strict=True)]))
            found += _crossings(comparison, bits)
    if spans and sum(span.bits for span in spans) < _LEAST_SPAN_BITS:
        worst = min(spans, key=lambda span: span.bits)
        raise TrainingError(
            "full agreement weighs no more than none: are the labels swapped? " + worst.sentence
        )
    return found


def check_convergence(runs: Sequence[Convergence]) -> list[Finding]:
    """Check the runs of EM.

    Raises:
        TrainingError: None of them gave an estimate; it names each rule and why.
    """
    if not any(run.is_estimate for run in runs):
        problems = "; ".join(f"by {run.rule}: {run.problem}" for run in runs)
        raise TrainingError(f"EM found no m: {problems}")
    return [
        Finding(
            check=NOT_CONVERGED if run.is_estimate else NO_DATA,
            subject=f"EM by {run.rule}",
            level=None,
            message=run.problem,
        )
        for run in runs
        if run.problem
    ]


def is_silent(comparison: Comparison, *seen: Frequencies) -> bool:
    """Whether no pair of some label speaks on a comparison."""
    return not all(any(shares[comparison.name]) for shares in seen)


def _silent(comparison: Comparison, m: Sequence[float], u: Sequence[float]) -> Finding:
    missing = " and ".join(
        kind for kind, shares in (("one company", m), ("two companies", u)) if not any(shares)
    )
    return Finding(
        check=NO_DATA,
        subject=comparison.name,
        level=None,
        message=f"no pair of {missing} speaks on it, so it weighs nothing",
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """By how much the highest level that was seen outweighs the lowest."""

    bits: float
    sentence: str


def _span(comparison: Comparison, bits: Sequence[float], seen: Sequence[bool]) -> _Span:
    known = [place for place, was_seen in enumerate(seen) if was_seen]
    low, high = known[0], known[-1]
    return _Span(
        bits[high] - bits[low],
        f"Comparison {comparison.name!r}: level {comparison.levels[high].label!r} weighs "
        f"{bits[high]:.2f} bits, {comparison.levels[low].label!r} {bits[low]:.2f}.",
    )


def _crossings(comparison: Comparison, bits: Sequence[float]) -> list[Finding]:
    return [
        Finding(
            check=CROSSING,
            subject=comparison.name,
            level=comparison.levels[upper].label,
            message=f"weighs {bits[upper]:.2f} bits, less than "
            f"{comparison.levels[lower].label!r} with {bits[lower]:.2f}",
        )
        for lower, upper in steps_of(comparison).tolist()
        if bits[upper] < bits[lower] - _TOLERANCE_BITS
    ]
