"""The online scorer and Splink give every pair the same match weight."""

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import Party, make_context, make_party
from matcher.comparison.specification import compare
from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.functions import Record
from matcher.linkage.training import RecordPair, Session
from matcher.records import Side
from matcher.sample import write_sample
from matcher.scoring.model import Model
from models.pairs import LabelledPair, read_labels
from models.registry import shipped_model

TOLERANCE_BITS = 1e-9


@pytest.fixture(scope="module")
def model() -> Model:
    return shipped_model()


def party(side: Side, knowledge: Knowledge) -> Party:
    context = make_context(side.countries, side.addresses, side.identifiers)
    return make_party(side.name, context, knowledge)


def assert_parity(model: Model, labels: Iterable[LabelledPair]) -> None:
    pairs = [
        RecordPair(query=Record(side=pair.left), listed=Record(side=pair.right)) for pair in labels
    ]
    splink = Session(DuckDBEngine({"": model.knowledge})).match_weights(
        pairs, model.splink_settings
    )
    for pair, expected in zip(pairs, splink, strict=True):
        vector = compare(
            party(pair.query.side, model.knowledge),
            party(pair.listed.side, model.knowledge),
            model.knowledge,
        )
        assert abs(model.weights.match_weight(vector) - expected) <= TOLERANCE_BITS, pair


def test_on_the_pairs_of_the_sample(model: Model, tmp_path: Path) -> None:
    assert_parity(model, read_labels(write_sample(tmp_path, size=200).pairs))


@pytest.mark.data
def test_on_real_pairs(model: Model, shared_data: Path) -> None:
    labels = read_labels(shared_data / "gold/pairs_dev.csv.gz")
    assert_parity(model, itertools.islice(labels, 0, None, 8))
