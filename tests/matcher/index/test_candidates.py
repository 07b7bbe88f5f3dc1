from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.background import Background, token_key
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.comparison.party import make_context
from matcher.index.candidates import NAME_CANDIDATES, CandidateFinder, Candidates
from matcher.index.snapshot import Snapshot
from matcher.kernel.asking import Asker
from matcher.normalise.names import normalise_name
from matcher.records import Filters, Identifier, Listed
from matcher.scoring.model import Model
from tests.matcher.index.homes import entity, snapshot_of

CROWD = 700  # more than any cut


@pytest.fixture(scope="module")
def finder(snapshot: Snapshot, model: Model) -> CandidateFinder:
    return CandidateFinder(snapshot, Asker(model.knowledge))


def finder_of(snapshot: Snapshot, lexicon: Lexicon) -> CandidateFinder:
    """A finder that knows these translations and no more."""
    nothing = Background(counts={}, names=1)
    return CandidateFinder(
        snapshot, Asker(Knowledge(words=nothing, places=nothing, lexicon=lexicon))
    )


def find(
    finder: CandidateFinder,
    *names: str,
    addresses: tuple[str, ...] = (),
    identifiers: tuple[Identifier, ...] = (),
) -> Candidates:
    context = make_context((), addresses, identifiers)
    return finder.find([normalise_name(name) for name in names], context, None)


def entities(snapshot: Snapshot, candidates: Candidates) -> set[int]:
    rows = [row for rows in candidates.alias_rows for row in rows]
    return {*candidates.entities, *snapshot.entities_of(rows).tolist()}


def test_every_name_of_every_party_finds_it(
    finder: CandidateFinder, snapshot: Snapshot, parties: list[Listed]
) -> None:
    for row, listed in enumerate(parties):
        for alias in listed.aliases:
            assert row in entities(snapshot, find(finder, alias.name)), alias


def test_every_identifier_alone_finds_its_party(
    finder: CandidateFinder, parties: list[Listed]
) -> None:
    for row, listed in enumerate(parties):
        for identifier in listed.identifiers:
            assert row in find(finder, identifiers=(identifier,)).entities, identifier


def test_every_address_alone_finds_its_party(
    finder: CandidateFinder, parties: list[Listed]
) -> None:
    for row, listed in enumerate(parties):
        for address in listed.addresses:
            assert row in find(finder, addresses=(address,)).entities, address


