import numpy as np
import pytest

from matcher.index.searching import EVERYTHING, NO_ROWS, Searcher
from matcher.index.snapshot import Snapshot
from matcher.kernel.layout import MOST_OTHERS
from matcher.normalise.names import normalise_name
from matcher.others import among, of_names
from matcher.pairs import put_together
from matcher.records import PartyKind
from matcher.scoring.model import Model
from tests.matcher.index.homes import entity, snapshot_of
from tests.matcher.index.searchers import compiled

NAMES = ("Vorlin Trading", "Quellmar Vorlin")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """More persons of one surname than are compared with a name, and a few companies."""
    persons = (
        entity(f"p{n}", f"Vorlin {chr(97 + n % 26)}{chr(97 + n // 26)}drik", schema="Person")
        for n in range(2 * MOST_OTHERS)
    )
    companies = (entity(f"c{n}", f"Vorlin Works {n}") for n in range(5))
    return snapshot_of(tmp_path_factory.mktemp("crowd"), *persons, *companies)


@pytest.fixture(scope="module")
def searcher(crowd: Snapshot, model: Model) -> Searcher:
    return compiled(crowd, model, model.knowledge)


@pytest.mark.parametrize("kind", [PartyKind.UNKNOWN, PartyKind.ORGANISATION, PartyKind.PERSON])
def test_the_first_of_each_name_are_compared(
    crowd: Snapshot, searcher: Searcher, kind: PartyKind
) -> None:
    rows = np.arange(crowd.name_count, dtype=np.uint32)
    searched = [searcher.search(normalise_name(name), rows, None, EVERYTHING) for name in NAMES]
    others = among(crowd, put_together(searched, float("-inf")), kind)
    assert np.bincount(others.queries).tolist() == [MOST_OTHERS] * len(NAMES)
    assert (np.diff(others.queries) >= 0).all()
    assert (others.entities == crowd.alias_entities[others.rows]).all()
    first = [
        row
        for row in searched[0].rows.tolist()
        if kind is PartyKind.PERSON or crowd.kinds[crowd.alias_entities[row]] == PartyKind.PERSON
    ]
    assert others.rows[:MOST_OTHERS].tolist() == first[:MOST_OTHERS]


def test_the_sieve_tells_of_the_same(crowd: Snapshot, searcher: Searcher) -> None:
    rows = np.arange(crowd.name_count, dtype=np.uint32)
    names = [normalise_name(name) for name in NAMES]
    sieved = searcher.sieve(names, [rows, NO_ROWS], [50.0, 50.0], None)
    told = of_names(crowd, [left.others if left else NO_ROWS for left in sieved])
    searched = [
        searcher.search(name, beside, None, EVERYTHING)
        for name, beside in zip(names, (rows, NO_ROWS), strict=True)
    ]
    others = among(crowd, put_together(searched, float("-inf")), PartyKind.UNKNOWN)
    assert len(others.rows) > MOST_OTHERS
    assert told.queries.tolist() == others.queries.tolist()
    assert told.rows.tolist() == others.rows.tolist()
    assert told.entities.tolist() == others.entities.tolist()


def test_organisations_are_compared_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, model: Model
) -> None:
    alone = snapshot_of(tmp_path_factory.mktemp("alone"), entity("c1", "Vorlin Works"))
    searched = compiled(alone, model, model.knowledge).search(
        normalise_name("Vorlin Works"), NO_ROWS, None, EVERYTHING
    )
    assert len(searched.rows) == 1
    others = among(alone, put_together([searched], float("-inf")), PartyKind.ORGANISATION)
    assert not len(others.rows)
