from pathlib import Path

import pytest

from matcher.errors import SettingError
from models.comparing import FigureChange
from models.gate import (
    Gate,
    check_changes,
    check_figures,
    check_parity,
    check_reports,
    read_gate,
)

GATE = Gate(
    minimum={"by_name.a.auc": 0.9}, maximum={"by_name.a.ece": 0.05}, tolerance={"auc": 0.01}
)


@pytest.mark.parametrize(
    ("figures", "passed"),
    [
        pytest.param({"auc": 0.9, "ece": 0.05}, [True, True], id="on-the-limits"),
        pytest.param({"auc": 0.89, "ece": 0.01}, [False, True], id="too-low"),
        pytest.param({"auc": 0.95, "ece": 0.06}, [True, False], id="too-high"),
        pytest.param({"ece": 0.01}, [False, True], id="not-measured"),
        pytest.param({}, [False, False], id="nothing-measured"),
    ],
)
def test_figures_reach_the_limits_or_not(figures: dict[str, float], passed: list[bool]) -> None:
    checks = check_figures(GATE, {"by_name": {"a": figures}})
    assert [check.passed for check in checks] == passed
    assert [check.name for check in checks] == ["by_name.a.auc", "by_name.a.ece"]


@pytest.mark.parametrize(
    ("name", "before", "after", "passed"),
    [
        pytest.param("g.auc", 0.93, 0.92, True, id="within-the-tolerance"),
        pytest.param("g.auc", 0.93, 0.9199, False, id="beyond-it"),
        pytest.param("g.auc", 0.5, 0.9, True, id="better"),
        pytest.param("g.recall", 0.9, 0.1, False, id="nothing-that-is-asked"),
        pytest.param("g.auc", 0.9, None, False, id="not-measured-any-more"),
        pytest.param("g.auc", None, 0.9, False, id="nothing-to-compare-with"),
    ],
)
def test_a_model_may_be_worse_by_the_tolerance(
    name: str, before: float | None, after: float | None, passed: bool
) -> None:
    check = check_changes(GATE, "report", [FigureChange(name=name, before=before, after=after)])
    assert check.passed is passed


def test_a_metric_without_tolerance_may_be_anything() -> None:
    changes = [
        FigureChange(name="g.auc", before=0.9, after=0.9),
        FigureChange(name="g.recall", before=0.9, after=0.1),
        FigureChange(name="new.auc", before=None, after=0.1),
    ]
    assert check_changes(GATE, "report", changes).passed


def test_what_became_much_worse_is_named_worst_first() -> None:
    changes = [FigureChange(name=f"g{n}.auc", before=0.9, after=0.9 - n / 10) for n in range(6)]
    check = check_changes(GATE, "report", changes)
    assert check.detail == (
        "g5.auc 0.9000 -> 0.4000 (tolerance 0.01); g4.auc 0.9000 -> 0.5000 (tolerance 0.01); "
        "g3.auc 0.9000 -> 0.6000 (tolerance 0.01) and 2 more"
    )


@pytest.mark.parametrize(
    ("name", "after", "interval", "passed"),
    [
        pytest.param("g.auc", 0.5, (-0.6, -0.1), False, id="surely-worse"),
        pytest.param("g.auc", 0.5, (-0.9, 0.1), True, id="may-be-chance"),
        pytest.param("g.auc", 0.5, (-0.9, 0.0), True, id="nought-is-within"),
        pytest.param("g.auc", 0.5, None, False, id="no-interval"),
        pytest.param("g.auc", 0.5, (float("nan"), float("nan")), False, id="interval-unknown"),
        pytest.param("g.auc", 0.895, (-0.006, -0.004), True, id="surely-worse-but-tolerated"),
    ],
)
def test_what_is_past_the_tolerance_counts_unless_it_may_be_chance(
    name: str, after: float, interval: tuple[float, float] | None, passed: bool
) -> None:
    change = FigureChange(name=name, before=0.9, after=after, interval=interval)
    check = check_changes(GATE, "pairs", [change])
    assert check.passed is passed
    assert ("may be chance: g.auc 0.9000 -> 0.5000 [" in check.detail) is (passed and after == 0.5)


def group(auc: float, positives: int = 10) -> dict[str, float]:
    return {"positives": positives, "negatives": 20, "auc": auc}


ON_PAIRS = [FigureChange(name="pairs.b.auc", before=0.9, after=0.9, interval=(-0.1, 0.1))]


