"""Checks of an estimate: what is refused, and what is reported by name."""

import pytest

from matcher.comparison.levels import Comparison, Level
from matcher.errors import TrainingError
from matcher.linkage.settings import Probabilities
from matcher.linkage.training import Convergence
from models.checks import (
    CROSSING,
    NO_DATA,
    NOT_CONVERGED,
    Finding,
    check_convergence,
    check_levels,
)

WORDS = Comparison(
    name="words",
    levels=tuple(Level(label=label) for label in ("none", "some", "all")),
    null_label="no words",
)
MANNERS = Comparison(name="words", levels=WORDS.levels, null_label="no words", ordered=False)
EVEN = (0.2, 0.3, 0.5)


def findings(  # of one comparison, `words`
    m: tuple[float, ...],
    u: tuple[float, ...],
    *,
    seen_m: tuple[float, ...] = EVEN,
    seen_u: tuple[float, ...] = EVEN,
    comparison: Comparison = WORDS,
) -> list[Finding]:
    return check_levels(
        [comparison], {"words": Probabilities(m=m, u=u)}, {"words": seen_m}, {"words": seen_u}
    )


def test_nothing_is_found_where_more_agreement_weighs_more() -> None:
    assert findings((0.1, 0.3, 0.6), (0.6, 0.3, 0.1)) == []


def test_a_better_level_that_weighs_less_is_named() -> None:
    (finding,) = findings((0.05, 0.65, 0.3), (0.6, 0.2, 0.2))
    assert (finding.check, finding.subject, finding.level) == (CROSSING, "words", "all")
    assert "'some'" in finding.message


def test_manners_of_agreeing_have_no_order() -> None:
    assert findings((0.6, 0.3, 0.1), (0.1, 0.3, 0.6), comparison=MANNERS) == []


def test_swapped_labels_are_refused_with_comparison_and_level() -> None:
    with pytest.raises(
        TrainingError, match=r"'words': level 'all' weighs -2\.58 bits, 'none' 2\.58"
    ):
        findings((0.6, 0.3, 0.1), (0.1, 0.3, 0.6))


@pytest.mark.parametrize(
    ("seen_m", "seen_u", "expected"),
    [
        pytest.param((0.5, 0.0, 0.5), (0.5, 0.0, 0.5), ["some"], id="seen-in-neither"),
        pytest.param((0.5, 0.0, 0.5), EVEN, [], id="seen-among-others"),
        pytest.param((0.0, 0.0, 0.0), EVEN, [None], id="silent-for-all-matches"),
    ],
)
def test_a_level_without_data_is_named(
    seen_m: tuple[float, ...], seen_u: tuple[float, ...], expected: list[str | None]
) -> None:
    found = findings((0.1, 0.3, 0.6), (0.6, 0.3, 0.1), seen_m=seen_m, seen_u=seen_u)
    assert [finding.level for finding in found] == expected
    assert {finding.check for finding in found} <= {NO_DATA}


def test_a_level_without_data_reverses_nothing() -> None:
    seen = (0.5, 0.5, 0.0)
    assert [
        finding.check
        for finding in findings((0.1, 0.5, 0.05), (0.5, 0.1, 0.4), seen_m=seen, seen_u=seen)
    ] == [NO_DATA, CROSSING]


def test_levels_that_tell_nothing_apart_are_refused() -> None:
    with pytest.raises(TrainingError, match="full agreement weighs no more than none"):
        findings(EVEN, EVEN)


CONVERGED = Convergence(rule="other", is_estimate=True)
MOVING = Convergence(rule="rarest word", problem="still moved by 0.02", is_estimate=True)
NOTHING = Convergence(rule="rarest word", problem="no two parties share a key")


@pytest.mark.parametrize(
    ("run", "check"),
    [
        pytest.param(MOVING, NOT_CONVERGED, id="still-moving"),
        pytest.param(NOTHING, NO_DATA, id="no-pairs"),
    ],
)
def test_a_run_of_em_that_went_wrong_is_named(run: Convergence, check: str) -> None:
    (finding,) = check_convergence([run, CONVERGED])
    assert (finding.check, finding.subject) == (check, "EM by rarest word")
    assert finding.message == run.problem


def test_em_without_any_estimate_is_refused() -> None:
    with pytest.raises(TrainingError, match="by rarest word: no two parties share a key"):
        check_convergence([NOTHING])
