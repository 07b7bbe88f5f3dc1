"""The work behind one query is bounded, and an answer says where a bound was met."""

from pathlib import Path

import pytest

from matcher import pairs
from matcher.index import candidates, compiled_search, ranking, reference_search
from matcher.records import Cut, Filters, Query
from matcher.scoring.model import Model
from matcher.screening import Screener
from tests.matcher.index.homes import Entity, entity, snapshot_of

ADDRESS = "Unit 7, 12 Sadovaya street, Dormelansk 119261"


def screener_of(tmp_path: Path, model: Model, *entities: Entity) -> Screener:
    return Screener(snapshot_of(tmp_path, *entities), model)


def test_an_ordinary_query_meets_no_bound(screener: Screener) -> None:
    query = Query(names=("Kamensk Optics LLC",), addresses=(ADDRESS,), countries=("ru",))
    assert screener.screen(query, Filters()).cuts == ()


def test_an_endless_name(screener: Screener) -> None:
    words = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(200))
    assert Cut.LONG_NAME in screener.screen(Query(names=(words,)), Filters()).cuts


def test_equal_names(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (compiled_search, reference_search):
        monkeypatch.setattr(module, "MOST_EXACT", 5)
    listed = [entity(f"x-{n}", name="Zhenvora Tools") for n in range(8)]
    found = screener_of(tmp_path, model, *listed).screen(
        Query(names=("Zhenvora Tools",)), Filters()
    )
    assert Cut.EQUAL_NAMES in found.cuts


def test_common_words(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (compiled_search, ranking):
        monkeypatch.setattr(module, "MOST_POSTINGS", 30)
    listed = [entity(f"x-{n}", name=f"Trading {chr(97 + n) * 5}") for n in range(8)]
    listed.append(entity("x-rare", name="Zhenvora"))
    found = screener_of(tmp_path, model, *listed).screen(
        Query(names=("Zhenvora Trading",)), Filters()
    )
    assert Cut.COMMON_WORDS in found.cuts
    assert found.hits[0].listed.id == "x-rare"  # what is rare is looked for first


def test_evidence_that_too_many_share(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_EXACT", 5)
    listed = [entity(f"x-{n}", name=f"Works {n}", address=ADDRESS) for n in range(8)]
    found = screener_of(tmp_path, model, *listed).screen(Query(addresses=(ADDRESS,)), Filters())
    assert Cut.SHARED_EVIDENCE in found.cuts


def test_many_addresses(screener: Screener) -> None:
    addresses = tuple(f"{n} Sadovaya street, Dormelansk" for n in range(40))
    assert Cut.MANY_ADDRESSES in screener.screen(Query(addresses=addresses), Filters()).cuts


@pytest.mark.parametrize("aliases", [30, 300])
def test_the_aliases_of_a_popular_party_cost_no_more(
    tmp_path: Path, model: Model, aliases: int
) -> None:
    names = [f"Zhenvora {chr(97 + n % 26)}{chr(97 + n // 26)}ka" for n in range(aliases)]
    listed = entity("x-1", name=names, address=ADDRESS)
    found = screener_of(tmp_path, model, listed).screen(
        Query(names=("Zhenvora aaka",), addresses=(ADDRESS,)), Filters()
    )
    assert found.scored <= 128 + 20
    assert Cut.MANY_ALIASES in found.cuts
    assert [hit.listed.id for hit in found.hits] == ["x-1"]


def test_each_of_many_names_finds_its_own(tmp_path: Path, model: Model) -> None:
    words = "Alva Bruno Cesna Dorvi Emiska Fontor Gavrel Hestia Ilvo Jarmo".split()
    listed = [entity(f"x-{n}", name=f"{word} Trading Works") for n, word in enumerate(words)]
    screener = screener_of(tmp_path, model, *listed)
    found = screener.screen(
        Query(names=tuple(f"{word} Works" for word in words)), Filters(limit=20)
    )
    assert found.cuts == ()
    assert {hit.listed.id for hit in found.hits} == {f"x-{n}" for n in range(len(words))}


def test_a_party_with_the_same_identifier_is_never_passed_over(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "_MOST_PAIRS", 1)
    listed = [
        entity(f"x-{n}", name=[f"Works {n}", f"Zavod {n}"], address=ADDRESS) for n in range(5)
    ]
    found = screener_of(tmp_path, model, *listed).screen(
        Query(names=("Nobody", "No One"), addresses=(ADDRESS,)), Filters(limit=20)
    )
    assert found.total == 5
    assert Cut.MANY_PAIRS in found.cuts


def test_rarer_matches_make_lower_scores_of_the_same_evidence(screener: Screener) -> None:
    query = Query(names=(screener.snapshot.listed(0).caption,))
    usual = screener.screen(query, Filters())
    rare = screener.screen(query, Filters(base_rate=0.0001))
    same = screener.screen(query, Filters(base_rate=screener.model.base_rate))
    assert rare.base_rate == 0.0001
    assert usual.base_rate == screener.model.base_rate
    assert [hit.match_weight for hit in rare.hits] == [hit.match_weight for hit in usual.hits]
    assert all(a.score < b.score for a, b in zip(rare.hits, usual.hits, strict=True))
    assert [hit.score for hit in same.hits] == [hit.score for hit in usual.hits]
