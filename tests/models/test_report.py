from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from matcher.comparison.background import Background
from matcher.comparison.lexicon import Lexicon
from matcher.comparison.party import Knowledge
from matcher.records import Side
from matcher.scoring.calibration import Calibration
from models.pairs import LabelledPair
from models.registry import shipped_model, shipped_models
from models.report import card_of, report_of
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


@pytest.mark.parametrize("heading", ["## Purpose", "## Threshold", "## Data", "## Limits"])
def test_the_shipped_card_is_that_of_the_shipped_model(heading: str) -> None:
    model = shipped_model()
    folder: Path = shipped_models() / model.id
    document = orjson.loads((folder / "model.json").read_bytes())
    report = orjson.loads((folder / "report.json").read_bytes())
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert card == card_of(model.id, document, report)
    assert heading in card