@pytest.mark.parametrize(
    ("after", "on_pairs", "passed", "said"),
    [
        pytest.param(
            {"a": group(0.9), "b": group(0.9)}, [], True, "2 figures, none worse", id="same-pairs"
        ),
        pytest.param(
            {"a": group(0.8), "b": group(0.9)}, ON_PAIRS, False, "x.a.auc", id="worse-on-them"
        ),
        pytest.param(
            {"a": group(0.9), "b": group(0.5, 11)},
            [],
            False,
            "1 figures, none worse than is tolerated; x.b holds other pairs (10 + 20 -> 11 + 20): "
            "judge it with --pairs",
            id="other-pairs",
        ),
        pytest.param(
            {"a": group(0.9), "b": group(0.5, 11)},
            ON_PAIRS,
            True,
            "judged on the pairs scored by both",
            id="other-pairs-scored-now",
        ),
        pytest.param(
            {"a": group(0.9, 11), "b": group(0.9)},
            ON_PAIRS,
            False,
            "x.a holds other pairs",
            id="other-pairs-scored-now-without-the-group",
        ),
        pytest.param({"a": group(0.9)}, [], False, "10 + 20 -> none", id="group-is-gone"),
        pytest.param(
            {"a": group(0.9), "b": {"positives": 10, "negatives": 20}},
            ON_PAIRS,
            False,
            "x.b.auc is not measured any more",
            id="figure-is-gone",
        ),
        pytest.param(
            {"a": group(0.9), "b": group(0.9), "c": group(0.1)}, [], True, "", id="new-group"
        ),
    ],
)
def test_reports_are_compared_where_groups_hold_the_same_pairs(
    after: dict[str, dict[str, float]], on_pairs: list[FigureChange], passed: bool, said: str
) -> None:
    before = {"x": {"a": group(0.9), "b": group(0.9)}}
    check = check_reports(GATE, "report", before, {"x": after}, on_pairs)
    assert check.passed is passed, check.detail
    assert said in check.detail


def test_reports_on_other_pairs_altogether_are_left_to_the_pairs() -> None:
    before, after = {"x": {"b": group(0.9)}}, {"x": {"b": group(0.2, 11)}}
    assert check_reports(GATE, "report", before, after, ON_PAIRS).passed
    assert not check_reports(GATE, "report", before, after).passed
    assert not check_reports(GATE, "report", {}, after).passed


@pytest.mark.parametrize(
    ("differences", "passed"),
    [([0.0, 1e-10], True), ([0.0, 1e-8], False), ([], False), ([0.0, float("nan")], False)],
    ids=["alike", "apart", "no-pair", "no-number"],
)
def test_parity_is_of_every_pair(differences: list[float], passed: bool) -> None:
    assert check_parity(Gate(), differences).passed is passed


def test_a_gate_is_read_and_what_it_leaves_out_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text('[minimum]\n"by_name.pooled.recall_at_1" = 0.5\n[parity]\npairs = 50\n')
    gate = read_gate(path)
    assert gate.minimum == {"by_name.pooled.recall_at_1": 0.5}
    assert (gate.parity_pairs, gate.parity_bits) == (50, Gate().parity_bits)
    assert (gate.maximum, gate.tolerance) == (Gate().maximum, Gate().tolerance)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[minimums]\n", "minimums", id="table"),
        pytest.param('[minimum]\n"by_name.x.acu" = 0.5\n', "acu", id="metric"),
        pytest.param('[minimum]\n"x.auc" = "high"\n', "high", id="text"),
        pytest.param('[minimum]\n"x.auc" = true\n', "True", id="truth"),
        pytest.param("[tolerance]\nauc = -0.1\n", "-0.1", id="negative"),
        pytest.param("[tolerance]\nauc = nan\n", "nan", id="no-number"),
        pytest.param("[parity]\npairs = 0\n", "pairs", id="no-pairs"),
        pytest.param("[parity]\npairs = 1.5\n", "pairs", id="half-a-pair"),
        pytest.param("minimum = 3\n", "no table", id="no-table"),
        pytest.param("minimum", "cannot be read", id="no-toml"),
        pytest.param("", "cannot be read", id="no-file"),
    ],
)
def test_a_malformed_gate_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "gate.toml"
    if text:
        path.write_text(text)
    with pytest.raises(SettingError, match=said) as raised:
        read_gate(path)
    assert str(path) in str(raised.value)
