from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from api.algorithms import algorithm_json
from api.answer_schemas import Algorithm, Algorithms
from api.config import Settings
from models.registry import shipped_id, shipped_models

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
    folder = tmp_path / "m1"
    folder.mkdir()
    (folder / "model.json").write_bytes(orjson.dumps(DOCUMENT))
    (folder / "report.json").write_text('{"auc": 0.9}')
    found = algorithm_json(folder)
    docs = found.pop("docs")
    assert docs["name"] == {"levels": ["not known", "the same"]}
    of_others = {
        *("person_name", "person_spelling", "birth_date", "vessel_name", "flag", "kind"),
        "listed_address",
    }
    assert docs.keys() == {"name"} | of_others
    assert docs["birth_date"]["levels"][1] == "The date of birth is the same"
    assert found == {
        "name": "m1",
        "description": "Fellegi-Sunter: evidence in bits, calibrated to a probability",
        "threshold": 0.7,
        "threshold_evidence": "90% of the matches",
        "base_rate": 0.1,
        "versions": {"splink": "5"},
        "trained_on": {"labels": "ab"},
        "report": {"auc": 0.9},
    }


@pytest.mark.parametrize("report", [None, "[]", "{"], ids=["none", "no-object", "cut-short"])
def test_a_model_without_figures(tmp_path: Path, report: str | None) -> None:
    folder = tmp_path / "m1"
    if report is not None:
        folder.mkdir()
        (folder / "report.json").write_text(report)
    found = algorithm_json(folder)
    Algorithm.model_validate(found | {"live": False})
    assert (found["name"], found["threshold"], found["report"]) == ("m1", None, None)


def test_a_live_model_whose_directory_is_gone_is_still_named(client: FlaskClient) -> None:
    first, *others = Algorithms.model_validate(client.get("/algorithms").get_json()).algorithms
    assert (first.name, first.threshold, first.live) == ("m1", 0.7, True)
    assert [found.name for found in others] == [shipped_id()]


def test_the_others_of_the_home_are_listed_too(client: FlaskClient, settings: Settings) -> None:
    folder = settings.home / "models" / ("0" * 12)
    folder.mkdir(parents=True)
    (folder / "model.json").write_bytes(orjson.dumps(DOCUMENT))
    found = Algorithms.model_validate(client.get("/algorithms").get_json())
    assert found.default == found.best == "m1"
    assert [(one.name, one.live) for one in found.algorithms] == [
        ("m1", True),
        (shipped_id(), False),
        ("0" * 12, False),
    ]


def test_the_shipped_model_says_what_it_was_trained_on() -> None:
    found = Algorithm.model_validate(
        algorithm_json(shipped_models() / shipped_id()) | {"live": False}
    )
    assert {"name", "country", "address", "identifier"} <= set(found.docs)
    assert found.trained_on
    assert found.threshold_evidence
