"""Both searchers, compiled and in Python, and that they find and weigh the same."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.background import Background, token_key
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.errors import SnapshotError
from matcher.index.searching import (
    EVERYTHING,
    NAME_CANDIDATES,
    NO_ROWS,
    Interest,
    Searched,
    Searcher,
)
from matcher.index.snapshot import Snapshot
from matcher.index.weighed import weighed_names
from matcher.kernel.layout import MOST_KEYS, MOST_OTHERS
from matcher.kernel.reference import ReferenceComparer
from matcher.normalise.names import normalise_name
from matcher.records import Cut, Filters, Listed, PartyKind
from matcher.scoring.model import Model
from tests.matcher.index.crowds import CROWD, crowd_of
from tests.matcher.index.homes import entity, snapshot_of
from tests.matcher.index.searchers import (
    assert_same,
    assert_same_alignment,
    assert_same_first,
    compiled,
    reference,
    search,
)

MakeSearcher = Callable[[Snapshot, Knowledge], Searcher]
COINED = [f"velt{one}r{other}k" for one in "abdefgiklmnoprstuvz" for other in "aeiouy"]
HOSTILE = [
    pytest.param("Ltd.", id="only-a-form"),
    pytest.param("🚢🚢", id="emoji"),
    pytest.param("\x00\x07\u202e\ufeff", id="control-characters"),
    pytest.param("qzx" * 4_000, id="endless-word"),
    pytest.param(" ".join(f"zq{number}" for number in range(300)), id="300-words"),
    pytest.param("龘" * 3_000, id="endless-han"),
    pytest.param("1 " * 5_000, id="endless-numbers"),
    pytest.param("(" * 5_000, id="brackets"),
]


@pytest.fixture(params=[compiled, reference], ids=["compiled", "python"])
def make(request: pytest.FixtureRequest, model: Model) -> MakeSearcher:
    return lambda snapshot, knowledge: request.param(snapshot, model, knowledge)


def translating(lexicon: Lexicon) -> Knowledge:
    """Knowledge of these translations, and that all words are rare."""
    nothing = Background(counts={}, names=100_000)
    return Knowledge(words=nothing, places=nothing, lexicon=lexicon)


def entities(searched: Searched) -> set[int]:
    return set(searched.entities.tolist())


def test_every_name_of_every_party_finds_it(
    make: MakeSearcher, snapshot: Snapshot, parties: list[Listed], model: Model
) -> None:
    searcher = make(snapshot, model.knowledge)
    for row, listed in enumerate(parties):
        for alias in listed.aliases:
            assert row in entities(search(searcher, alias.name)), alias


@pytest.mark.parametrize("name", ["Dormelan Optika", "Dormelan Optica"])
def test_a_crowd_that_may_not_be_answered_takes_no_place(
    make: MakeSearcher, tmp_path: Path, name: str
) -> None:
    crowded = crowd_of(tmp_path)
    allowed = crowded.allowed(Filters(include_datasets=frozenset({"y"})), None)
    searcher = make(crowded, translating(Lexicon({})))
    assert entities(search(searcher, name, allowed)) == {CROWD}
    nobody = np.zeros(crowded.entity_count, dtype=bool)
    assert len(search(searcher, name, nobody).rows) == 0
    assert len(search(searcher, "Dormelan").rows) <= NAME_CANDIDATES


def test_of_plain_words_more_are_compared(make: MakeSearcher, tmp_path: Path) -> None:
    crowded = crowd_of(tmp_path)
    plain = Background(counts={token_key(normalise_name("Dormelan").tokens[0]): 900}, names=100_000)
    knowledge = Knowledge(words=plain, places=plain, lexicon=Lexicon({}))
    rare, common = make(crowded, translating(Lexicon({}))), make(crowded, knowledge)
    assert len(search(common, "Dormelan").rows) > len(search(rare, "Dormelan").rows)


def test_a_word_that_everybody_carries_still_finds(make: MakeSearcher, tmp_path: Path) -> None:
    words = ["Saron", "Velt", "Mikra", "Lunet", "Tarim", "Oskol"]
    small = snapshot_of(tmp_path, *(entity(f"x-{word}", f"Dormelan {word}") for word in words))
    found = search(make(small, translating(Lexicon({}))), "Dormelan")
    assert entities(found) == set(range(6))
    assert found.entity_count == 6


@pytest.mark.parametrize(
    ("query", "listed", "translation"),
    [
        pytest.param("Shipyard", "Верфь Сарон", ("shipyard", "верфь"), id="cyrillic"),
        pytest.param("Shipyards", "Верфь Сарон", ("shipyard", "верфь"), id="inflected"),
        pytest.param("Technologies", "萨龙科技", ("technology", "科技"), id="han"),
        pytest.param("科技", "Saron Technologies", ("technology", "科技"), id="from-han"),
    ],
)
def test_a_translation_finds_its_word(
    make: MakeSearcher, tmp_path: Path, query: str, listed: str, translation: tuple[str, str]
) -> None:
    small = snapshot_of(tmp_path, entity("x-1", listed), entity("x-2", "Mikra"))
    one, other = (token_key(normalise_name(word).tokens[0]) for word in translation)
    told = translating(symmetric([(one, other, 0.9)]))
    assert entities(search(make(small, translating(Lexicon({}))), query)) == set()
    assert entities(search(make(small, told), query)) == {0}


def test_plain_words_that_few_write_so_take_no_place(make: MakeSearcher, tmp_path: Path) -> None:
    translated = [("научное", "scientific"), ("производство", "production")]
    crowds = (
        entity(f"{crowd}-{place}", f"{words} {word}")
        for crowd, words in enumerate(
            ("Nauchnoe Proizvodstvo", "Scientific", "Production", "Mikra")
        )
        for place, word in enumerate(COINED * 3)
    )
    listed = snapshot_of(tmp_path, *crowds, entity("z-1", "Scientific Production Mikra"))
    key_of = {
        word: token_key(normalise_name(word).tokens[0]) for pair in translated for word in pair
    }
    knowledge = Knowledge(
        words=Background(counts=dict.fromkeys(key_of.values(), 2_000), names=20_000),
        places=Background(counts={}, names=1),
        lexicon=symmetric([(key_of[one], key_of[other], 0.9) for one, other in translated]),
    )
    found = search(make(listed, knowledge), "Научное производство Микра")
    assert listed.entity_count - 1 in entities(found)


def test_a_name_that_is_many_in_one_takes_no_place(make: MakeSearcher, tmp_path: Path) -> None:
    asked = ["Dormelan", "Sarontek", "Mikravod", "Oskolin"]
    others = (
        entity(f"x-{place}", " ".join([*asked[: place % 4], *asked[place % 4 + 1 :], word]))
        for place, word in enumerate(COINED * 2)
    )
    many = entity("y-1", " ".join([*asked, *COINED[:40]]))
    searcher = make(snapshot_of(tmp_path, *others, many), translating(Lexicon({})))
    last = len(COINED) * 2
    assert last not in entities(search(searcher, " ".join(asked)))
    assert last in entities(search(searcher, " ".join(COINED[:3])))


def test_an_inflected_word_finds_its_stem(make: MakeSearcher, tmp_path: Path) -> None:
    small = snapshot_of(tmp_path, entity("x-1", "Заводы Дормеланские"), entity("x-2", "Mikra"))
    found = search(make(small, translating(Lexicon({}))), "Dormelanskogo")
    assert found.rows.tolist() == [0]


def test_what_stands_beside_is_compared_whatever_is_found(
    make: MakeSearcher, tmp_path: Path, model: Model
) -> None:
    small = snapshot_of(tmp_path, entity("x-1", "Saron"), entity("x-2", "Mikra"))
    beside = np.array([0], dtype=np.uint32)
    found = make(small, model.knowledge).search(normalise_name("Mikra"), beside, None, EVERYTHING)
    assert found.rows.tolist() == [0, 1]
    assert found.entities[found.best].tolist() == [1, 0]
    assert found.entity_count == 2


@pytest.mark.parametrize("is_beside", [False, True], ids=["by-its-name", "by-what-stands-beside"])
def test_a_name_of_which_no_word_agrees_is_a_candidate_only_beside(
    make: MakeSearcher, tmp_path: Path, model: Model, is_beside: bool
) -> None:
    # `Tarimsk` and `Tarimond` share runs of letters, and are two words.
    small = snapshot_of(tmp_path, entity("x-1", "Tarimond"), entity("x-2", "Saron Velt"))
    beside = np.array([0], dtype=np.uint32) if is_beside else NO_ROWS
    name = normalise_name("Tarimsk Saron")
    found = make(small, model.knowledge).search(name, beside, None, EVERYTHING)
    assert sorted(found.rows.tolist()) == [0, 1]
    assert set(found.entities[found.best].tolist()) == ({0, 1} if is_beside else {1})


def test_what_weighs_too_little_is_counted_and_no_more(
    make: MakeSearcher, snapshot: Snapshot, parties: list[Listed], model: Model
) -> None:
    searcher = make(snapshot, model.knowledge)
    name = normalise_name(next(one.caption for one in parties if one.schema == "Company"))
    every = searcher.search(name, NO_ROWS, None, EVERYTHING)
    least = float(every.compared.weights[every.best[0]])
    heavy = searcher.search(name, NO_ROWS, None, Interest(least))
    assert heavy.entity_count == every.entity_count >= len(every.best)
    assert heavy.best.tolist() == [
        place for place in every.best.tolist() if every.compared.weights[place] >= least
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_looked_up(
    make: MakeSearcher, snapshot: Snapshot, model: Model, name: str
) -> None:
    rows = search(make(snapshot, model.knowledge), name).rows
    assert len(rows) == len(set(rows.tolist()))


def test_an_exact_name_is_found_at_the_end_of_300_words(make: MakeSearcher, tmp_path: Path) -> None:
    endless = " ".join(f"dormelan{number}x" for number in range(300))
    small = snapshot_of(tmp_path, entity("x-1", endless), entity("x-2", "Saron"))
    found = search(make(small, translating(Lexicon({}))), " ".join(reversed(endless.split())))
    assert found.rows.tolist() == [0]


@pytest.fixture(scope="module")
def both(snapshot: Snapshot, model: Model) -> tuple[Searcher, Searcher]:
    return (
        compiled(snapshot, model, model.knowledge),
        reference(snapshot, model, model.knowledge),
    )


def test_the_kernel_finds_and_weighs_what_python_does(
    both: tuple[Searcher, Searcher], parties: list[Listed]
) -> None:
    kernel, python = both
    for listed in parties[::3]:
        for alias in listed.aliases:
            found = search(kernel, alias.name)
            assert_same(found, search(python, alias.name))
            for row in found.rows[:5].tolist():
                assert_same_alignment(kernel, python, alias.name, row)


@given(
    st.text(max_size=60)
    | st.text(alphabet="aeioushctkzyxwgnpj xcqr'-().&23", max_size=60)
    | st.text(alphabet="搜索中国科技カタンスーーабвгджыщьъяعربيشركة한국무역 ", max_size=40)
)
def test_of_any_text_too(both: tuple[Searcher, Searcher], text: str) -> None:
    kernel, python = both
    found = search(kernel, text)
    assert_same(found, search(python, text))
    for row in found.rows[:3].tolist():
        assert_same_alignment(kernel, python, text, row)


@pytest.mark.parametrize(
    ("array", "place", "value"),
    [
        pytest.param("rows", slice(None), 1 << 31, id="rows"),
        pytest.param("offsets", slice(1, -1), 1 << 40, id="offsets-past-the-end"),
        pytest.param("offsets", slice(1, -1), -8, id="offsets-before-the-start"),
    ],
)
def test_damaged_postings_are_refused_when_they_are_read(
    tmp_path: Path, model: Model, array: str, place: slice, value: int
) -> None:
    built = snapshot_of(tmp_path, entity("x-1", "Saron Velt"), entity("x-2", "Saron Mikra"))
    path = built.path / f"names.{array}.npy"
    path.chmod(0o644)
    numbers = np.load(path)
    numbers[place] = value
    np.save(path, numbers)
    searcher = compiled(Snapshot(built.path, "", ()), model, model.knowledge)
    for _ in range(2):
        with pytest.raises(SnapshotError, match="past their end"):
            search(searcher, "Saron Velt")


def test_more_keys_of_its_own_than_are_looked_for_are_a_cut(
    both: tuple[Searcher, Searcher], parties: list[Listed]
) -> None:
    kernel, python = both
    name = normalise_name(parties[0].caption)
    for count, cuts in ((MOST_KEYS // 2, set()), (2 * MOST_KEYS, {Cut.LONG_NAME})):
        own = [f"w{number}" for number in range(count)]
        found = kernel.search(name, NO_ROWS, None, EVERYTHING, own)
        assert_same(found, python.search(name, NO_ROWS, None, EVERYTHING, own))
        assert found.cuts == cuts


ENDLESS = "Dormelan " + "qzx" * 100


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        pytest.param("Dormelan Saron", f"{ENDLESS} Saron", id="listed-word-of-300-letters"),
        pytest.param(f"{ENDLESS} Saron", "Dormelan Saron", id="word-of-300-letters"),
        pytest.param("Dormelan", " ".join(f"dormelan{n}" for n in range(65)), id="65-listed-words"),
        pytest.param("x" * 255, "x" * 254, id="255-letters"),
        pytest.param("x" * 255 + " Saron", "Saron " + "x" * 256, id="256-listed-letters"),
    ],
)
@pytest.mark.parametrize("interest", [EVERYTHING, Interest(float("-inf"), 0.0, 1), Interest(3.0)])
def test_what_the_kernel_does_not_take_python_compares(
    tmp_path: Path, model: Model, query: str, listed: str, interest: Interest
) -> None:
    names = (listed, "Dormelan", "Dormelan Saron", "Dormelan Saron Velt", "Mikra")
    small = snapshot_of(tmp_path, *(entity(f"x-{n}", name) for n, name in enumerate(names)))
    kernel = compiled(small, model, model.knowledge)
    python = reference(small, model, model.knowledge)
    beside = np.arange(small.name_count, dtype=np.uint32)
    name = normalise_name(query)
    found = kernel.search(name, beside, None, interest)
    expected = python.search(name, beside, None, interest)
    assert found.best[:1].tolist() == expected.best[:1].tolist()
    assert found.entity_count == expected.entity_count
    levels = found.compared.levels[found.best]
    assert levels.tolist() == expected.compared.levels[found.best].tolist()
    for row in beside.tolist():
        assert_same_alignment(kernel, python, query, row)


@pytest.mark.parametrize("limit", [1, 5])
def test_what_is_passed_over_would_not_be_among_the_first(
    both: tuple[Searcher, Searcher], parties: list[Listed], limit: int
) -> None:
    kernel, python = both
    for listed in [one for one in parties if one.schema == "Company"][::2]:
        assert_same_first(kernel, python, listed.caption, limit)


@pytest.mark.parametrize("least", [-8.0, 0.0, 6.0])
@pytest.mark.parametrize("filters", [Filters(), Filters(topics=frozenset({"sanction"}))])
def test_many_names_at_once_find_what_each_finds_alone(
    make: MakeSearcher, snapshot: Snapshot, parties: list[Listed], model: Model, least: float,
    filters: Filters,
) -> None:  # fmt: skip
    searcher = make(snapshot, model.knowledge)
    allowed = snapshot.allowed(filters, None)
    texts = [listed.caption for listed in parties[::3]]
    names = [normalise_name(text) for text in (*texts, ENDLESS, " ".join(texts[:20]), "Limited")]
    rows = [NO_ROWS, np.arange(3, dtype=np.uint32), np.array([9], dtype=np.uint32)]
    beside = [rows[place % len(rows)] for place in range(len(names))]
    sieved = searcher.sieve(names, beside, [least] * len(names), allowed)
    assert len(sieved) == len(names)
    if searcher.compared_by == "kernel" and least > 0:
        assert any(left and left.entities for left in sieved)
        assert any(left and not left.entities for left in sieved)
        assert any(left and len(left.others) for left in sieved)
    for name, told, left in zip(names, beside, sieved, strict=True):
        if left is None:
            continue
        found = searcher.search(name, told, allowed, Interest(least))
        is_other = snapshot.kinds[found.entities] >= PartyKind.PERSON
        assert left.others.tolist() == found.rows[is_other][:MOST_OTHERS].tolist()
        rows = found.entities[found.best].tolist()
        assert list(left.entities) == list(
            zip(rows, found.compared.weights[found.best].tolist(), strict=True)
        )


def test_no_names_at_once_find_nothing(
    make: MakeSearcher, snapshot: Snapshot, model: Model
) -> None:
    assert make(snapshot, model.knowledge).sieve([], [], [], None) == []


def test_names_beside_are_compared_as_python_compares_them(
    snapshot: Snapshot, model: Model, parties: list[Listed]
) -> None:
    """Persons' and vessels' names too, as the kernel reads them."""
    kernel = compiled(snapshot, model, model.knowledge)
    weighed = weighed_names(snapshot, model.knowledge.words)
    python = ReferenceComparer(weighed, model.weights, model.knowledge)
    names = [normalise_name(text) for text in ("Dormelan 7", ENDLESS, "", parties[0].caption)]
    rows = np.arange(0, snapshot.name_count, 5, dtype=np.uint32)
    beside = [rows[::3], rows[1::3], rows, rows]
    found = kernel.compare(names, beside)
    assert found is not None
    place = 0
    for name, told in zip(names, beside, strict=True):
        levels, weights = (part[place : place + len(told)] for part in found)
        place += len(told)
        if name.tokens and name.tokens[-1].text != ENDLESS.rsplit(maxsplit=1)[-1]:
            expected = python.compare(name, told, len(told))
            assert levels.tolist() == expected.levels.tolist()
            assert weights.tolist() == expected.weights.tolist()
        else:  # which the kernel does not take
            assert np.isposinf(weights).all()
    assert place == len(found.weights)
