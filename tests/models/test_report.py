import re
from dataclasses import replace

import orjson
import pytest

from matcher.comparison.background import Background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon
from matcher.records import Side
from matcher.scoring.calibration import Calibration
from models.card import card_of
from models.pairs import LabelledPair
from models.registry import shipped_id, shipped_models
from models.report import report_of
from models.training import Scored, Trained


def scored(number: int, *, same: bool, score: float) -> Scored:
    kind = "xlist_hardid" if same else "neg_hardid"
    pair = LabelledPair(
        id=str(number),
        same=same,
        kind=kind,
        left=Side(name="a"),
        right=Side(name="b"),
        left_cluster=str(number),
        right_cluster=str(number),
        trainable=True,
    )
    return Scored(pair=pair, evidence_bits=0.0, score=score, score_with_context=score)


TRAINED = Trained(
    knowledge=Knowledge(
        words=Background(counts={"x": 2}, names=3),
        places=Background(counts={}, names=1),
        lexicon=Lexicon({"a": {"b": 0.5}}),
    ),
    settings={},
    calibration=Calibration(bits=(0.0, 1.0), log_odds=(0.0, 1.0), base_rate=0.15),
    threshold=0.5,
    held_out=(scored(1, same=True, score=0.9), scored(2, same=False, score=0.2)),
)


def test_the_report_counts_what_taught_and_measures_what_was_held_out() -> None:
    report = report_of(TRAINED)
    assert report["by_name"]["cross_list"]["auc"] == 1.0
    assert report["taught_by"] == [
        {"kind": "neg_hardid", "same": False, "pairs": 1},
        {"kind": "xlist_hardid", "same": True, "pairs": 1},
    ]
    assert (report["words"], report["translations"]) == (1, 1)


def test_pairs_that_may_not_teach_are_not_counted_as_teaching() -> None:
    first, second = TRAINED.held_out
    closed = replace(first, pair=replace(first.pair, trainable=False))
    report = report_of(replace(TRAINED, held_out=(closed, second)))
    assert [row["kind"] for row in report["taught_by"]] == ["neg_hardid"]


def test_what_was_measured_only_is_counted_apart() -> None:
    first, second = TRAINED.held_out
    closed = replace(first, pair=replace(first.pair, trainable=False))
    assert report_of(replace(TRAINED, held_out=(closed, second)))["measured_only"] == 1


def test_the_threshold_has_its_evidence() -> None:
    found = report_of(TRAINED)["threshold"]
    assert found["matches"] == 1
    (own,) = (row for row in found["rows"] if row["chosen_for"] is None)
    assert own["threshold"] == TRAINED.threshold
    assert own["recall"] == [1.0, 1.0, 1.0]
    assert own["look_alikes"] == 0.0


def test_segments_say_how_many_and_how_sure() -> None:
    many = replace(TRAINED, held_out=TRAINED.held_out * 20)
    kinds = report_of(many)["segments"]["kind"]
    assert kinds == {}, "of fewer than thirty pairs nothing is said"
    scripts = report_of(many)["segments"]["script"]
    assert scripts["Latin ~ Latin"]["same"] == 20
    assert scripts["Latin ~ Latin"]["recall"] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "heading",
    [
        *("## Purpose", "## Data and licences", "## Assumptions", "## By segment"),
        *("## Threshold", "## Limits", "## Change history", "## To challenge it"),
    ],
)
def test_the_shipped_card_is_that_of_the_shipped_model(heading: str) -> None:
    folder = shipped_models() / shipped_id()
    document = orjson.loads((folder / "model.json").read_bytes())
    report = orjson.loads((folder / "report.json").read_bytes())
    card = (folder / "card.md").read_text(encoding="utf-8")
    followed = re.search(r"Follows model `(\w+)`", card)
    assert card == card_of(folder.name, document, report, parent=followed[1] if followed else None)
    assert f"{heading}\n" in card


def test_a_card_names_the_model_that_it_follows() -> None:
    document = {
        "versions": {"splink": "5"},
        "trained_on": {},
        "threshold": {"score": 0.5, "evidence": "half"},
        "normaliser": "1",
        "specification": "1",
    }
    report = report_of(TRAINED)
    assert "Follows model `abc`." in card_of("m", document, report, parent="abc")
    assert "Follows no model" in card_of("m", document, report)


def test_a_card_names_what_makes_the_same_bytes_again() -> None:
    folder = shipped_models() / shipped_id()
    document = orjson.loads((folder / "model.json").read_bytes())
    card = (folder / "card.md").read_text(encoding="utf-8")
    for value in (document["seed"], document["code"]["sha256"], *document["trained_on"].values()):
        assert f"`{value}`" in card
    report = orjson.loads((folder / "report.json").read_bytes())
    finding = {"check": "no data", "subject": "numbers", "level": "L", "message": "none reached it"}
    told = card_of("m", document, report | {"warnings": [finding]})
    assert "- no data: numbers, L: none reached it\n" in told
    older = {name: value for name, value in document.items() if name != "seed"}
    assert "Seed and code were not recorded." in card_of("m", older, report)
