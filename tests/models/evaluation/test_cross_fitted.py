from dataclasses import replace
from pathlib import Path

import pytest

from matcher.comparison.background import Background
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import symmetric
from matcher.errors import ModelError
from matcher.records import Side
from matcher.scoring.weights import Weights
from models.evaluation.cross_fitted import FILE, read_cross_fitted, write_cross_fitted
from models.evaluation.judging import Origin, judge
from models.folds import FOLDS, fold_of
from models.pairs import LabelledPair
from models.registry import shipped_model
from models.training import FoldModel, Scored, Trained

MODEL = shipped_model()


def pair(left: str, right: str, cluster: str) -> LabelledPair:
    return LabelledPair(
        id=left,
        same=True,
        kind="xlist_hardid",
        left=Side(name=left),
        right=Side(name=right),
        left_cluster=cluster,
        right_cluster=cluster,
        trainable=True,
    )


def fold_model(fold: int) -> FoldModel:
    """A model that tells itself apart: it adds its fold to every weight of the first level."""
    bits = tuple(tuple(bit + fold for bit in levels) for levels in MODEL.weights.bits)
    return FoldModel(Weights(MODEL.weights.prior_bits, bits), KNOWLEDGE)


KNOWLEDGE = Knowledge(
    words=Background(counts={"kamensk": 2}, names=9),
    places=MODEL.knowledge.places,
    lexicon=symmetric([("plant", "zavod", 0.5)]),
)
LABELLED = [pair(f"Kamensk {n}", f"Каменск {n}", f"c{n}") for n in range(20)]
TRAINED = Trained(
    knowledge=KNOWLEDGE,
    settings={},
    calibration=MODEL.calibration,
    threshold=0.5,
    held_out=tuple(
        Scored(pair=one, evidence_bits=0.0, score=0.5, score_with_context=0.5) for one in LABELLED
    ),
    fold_models=tuple(map(fold_model, range(FOLDS))),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model")
    write_cross_fitted(TRAINED, path / FILE)
    return path


def test_fold_models_are_read_as_they_were_written(folder: Path) -> None:
    found = read_cross_fitted(folder, MODEL)
    assert found is not None
    assert [model.weights for model in found.models] == [
        model.weights for model in TRAINED.fold_models
    ]
    assert found.models[0].knowledge == KNOWLEDGE


def test_the_same_training_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_cross_fitted(TRAINED, tmp_path / FILE)
    assert (tmp_path / FILE).read_bytes() == (folder / FILE).read_bytes()


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(LABELLED[3], id="the-pair-itself"),
        pytest.param(replace(LABELLED[3], right=Side(name="new")), id="by-its-cluster"),
        pytest.param(pair("KAMENSK  3", "new", "of another file"), id="by-a-name"),
    ],
)
def test_a_labelled_company_is_scored_without_it(folder: Path, asked: LabelledPair) -> None:
    cross_fitted = read_cross_fitted(folder, MODEL)
    assert cross_fitted is not None
    found = cross_fitted.without(asked)
    assert found is not None
    assert found.weights == TRAINED.fold_models[fold_of("c3")].weights


def test_who_was_never_labelled_is_scored_by_the_model_itself(folder: Path) -> None:
    cross_fitted = read_cross_fitted(folder, MODEL)
    new = pair("Harbour Lathes", "Harbour Lathes Works", "elsewhere")
    known, unknown = judge(MODEL, cross_fitted, [LABELLED[0], new])
    assert (known.origin, unknown.origin) == (Origin.CROSS_FITTED, Origin.NEW)
    (alone,) = judge(MODEL, None, [new])
    assert alone.score == unknown.score
    assert alone.origin is Origin.UNKNOWN


def test_a_training_without_fold_models_says_so(tmp_path: Path) -> None:
    assert read_cross_fitted(tmp_path, MODEL) is None


@pytest.mark.parametrize("length", [0, 100])
def test_a_damaged_file_is_refused(folder: Path, tmp_path: Path, length: int) -> None:
    (tmp_path / FILE).write_bytes((folder / FILE).read_bytes()[:length])
    with pytest.raises(ModelError, match=r"folds\.tar\.xz"):
        read_cross_fitted(tmp_path, MODEL)
