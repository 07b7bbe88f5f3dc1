from pathlib import Path

import pytest

from matcher.records import Side
from matcher.sample import write_sample
from models.labels.reading import Defaults, read_label_file
from models.labels.records import Pair, Verdict, now
from models.labels.store import LabelStore, open_store
from models.labels.teaching import (
    digest,
    labelled_pairs,
    read_store,
    write_history,
    write_labels,
)
from models.pairs import LabelledPair, read_labels
from tests.models.labels.examples import OTHER, PLANT, ZAVOD, decision, entry

PAIR, SECOND, THIRD = (
    Pair(left=ZAVOD, right=PLANT),
    Pair(left=ZAVOD, right=OTHER),
    Pair(left=PLANT, right=OTHER),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("sample"), size=150).pairs


def fill(store: LabelStore, path: Path) -> None:
    defaults = Defaults(reviewer="sample", use="train", at=now())
    store.add(read_label_file(path, defaults).entries)


def test_training_reads_from_the_store_what_the_file_says(store: LabelStore, sample: Path) -> None:
    fill(store, sample)
    found = labelled_pairs(read_store(store))
    assert len({pair.id for pair in found}) == len(found)
    assert {facts(pair) for pair in found} == {facts(pair) for pair in read_labels(sample)}


def facts(pair: LabelledPair) -> tuple[bool, bool, frozenset[tuple[Side, str]]]:
    """A pair whichever record is on the left: the store keeps it once."""
    sides = ((pair.left, pair.left_cluster), (pair.right, pair.right_cluster))
    return pair.same, pair.trainable, frozenset(sides)


def test_an_export_is_read_by_training_and_by_another_store(
    store: LabelStore, sample: Path, tmp_path: Path
) -> None:
    fill(store, sample)
    labels = read_store(store)
    out = tmp_path / "labels.csv.gz"
    assert write_labels(labels, out) == len(labels.pairs)
    assert list(read_labels(out)) == labelled_pairs(labels)
    other = open_store(tmp_path / "other")
    fill(other, out)
    assert digest(read_store(other)) == digest(labels)
    other.close()


def test_conflicts_and_doubts_teach_nothing(store: LabelStore) -> None:
    store.add([entry(PAIR, Verdict.MATCH), entry(SECOND, Verdict.NO_MATCH), entry(THIRD)])
    store.decide(decision(PAIR, Verdict.NO_MATCH, "boris", day=2))
    store.decide(decision(THIRD, Verdict.UNSURE, "boris", day=2))
    assert [pair.id for pair in labelled_pairs(read_store(store))] == [SECOND.key]
    store.decide(decision(PAIR, Verdict.MATCH, "clara", day=3, resolves=True))
    taught = {pair.id: pair.same for pair in labelled_pairs(read_store(store))}
    assert taught == {PAIR.key: True, SECOND.key: False}


def test_what_one_origin_keeps_from_training_is_kept(store: LabelStore) -> None:
    store.add([entry(PAIR, Verdict.MATCH), entry(PAIR, use="evaluate")])
    [pair] = labelled_pairs(read_store(store))
    assert not pair.trainable


def test_the_digest_is_of_what_was_said_not_of_when_or_by_whom(tmp_path: Path) -> None:
    digests = set()
    for place, order in enumerate(([PAIR, SECOND], [SECOND, PAIR])):
        store = open_store(tmp_path / str(place))
        for day, pair in enumerate(order, start=1):
            store.add([entry(pair, Verdict.MATCH, f"reviewer {place}", day=day)])
        digests.add(digest(read_store(store)))
        store.decide(decision(PAIR, Verdict.NO_MATCH, f"reviewer {place}", day=9))
        assert digest(read_store(store)) not in digests
        store.close()
    assert len(digests) == 1


def test_the_history_moves_to_another_store_whole(store: LabelStore, tmp_path: Path) -> None:
    store.add([entry(PAIR, Verdict.MATCH)])
    store.decide(decision(PAIR, Verdict.NO_MATCH, "boris", day=2))
    store.decide(decision(PAIR, Verdict.UNSURE, "clara", day=3, resolves=True))
    out = tmp_path / "history.csv"
    assert write_history(read_store(store), out) == 3
    other = open_store(tmp_path / "other")
    for _ in range(2):
        fill(other, out)
        assert other.decisions() == store.decisions()
    other.close()
