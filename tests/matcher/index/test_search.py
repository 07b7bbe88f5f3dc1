from collections.abc import Iterable
from pathlib import Path

import pytest

from matcher.index import search as search_module
from matcher.index.build import build
from matcher.index.search import Search, search
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.records import Filters

ENTITIES = """\
{"id": "a-1", "schema": "Company", "caption": "x", "datasets": ["aa"], "properties": {"name": ["Kamensk Optics LLC"], "alias": ["ООО «Каменск Оптика»"], "country": ["ru"], "address": ["1 Zavodskaya, Tulbrod"], "innCode": ["7707083893"], "topics": ["sanction"]}}
{"id": "a-2", "schema": "Organization", "caption": "x", "datasets": ["aa", "bb"], "properties": {"name": ["Kamensk Institute of Optics and Precision Mechanics"], "country": ["ru", "by"], "topics": ["export.control"]}}
{"id": "b-1", "schema": "Vessel", "caption": "x", "datasets": ["bb"], "properties": {"name": ["Kamensk"], "flag": ["pa"]}}
{"id": "b-2", "schema": "Company", "caption": "x", "datasets": ["bb"], "properties": {"name": ["Harbour Lathes Works 150"], "country": ["cn"]}, "referents": ["b-old"]}
"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home: Path = tmp_path_factory.mktemp("home")
    (home / "entities.ftm.json").write_text(ENTITIES, encoding="utf-8")
    ListStore(home).ingest("ftm", home / "entities.ftm.json")
    return build(home)


def ids(snapshot: Snapshot, text: str, **asked: object) -> list[str]:
    found = search(snapshot, Search(text=text, **asked))  # type: ignore[arg-type]  # of a table
    assert found.total >= len(found.listed)
    return [listed.id for listed in found.listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kamensk", ["b-1", "a-1", "a-2"], id="shortest-name-first"),
        pytest.param("optics kamensk", ["a-1", "a-2"], id="every-word-in-any-order"),
        pytest.param("Kamensk Optics LLC", ["a-1", "a-2"], id="legal-form-says-nothing"),
        pytest.param("Каменск", ["b-1", "a-1", "a-2"], id="as-it-sounds"),
        pytest.param("kamensk tulbrod", ["a-1"], id="a-word-of-the-address"),
        pytest.param("Works 150", ["b-2"], id="a-number"),
        pytest.param("7707083893", ["a-1"], id="identifier"),
        pytest.param("b-old", ["b-2"], id="referent"),
        pytest.param("a-2", ["a-2"], id="id"),
        pytest.param("Kamensk Nowhere", [], id="a-word-that-nobody-has"),
        pytest.param("!!!", [], id="no-word"),
        pytest.param(" ", ["a-1", "a-2", "b-1", "b-2"], id="blank-is-all"),
    ],
)
def test_words(snapshot: Snapshot, text: str, expected: list[str]) -> None:
    assert ids(snapshot, text) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"dataset": "aa"}, {"a-1", "a-2"}, id="dataset"),
        pytest.param({"schema": "Organization"}, {"a-1", "a-2"}, id="schema-and-its-own"),
        pytest.param({"schema": "Vessel"}, {"b-1"}, id="schema"),
        pytest.param({"schema": "Thing"}, {"a-1", "a-2", "b-1"}, id="any-schema"),
        pytest.param({"countries": frozenset({"by", "pa"})}, {"a-2", "b-1"}, id="countries"),
        pytest.param({"filters": Filters(topics=frozenset({"sanction"}))}, {"a-1"}, id="topic"),
    ],
)
def test_filters(snapshot: Snapshot, asked: dict[str, object], expected: Iterable[str]) -> None:
    assert set(ids(snapshot, "kamensk", **asked)) == expected


def test_pages_make_the_whole(snapshot: Snapshot) -> None:
    pages = [
        ids(snapshot, "kamensk", filters=Filters(limit=2), offset=offset) for offset in (0, 2, 4)
    ]
    assert pages == [["b-1", "a-1"], ["a-2"], []]


def test_a_misspelt_word_is_found_if_asked(snapshot: Snapshot) -> None:
    assert ids(snapshot, "mechamics") == []
    assert ids(snapshot, "mechamics", is_fuzzy=True) == ["a-2"]


def test_facets_count_before_paging(snapshot: Snapshot) -> None:
    found = search(
        snapshot,
        Search(text="kamensk", filters=Filters(limit=1), facets=("countries", "datasets")),
    )
    assert found.facets == {
        "countries": {"ru": 2, "by": 1, "pa": 1},
        "datasets": {"aa": 2, "bb": 2},
    }


def test_a_bound_that_bites_is_said(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "_MOST_READ_FOR_COUNTRY", 1)
    found = search(snapshot, Search(text="kamensk", countries=frozenset({"pa"})))
    assert (found.total, found.is_total_exact) == (1, False)
