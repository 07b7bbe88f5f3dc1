from pathlib import Path

import pytest

from matcher.errors import SettingError
from models.comparing import FigureChange
from models.gate import Gate, check_changes, check_figures, check_parity, read_gate

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