def test_what_is_certain_is_found_whatever_else_is_asked(
    finder: CandidateFinder, snapshot: Snapshot, parties: list[Listed]
) -> None:
    """Beside the names, addresses and identifiers of everybody else."""
    others = parties[:8]
    for row, listed in list(enumerate(parties))[8::10]:
        found = find(
            finder,
            *(other.caption for other in others),
            addresses=(*(a for other in others for a in other.addresses), *listed.addresses[:1]),
            identifiers=(
                *(i for other in others for i in other.identifiers), *listed.identifiers[:1]
            ),
        )  # fmt: skip
        if listed.identifiers or listed.addresses:
            assert row in found.entities
        again = find(finder, *(other.caption for other in others), listed.caption)
        assert row in entities(snapshot, again)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A crowd of one name, address and number, and one more of each on another list."""
    shared = {
        "address": "Unit 7, 12 Sadovaya street, Dormelansk 119261",
        "registrationNumber": "AB-4417-20",
    }
    crowd = [
        entity(f"x-{number}", "Dormelan Optika", datasets=["x"], **shared)
        for number in range(CROWD)
    ]
    last = entity("y-1", "Dormelan Optika", datasets=["y"], **shared)
    return snapshot_of(tmp_path_factory.mktemp("crowded"), *crowd, last)


@pytest.fixture(scope="module")
def crowded_finder(crowded: Snapshot) -> CandidateFinder:
    return finder_of(crowded, Lexicon({}))


@pytest.mark.parametrize(
    ("names", "addresses", "identifiers"),
    [
        pytest.param(("Dormelan Optika",), (), (), id="exact-name"),
        pytest.param(("Dormelan Optica",), (), (), id="misspelt-name"),
        pytest.param((), ("12 Sadovaya street, unit 7, Dormelansk 119261",), (), id="same-address"),
        pytest.param((), ("Sadovaya, Dormelansk",), (), id="part-of-address"),
        pytest.param((), (), ("AB 4417-20",), id="identifier"),
    ],
)
def test_a_crowd_that_may_not_be_answered_takes_no_place(
    crowded: Snapshot,
    crowded_finder: CandidateFinder,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    identifiers: tuple[str, ...],
) -> None:
    context = make_context(
        (), addresses, tuple(Identifier(kind="idNumber", value=value) for value in identifiers)
    )
    allowed = crowded.allowed(Filters(include_datasets=frozenset({"y"})), None)
    found = crowded_finder.find([normalise_name(name) for name in names], context, allowed)
    assert entities(crowded, found) == {CROWD}


def test_nobody_allowed_is_nobody_found(crowded: Snapshot, crowded_finder: CandidateFinder) -> None:
    context = make_context((), ("Sadovaya, Dormelansk",), ())
    nobody = np.zeros(crowded.entity_count, dtype=bool)
    found = crowded_finder.find([normalise_name("Dormelan Optika")], context, nobody)
    assert [len(rows) for rows in found.alias_rows] == [0]
    assert found.entities == ()


def test_a_crowd_is_cut(crowded_finder: CandidateFinder) -> None:
    found = find(crowded_finder, "Dormelan", addresses=("Sadovaya 12, Dormelansk",))
    assert len(found.alias_rows[0]) <= NAME_CANDIDATES
    assert len(found.entities) < 20


def test_a_word_that_everybody_carries_still_finds(tmp_path: Path) -> None:
    """On a list of one town its word is as common as can be, and all there is."""
    small = snapshot_of(
        tmp_path,
        *(
            entity(f"x-{number}", f"Dormelan {name}", address=f"{name}, Dormelansk")
            for number, name in enumerate(["Saron", "Velt", "Mikra", "Lunet", "Tarim", "Oskol"])
        ),
    )
    finder = finder_of(small, Lexicon({}))
    assert entities(small, find(finder, "Dormelan")) == set(range(6))
    assert set(find(finder, addresses=("Dormelansk",)).entities) == set(range(6))


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
    tmp_path: Path, query: str, listed: str, translation: tuple[str, str]
) -> None:
    small = snapshot_of(tmp_path, entity("x-1", listed), entity("x-2", "Mikra"))
    one, other = (token_key(normalise_name(word).tokens[0]) for word in translation)
    told = finder_of(small, symmetric([(one, other, 0.9)]))
    assert entities(small, find(finder_of(small, Lexicon({})), query)) == set()
    assert entities(small, find(told, query)) == {0}


def test_an_inflected_word_finds_its_stem(tmp_path: Path) -> None:
    small = snapshot_of(tmp_path, entity("x-1", "Заводы Дормеланские"), entity("x-2", "Mikra"))
    found = find(finder_of(small, Lexicon({})), "Dormelanskogo")
    assert [rows.tolist() for rows in found.alias_rows] == [[0]]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param("Ltd.", id="only-a-form"),
        pytest.param("🚢🚢", id="emoji"),
        pytest.param("\x00\x07\u202e\ufeff", id="control-characters"),
        pytest.param("qzx" * 4_000, id="endless-word"),
        pytest.param(" ".join(f"zq{number}" for number in range(300)), id="300-words"),
        pytest.param("龘" * 3_000, id="endless-han"),
        pytest.param("1 " * 5_000, id="endless-numbers"),
        pytest.param("(" * 5_000, id="brackets"),
    ],
)
def test_hostile_names_are_looked_up(finder: CandidateFinder, name: str) -> None:
    [rows] = find(finder, name).alias_rows
    assert len(rows) == len(set(rows))


@given(st.text(max_size=80))
def test_any_text_can_be_looked_up(finder: CandidateFinder, text: str) -> None:
    [rows] = find(finder, text).alias_rows
    [again] = find(finder, text).alias_rows
    assert rows.tolist() == again.tolist()
    assert len(rows) == len(set(rows))


def test_an_exact_name_is_found_at_the_end_of_300_words(
    finder: CandidateFinder, snapshot: Snapshot, tmp_path: Path
) -> None:
    endless = " ".join(f"dormelan{number}x" for number in range(300))
    small = snapshot_of(tmp_path, entity("x-1", endless), entity("x-2", "Saron"))
    found = find(finder_of(small, Lexicon({})), " ".join(reversed(endless.split())))
    assert [rows.tolist() for rows in found.alias_rows] == [[0]]
