"""What the kernel says of two persons' names, against how Python aligns them."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from matcher.comparison.person_alignment import align_persons, weigh_person
from matcher.comparison.person_bounds import InCommon
from matcher.comparison.persons import read_off
from matcher.index.searching import Searcher
from matcher.index.snapshot import Snapshot
from matcher.normalise.persons import Part, normalise_person
from matcher.records import PartyKind
from matcher.scoring.model import Model
from tests.matcher.index.homes import entity, snapshot_of
from tests.matcher.index.searchers import compiled
from tests.matcher.kernel.fuzz import spoiled

CROWD = (
    *("VORLIN, Edrik Tamovich", "Эдрик Тамович Ворлин", "E. T. Vorlin", "VORLIN"),
    *("AL-BOSRI, Abd al-Rahim", "عبد الرحيم البصري", "Abdulrahim Bosri", "Mohammed KARIM"),
    *("Mohamad Kareem", "محمد كريم", "Usama", "Osama bin Husayn", "Houssein Ousama", "Yong Jae"),
    *("Jong Jae", "王 小明", "王小明", "Wang Xiaoming", "Wan Xiao Ming", "Del Rio", "Delrio", "Ву Т."),
    *("Fawzi", "Fouzi", "Shcherbakov", "Scherbakof", "Щербаков", "ディミトリ カトウ", "Dmitri Kato"),
    *("Yu. A. Petrov", "Ю. А. Петров", "Ya. Petrov", "Abdelkader", "A. Kader", "De la Cruz Juan"),
    *("Fedorov", "Fedorovich Ivan", "Alexander", "Aleksandr", "Sasha", "김정은", "Kim Jong Un"),
    *("Al Hassan", "Alhassan", "El-Hasan", "Ann Marie", "Annmarie Lou", "x" * 250, "Ali " * 40),
    *("Ltd Trading Company", "Quellmar Trading LLC", "a b c d", "A.B.C. Holding", "Xi", "Li-Wu Xu"),
)  # fmt: skip


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    persons = (entity(f"p{n}", name, schema="Person") for n, name in enumerate(CROWD))
    return snapshot_of(tmp_path_factory.mktemp("persons"), *persons)


def in_common(searcher: Searcher, query: str, rows: Sequence[int]) -> list[InCommon]:
    """What a name has in common with listed ones, by the kernel."""
    found = searcher.in_common(
        [normalise_person(query)], np.zeros(len(rows), dtype=np.intp), np.array(rows, np.uint32)
    )
    assert found is not None
    return [InCommon(*numbers) for numbers in found.tolist()]


def assert_bounded(model: Model, bound: InCommon, query: str, listed: str) -> None:
    ours, theirs = (weigh_person(normalise_person(text)) for text in (query, listed))
    if ours is None or theirs is None:
        return
    found = read_off(ours, theirs, align_persons(ours, theirs, model.knowledge.sounds))
    pair = (query, listed, bound, found)
    assert bound.words >= found.words, pair
    assert bound.initials >= (found.initials > 0), pair
    assert bound.ours <= found.ours.count(Part.WORD), pair
    assert bound.theirs <= found.theirs.count(Part.WORD), pair


@pytest.mark.parametrize("seed", ["one", "another"])
def test_no_name_has_more_in_common_than_its_bound(
    crowd: Snapshot, model: Model, seed: str
) -> None:
    searcher = compiled(crowd, model, model.knowledge)
    draw = random.Random(seed)
    rows = range(crowd.name_count)
    for query in (*CROWD, *(spoiled(CROWD, draw) for _ in range(150))):
        for row, bound in zip(rows, in_common(searcher, query, rows), strict=True):
            alias = crowd.alias(row).alias
            assert alias
            assert_bounded(model, bound, query, alias.name)


def test_of_listed_persons_the_same_holds(snapshot: Snapshot, model: Model) -> None:
    searcher = compiled(snapshot, model, model.knowledge)
    kinds = snapshot.kinds[snapshot.alias_entities]
    rows = np.flatnonzero(kinds == PartyKind.PERSON).tolist()
    names = [alias.name for row in rows if (alias := snapshot.alias(row).alias)]
    assert len(names) == len(rows) > 20
    draw = random.Random("persons")
    for query in (spoiled(names, draw) for _ in range(40)):
        for listed, bound in zip(names, in_common(searcher, query, rows), strict=True):
            assert_bounded(model, bound, query, listed)


@pytest.mark.parametrize(
    ("query", "listed", "expected"),
    [
        pytest.param("Edrik Vorlin", "Edrik Vorlin", (2, 0, 0, 0), id="same"),
        pytest.param("Quellmar Trading LLC", "Edrik Vorlin", (0, 0, 3, 2), id="nothing"),
        pytest.param("Vorlin Trading LLC", "Edrik Vorlin", (1, 0, 2, 1), id="one-word"),
        pytest.param("Vorlin Vorlin Vorlin", "Vorlin Edrik", (1, 0, 2, 1), id="one-word-thrice"),
        pytest.param("E. Vorlin", "Edrik Vorlin", (1, 1, 0, 0), id="initial"),
        pytest.param("O. Vorlin", "Edrik Vorlin", (1, 0, 0, 1), id="initial-that-does-not-fit"),
        pytest.param("Эдрик Ворлин", "Edrik Vorlin", (2, 0, 0, 0), id="across-scripts"),
        pytest.param("Жанна Цой", "Edrik Vorlin", (0, 0, 2, 2), id="nothing-across-scripts"),
        pytest.param("Mohamed Kareem", "Muhammad Karim", (2, 0, 0, 0), id="vowels"),
        pytest.param("Alhassan Vorlin", "Al Hassan Vorlin", (2, 0, 0, 0), id="joined"),
        pytest.param("Edrik", "Edrik Tamovich Vorlin", (1, 0, 0, 1), id="patronymic-is-not-left"),
    ],
)
def test_what_two_names_have_in_common(
    tmp_path_factory: pytest.TempPathFactory,
    model: Model,
    query: str,
    listed: str,
    expected: tuple[int, int, int, int],
) -> None:
    one = snapshot_of(tmp_path_factory.mktemp("pair"), entity("p1", listed, schema="Person"))
    searcher = compiled(one, model, model.knowledge)
    assert in_common(searcher, query, [0]) == [expected]


def test_names_are_told_apart_in_one_call(crowd: Snapshot, model: Model) -> None:
    searcher = compiled(crowd, model, model.knowledge)
    texts = ("Edrik Vorlin", "", "Ali " * 60, "Mohamed Karim", "Эдрик Ворлин")
    rows = np.arange(crowd.name_count, dtype=np.uint32)
    queries = np.repeat(np.arange(len(texts)), len(rows))
    together = searcher.in_common(
        [normalise_person(text) for text in texts], queries, np.tile(rows, len(texts))
    )
    assert together is not None
    alone = [numbers for text in texts for numbers in in_common(searcher, text, rows.tolist())]
    assert list(map(tuple, together.tolist())) == alone


def test_of_what_is_no_person_anything_may_be(snapshot: Snapshot, model: Model) -> None:
    searcher = compiled(snapshot, model, model.knowledge)
    kinds = snapshot.kinds[snapshot.alias_entities]
    row = int(np.flatnonzero(kinds != PartyKind.PERSON)[0])
    [bound] = in_common(searcher, "Edrik Vorlin", [row])
    assert (bound.ours, bound.theirs) == (0, 0)
    assert bound.words > 1
