"""Training on the sample; the whole path through the command line is tests/api's."""

from pathlib import Path

import pytest

from matcher.errors import TrainingError
from matcher.lists import read
from matcher.sample import write_sample
from matcher.scoring.model import load_model
from matcher.scoring.weights import weights_of
from models.deposit import write_model
from models.metrics import measure
from models.pairs import LabelledPair, read_labels
from models.training import Trained, train


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledPair]:
    return list(read_labels(write_sample(tmp_path_factory.mktemp("labels"), size=250).pairs))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, labels: list[LabelledPair]) -> Trained:
    files = write_sample(tmp_path_factory.mktemp("lists"), size=250)
    names = [f"Ordinary {n} Trading Ltd" for n in range(200)]
    return train(labels, names, list(read("ftm", files.ftm)))


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
