from pathlib import Path

import orjson
import pytest

from api.algorithms import algorithm_json
from api.answer_schemas import Algorithm
from models.registry import live_model, shipped_models
from tests.api.fakes import FakeModel

DOCUMENT = {
    "threshold": {"score": 0.7, "evidence": "90% of the matches"},
    "calibration": {"base_rate": 0.1},
    "versions": {"splink": "5"},
    "trained_on": {"labels": "ab"},
    "splink": {
        "comparisons": [
            {
                "output_column_name": "name",
                "comparison_levels": [
                    {"label_for_charts": "not known"},
                    {"label_for_charts": "the same"},
                ],
            }
        ]
    },
}


def test_a_model_with_its_figures(tmp_path: Path) -> None:
    (tmp_path / "m1").mkdir()
    (tmp_path / "m1" / "model.json").write_bytes(orjson.dumps(DOCUMENT))
    (tmp_path / "m1" / "report.json").write_text('{"auc": 0.9}')
    assert algorithm_json(FakeModel(), tmp_path) == {
        "name": "m1",
        "description": "Fellegi-Sunter: evidence in bits, calibrated to a probability",
        "docs": {"name": {"levels": ["not known", "the same"]}},
        "threshold": 0.7,
        "threshold_evidence": "90% of the matches",
        "base_rate": 0.1,
        "versions": {"splink": "5"},
        "trained_on": {"labels": "ab"},
        "report": {"auc": 0.9},
    }


@pytest.mark.parametrize("report", [None, "[]", "{"], ids=["none", "no-object", "cut-short"])
def test_a_model_without_figures(tmp_path: Path, report: str | None) -> None:
    if report is not None:
        (tmp_path / "m1").mkdir()
        (tmp_path / "m1" / "report.json").write_text(report)
    found = algorithm_json(FakeModel(), tmp_path)
    Algorithm.model_validate(found)
    assert (found["name"], found["threshold"], found["report"]) == ("m1", 0.7, None)


def test_the_live_model_says_what_it_was_trained_on() -> None:
    model = live_model()
    found = Algorithm.model_validate(algorithm_json(model, shipped_models()))
    assert found.name == model.id
    assert {"name", "country", "address", "identifier"} <= set(found.docs)
    assert found.trained_on
    assert found.threshold_evidence
