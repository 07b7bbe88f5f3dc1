"""Training on the sample; the whole path through the command line is tests/api's."""

from dataclasses import replace
from pathlib import Path

import pytest

from matcher.comparison.specification import COMPARISONS
from matcher.errors import TrainingError
from matcher.lists.reading import read
from matcher.records import Listed
from matcher.sample import write_sample
from matcher.scoring.calibration import Calibration
from matcher.scoring.model import load_model
from matcher.scoring.weights import weights_of
from models.calibration import fit_calibration
from models.checks import NO_DATA
from models.deposit import write_model
from models.estimation import Method, MSource, USource
from models.folds import fold_of
from models.metrics import measure
from models.pairs import LabelledPair, read_labels
from models.training import BASE_RATE, Scored, Trained, context_bits, train

SIZE = 120  # companies of the sample
NAMES = [f"Ordinary {n} Trading Ltd" for n in range(200)]


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledPair]:
    """Those of the sample, and some look-alikes again as if people had brought them in."""
    found = list(read_labels(write_sample(tmp_path_factory.mktemp("labels"), size=SIZE).pairs))
    chosen = [pair for pair in found if not pair.same][:40]
    return found + [replace(pair, id=f"chosen-{pair.id}", kind="reviewed") for pair in chosen]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> list[Listed]:
    return list(read("ftm", write_sample(tmp_path_factory.mktemp("lists"), size=SIZE).ftm))


@pytest.fixture(scope="module")
def trained(labels: list[LabelledPair], listed: list[Listed]) -> Trained:
    return train(labels, NAMES, listed)


def test_every_pair_is_scored_without_its_fold(
    trained: Trained, labels: list[LabelledPair]
) -> None:
    assert [scored.pair for scored in trained.held_out] == labels
    assert all(0 < scored.score < 1 for scored in trained.held_out)
    table = measure((scored.pair.kind, scored.score) for scored in trained.held_out)
    assert table["cross_list"].auc > 0.8


def test_bits_are_likelihood_ratios_of_probabilities(trained: Trained) -> None:
    for comparison in trained.settings["comparisons"]:
        for key in ("m_probability", "u_probability"):
            values = [level[key] for level in comparison["comparison_levels"] if key in level]
            assert all(value > 0 for value in values)
            assert sum(values) <= 1 + 1e-9


def test_a_model_is_read_as_it_was_written(trained: Trained, tmp_path: Path) -> None:
    path = write_model(trained, tmp_path, data={})
    model = load_model(path)
    assert model.id == path.name
    assert model.weights == weights_of(trained.settings)
    assert model.threshold == trained.threshold


@pytest.mark.parametrize("label", [True, False])
def test_labels_of_one_kind_teach_nothing(labels: list[LabelledPair], label: bool) -> None:
    with pytest.raises(TrainingError, match="label"):
        train([pair for pair in labels if pair.same is label], [], [])


def test_what_is_missing_is_reported_by_name(trained: Trained) -> None:
    missing = [finding for finding in trained.findings if finding.check == NO_DATA]
    assert missing  # a small sample reaches not every level
    labels_of_levels = {
        level.label for comparison in COMPARISONS for level in comparison.levels
    } | {None}
    assert {finding.level for finding in missing} <= labels_of_levels


def test_swapped_labels_are_refused_by_name(
    labels: list[LabelledPair], listed: list[Listed]
) -> None:
    swapped = [
        replace(pair, same=not pair.same, kind="neg" if pair.same else "xlist_hardid")
        for pair in labels
    ]
    with pytest.raises(TrainingError, match=r"swapped\? Comparison '.*': level '.*' weighs"):
        train(swapped, NAMES, listed, method=Method(m=MSource.LABELS))


def test_labels_that_cannot_calibrate_a_score_are_refused(labels: list[LabelledPair]) -> None:
    with pytest.raises(TrainingError, match="calibrated on companies as two lists write them"):
        train([replace(pair, kind="alias_aka") for pair in labels], [], [])


def test_pairs_that_people_chose_are_scored_but_calibrate_nothing(trained: Trained) -> None:
    judged = [
        scored
        for scored in trained.held_out
        if not scored.pair.same
        or (scored.pair.kind.startswith("xlist_") and "samename" not in scored.pair.kind)
    ]
    assert {"reviewed", "neg_hardid"} <= {scored.pair.kind for scored in judged}
    assert calibration_of(trained, judged) != trained.calibration
    usual = [scored for scored in judged if scored.pair.kind != "reviewed"]
    assert calibration_of(trained, usual) == trained.calibration


def calibration_of(trained: Trained, judged: list[Scored]) -> Calibration:
    """One map of the names alone, and of the names with what stands beside them."""
    with_context = []
    for scored in judged:
        fold = trained.fold_models[fold_of(scored.pair.left_cluster)]
        beside = context_bits(fold.weights, scored.pair, fold.knowledge)
        with_context.append(scored.evidence_bits + beside)
    return fit_calibration(
        [scored.evidence_bits for scored in judged] + with_context,
        [scored.pair.same for scored in judged] * 2,
        base_rate=BASE_RATE,
    )


def test_look_alikes_that_people_chose_cannot_calibrate_a_score(
    labels: list[LabelledPair],
) -> None:
    chosen = [pair if pair.same else replace(pair, kind="reviewed") for pair in labels]
    with pytest.raises(TrainingError, match="every trainable pair of two companies"):
        train(chosen, [], [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("m", "u"),
    [
        (MSource.JOINT, USource.SAMPLING),
        (MSource.LABELS, USource.SAMPLING),
        (MSource.EM, USource.LOOK_ALIKES),
    ],
)
def test_every_method_trains_the_same_model_twice(
    labels: list[LabelledPair], listed: list[Listed], m: MSource, u: USource
) -> None:
    method = Method(m=m, u=u)
    first, second = (train(labels, NAMES, listed, method=method) for _ in range(2))
    assert first.settings == second.settings
    assert first.findings == second.findings
    assert first.method == method
    table = measure((scored.pair.kind, scored.score) for scored in first.held_out)
    assert table["cross_list"].auc > 0.6
