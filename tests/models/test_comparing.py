from pathlib import Path

import orjson
import pytest

from matcher.errors import ModelError
from models.comparing import (
    FigureChange,
    against_live,
    differences,
    figure_changes,
    figures_of,
    level_changes,
)
from models.registry import shipped_id, shipped_model, shipped_models, trained_models
from tests.models.variants import model_variant, other_bits

REPORT = {
    "folds": 5,
    "by_name": {"cross_list": {"positives": 10, "auc": 0.9, "ece": 0.02}},
    "taught_by": [{"kind": "a", "pairs": 3}],
}


def test_figures_are_those_that_say_how_good_a_model_is() -> None:
    assert figures_of(REPORT) == {"by_name.cross_list.auc": 0.9, "by_name.cross_list.ece": 0.02}


@pytest.mark.parametrize(
    ("name", "before", "after", "worse_by"),
    [
        pytest.param("x.auc", 0.9, 0.8, 0.1, id="less-auc-is-worse"),
        pytest.param("x.ece", 0.02, 0.05, 0.03, id="more-error-is-worse"),
        pytest.param("x.recall_at_1", 0.5, 0.6, -0.1, id="more-recall-is-better"),
        pytest.param("x.auc", None, 0.8, None, id="new-figure"),
        pytest.param("x.auc", 0.8, None, None, id="figure-gone"),
    ],
)
def test_which_way_is_worse(
    name: str, before: float | None, after: float | None, worse_by: float | None
) -> None:
    found = FigureChange(name=name, before=before, after=after).worse_by
    assert found == (None if worse_by is None else pytest.approx(worse_by))


def test_a_figure_of_one_report_only_is_shown_too() -> None:
    changes = figure_changes(REPORT, {"by_name": {"pooled": {"auc": 0.7}}})
    assert [(change.name, change.before, change.after) for change in changes] == [
        ("by_name.pooled.auc", None, 0.7),
        ("by_name.cross_list.auc", 0.9, None),
        ("by_name.cross_list.ece", 0.02, None),
    ]
    assert figure_changes(None, None) == []


def test_the_level_that_moved_most_comes_first(tmp_path: Path) -> None:
    shipped = shipped_models() / shipped_id()
    # m of two levels, times 2 and times 8: one bit and three.
    changed = model_variant(tmp_path, splink=other_bits({("country", 0): 2.0, ("name", 3): 8.0}))
    found = differences(shipped, changed)
    assert [(one.comparison, one.level) for one in found.levels] == [("name", 3), ("country", 0)]
    assert found.levels[0].after - found.levels[0].before == pytest.approx(3)
    assert found.levels[1].after - found.levels[1].before == pytest.approx(1)
    assert found.levels[0].label
    assert level_changes(shipped_model(), shipped_model()) == []


def test_a_live_model_that_cannot_be_used_is_not_compared_with(tmp_path: Path) -> None:
    changed = model_variant(trained_models(tmp_path), threshold=0.77)
    assert against_live(tmp_path, changed).before == shipped_id()
    (trained_models(tmp_path) / "LIVE").write_text("nonsense")
    found = against_live(tmp_path, changed)
    assert found.before is None
    assert "no model id" in str(found.fault)


def test_a_new_model_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="normaliser"):
        against_live(tmp_path, model_variant(tmp_path, normaliser="0"))


def test_the_report_compared_is_the_models_own(tmp_path: Path) -> None:
    path = model_variant(tmp_path, threshold=0.77, report={"by_name": {"x": {"auc": 0.5}}})
    shipped = shipped_models() / shipped_id()
    assert {one.name: one.after for one in differences(shipped, path).figures}[
        "by_name.x.auc"
    ] == 0.5
    (path / "report.json").write_bytes(orjson.dumps({"by_name": {"x": {"auc": 0.99}}}))
    with pytest.raises(ModelError, match="not the report of this model"):
        differences(shipped, path)
