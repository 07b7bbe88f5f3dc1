"""The kernel and Python find, weigh and align the same on the real lists."""

import csv
import gzip
import random
import time
from pathlib import Path

import pytest

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.scoring.model import Model
from tests.matcher.index.searchers import (
    assert_same,
    assert_same_alignment,
    assert_same_first,
    compiled,
    reference,
    search,
)
from tests.matcher.kernel.fuzz import listed_texts, spoiled

pytestmark = pytest.mark.data

_SEED, _SECONDS, _LONGEST = 20260131, 25, 200


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Snapshot:
    home = tmp_path_factory.mktemp("real")
    ListStore(home).ingest("ftm", shared_data / "lists/ftm/organisations.ftm.json.gz")
    return build(home)


@pytest.fixture(scope="module")
def texts(real: Snapshot, shared_data: Path) -> list[str]:
    """Names of trade, and as many of the list, half of which are in other scripts."""
    with gzip.open(shared_data / "trade/sibur_trade_party_names.csv.gz", "rt") as stream:
        trade = [row["name"] for row in csv.DictReader(stream)]
    listed = [text for text in listed_texts(real) if len(text) < _LONGEST]
    other_scripts = [text for text in listed if not text.isascii()]
    draw = random.Random(_SEED)
    each = len(trade) // 2
    return trade + draw.sample(listed, each) + draw.choices(other_scripts, k=each)


def test_of_real_names_as_many_as_there_is_time_for(
    real: Snapshot, texts: list[str], model: Model
) -> None:
    kernel = compiled(real, model, model.knowledge)
    python = reference(real, model, model.knowledge)
    draw = random.Random(_SEED)
    pairs, end = 0, time.monotonic() + _SECONDS
    while time.monotonic() < end:
        text = draw.choice(texts) if draw.random() < 0.7 else spoiled(texts, draw)[:_LONGEST]
        found = search(kernel, text)
        assert_same(found, search(python, text))
        for row in found.rows[found.best[:3]].tolist():
            assert_same_alignment(kernel, python, text, row)
        if not draw.randrange(4):
            assert_same_first(kernel, python, text, draw.choice((1, 5, 64)))
        pairs += len(found.rows)
    assert pairs > 10_000
