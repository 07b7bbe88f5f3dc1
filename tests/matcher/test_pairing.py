"""Persons and vessels through the whole screening, and organisations untouched by them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from matcher.index.snapshot import Snapshot
from matcher.records import Cut, Filters, Hit, Identifier, Query
from matcher.scoring.model import Model
from matcher.screening import Screener
from tests.matcher.index.homes import Entity, entity, snapshot_of

WIDE = Filters(limit=100)
ORGANISATIONS = (
    entity("o1", "QUELLMAR TRADING LLC", country="ru", innCode="7707083893"),
    entity("o2", "Vorlin Shipyard JSC", "Quarlbree Works", country="ru"),
    entity("o3", "EDRIK VORLIN FOUNDATION", schema="Organization"),
    entity("o4", "Bosri Exchange", schema="LegalEntity"),
)
OTHERS = (
    entity(
        "p1",
        "VORLIN, Edrik Tamovich",
        schema="Person",
        birthDate="1961-05-04",
        nationality="ru",
        passportNumber="7712345678",
    ),
    entity("p2", "VORLIN, Gustav Tamovich", schema="Person", birthDate="1968"),
    entity("p3", "AL-BOSRI, Abd al-Rahim", schema="Person"),
    entity("p4", "KARIM, Mohammed", schema="Person"),
    entity("p5", "IVANOV, Sergey", schema="Person", birthDate="1970-02-03"),
    entity("v1", "QUARLBREE 7", schema="Vessel", imoNumber="9074729", mmsi="572441210", flag="pa"),
    entity("v2", "VELNA STAR", schema="Vessel", imoNumber="9165827", callSign="T2DQ4"),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Screener:
    return Screener(_snapshot(tmp_path_factory, (*ORGANISATIONS, *OTHERS)), model)


def _snapshot(factory: pytest.TempPathFactory, entities: Sequence[Entity]) -> Snapshot:
    home: Path = factory.mktemp("pairing")
    return snapshot_of(home, *entities)


def hits(screener: Screener, name: str, schema: str = "Person", **rest: object) -> dict[str, Hit]:
    query = Query(schema=schema, names=(name,) if name else (), **rest)  # type: ignore[arg-type]
    return {hit.listed.id: hit for hit in screener.screen(query, WIDE).hits}


def found(hit: Hit, comparison: str) -> str:
    """What a comparison said."""
    return next(each.label for each in hit.evidence if each.comparison == comparison)


@pytest.mark.parametrize(
    "name",
    [
        *("Edrik Vorlin", "VORLIN Edrik Tamovich", "E. T. Vorlin", "Vorlin E.T.", "Эдрик Ворлин"),
        *("Gen. Edrik Tamovich Vorlin", "Edrik Tamovich Vorlinn"),
    ],
)
@pytest.mark.parametrize("schema", ["Person", "LegalEntity"])
def test_a_person_is_found_however_written(screener: Screener, name: str, schema: str) -> None:
    persons = [hit for hit in hits(screener, name, schema).values() if hit.listed.id[0] == "p"]
    assert [hit.listed.id for hit in persons if hit.match] == ["p1"]


@pytest.mark.parametrize(
    "name", ["Mohammed", "Mohammed Ali", "Osgood Vorlin", "O. Vorlin", "Karim", "P. Ivanov"]
)
def test_who_shares_a_given_name_or_a_surname_is_no_match(screener: Screener, name: str) -> None:
    assert not any(hit.match for hit in hits(screener, name).values())


def test_an_endless_name_is_cut_and_says_so(screener: Screener) -> None:
    query = Query(schema="Person", names=("Edrik Vorlin " + "quell " * 300,))
    started = process_time()
    screening = screener.screen(query, WIDE)
    assert Cut.LONG_NAME in screening.cuts
    assert process_time() - started < 1.0


def test_a_date_of_birth_speaks_for_and_against(screener: Screener) -> None:
    def weight(*births: str) -> float:
        return hits(screener, "Sergey Ivanov", births=births)["p5"].match_weight

    assert weight("1950") < weight() < weight("1970") < weight("1970-02-03")
    hit = hits(screener, "Sergey Ivanov", births=("1950-01-07",))["p5"]
    assert found(hit, "birth_date") == "The years of birth differ"
    values = next((e.query, e.listed) for e in hit.evidence if e.comparison == "birth_date")
    assert values == ("1950-01-07", "1970-02-03")
    assert hits(screener, "Edrik Vorlin", births=("1961",))["p1"].match


def test_a_passport_finds_a_person_of_another_name(screener: Screener) -> None:
    number = Identifier(kind="passportNumber", value="77 1234 5678")
    hit = hits(screener, "Osgood Pell", identifiers=(number,))["p1"]
    assert hit.match
    assert found(hit, "identifier") == "An identifier is the same"


def test_another_kind_speaks_against(screener: Screener) -> None:
    asked = hits(screener, "Edrik Vorlin Foundation", schema="Organization")
    assert found(asked["p1"], "kind").startswith("One is a person, an organisation")
    person = hits(screener, "Edrik Vorlin Foundation", schema="Person")["o3"]
    anybody = hits(screener, "Edrik Vorlin Foundation", schema="LegalEntity")["o3"]
    assert person.match_weight < anybody.match_weight


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        pytest.param("M/V QUARLBREE 7", True, id="prefix"),
        pytest.param("MT Quarlbree VII", True, id="roman-number"),
        pytest.param("QUARLBREE 9", False, id="another-of-the-fleet"),
        pytest.param("QUARLBREE", False, id="without-the-number"),
    ],
)
def test_a_vessel_by_name(screener: Screener, name: str, matches: bool) -> None:
    assert hits(screener, name, schema="Vessel")["v1"].match is matches


@pytest.mark.parametrize(
    ("kind", "value", "listed"),
    [
        ("imoNumber", "IMO 9074729", "v1"),
        ("imoNumber", "9165827", "v2"),
        ("mmsi", "572441210", "v1"),
        ("callSign", "T2DQ4", "v2"),
    ],
)
@pytest.mark.parametrize("name", ["", "OSGOOD PRIDE"])
def test_a_vessel_that_was_renamed(
    screener: Screener, kind: str, value: str, listed: str, name: str
) -> None:
    number = (Identifier(kind=kind, value=value),)
    assert hits(screener, name, schema="Vessel", identifiers=number)[listed].match


def test_another_imo_number_is_another_ship(screener: Screener) -> None:
    number = (Identifier(kind="imoNumber", value="9134270"),)
    assert not hits(screener, "QUARLBREE 7", schema="Vessel", identifiers=number)["v1"].match


def test_a_flag_is_weak_evidence(screener: Screener) -> None:
    same, other = (
        hits(screener, "QUARLBREE 7", schema="Vessel", countries=(flag,))["v1"]
        for flag in ("pa", "gb")
    )
    assert found(same, "flag") == "The flag is the same"
    assert same.match
    assert 0.0 < same.match_weight - other.match_weight < 3.0


@pytest.mark.parametrize("schema", ["Person", "Vessel", "LegalEntity", "Company"])
@pytest.mark.parametrize("name", ["Edrik Vorlin", "Quarlbree 7", "Bosri Exchange", "Quellmar"])
def test_bits_sum_to_the_weight_and_scores_rank(screener: Screener, name: str, schema: str) -> None:
    asked = list(hits(screener, name, schema, births=("1961",), countries=("ru",)).values())
    scores = [hit.score for hit in asked]
    assert scores == sorted(scores, reverse=True)
    for hit in asked:
        assert reduce(add, [each.bits for each in hit.evidence]) == hit.match_weight
        assert 0.0 < hit.score < 1.0


@pytest.mark.parametrize("schema", ["Company", "Organization", "LegalEntity"])
def test_organisations_weigh_the_same_beside_persons_and_vessels(
    tmp_path_factory: pytest.TempPathFactory, screener: Screener, model: Model, schema: str
) -> None:
    """Not one bit of an organisation's answer depends on persons and vessels."""
    alone = Screener(_snapshot(tmp_path_factory, ORGANISATIONS), model)
    for name in ("Quellmar Trading LLC", "Vorlin", "Edrik Vorlin", "Bosri Exchange", "QUARLBREE"):
        query = Query(schema=schema, names=(name,), countries=("ru",))
        before, after = (
            [
                (hit.listed.id, hit.match_weight, hit.score, hit.evidence)
                for hit in each.screen(query, WIDE).hits
                if hit.listed.id.startswith("o")
            ]
            for each in (alone, screener)
        )
        assert before
        assert before == after
        assert all(each.comparison not in ("kind", "flag", "birth_date") for each in before[0][3])


ASKED = (
    *("Edrik Vorlin", "E. Vorlin Trading LLC", "Vorlin Shipyard", "Mohammed Karim", "Quarlbree 7"),
    *(
        "Velna Star",
        "Bosri",
        "Эдрик Ворлин",
        "Sergey Ivanov Tamovich",
        "Quellmar",
        "Abdulrahim Bosri",
    ),
)
SCHEMAS = ("Person", "Vessel", "LegalEntity", "Company", "Organization")
BESIDE: tuple[dict[str, Any], ...] = (
    {},
    {"countries": ("ru",)},
    {"births": ("1961",), "countries": ("gb",)},
    {"identifiers": (Identifier(kind="passportNumber", value="7712345678"),)},
)


@pytest.mark.parametrize("beside", BESIDE, ids=[" ".join(beside) or "alone" for beside in BESIDE])
@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("base_rate", [None, 1e-3])
def test_a_cutoff_leaves_out_what_scores_lower_and_a_limit_what_comes_later(
    screener: Screener, schema: str, beside: dict[str, Any], base_rate: float | None
) -> None:
    for names in (*zip(ASKED), *pairwise(ASKED)):
        query = Query(schema=schema, names=names, **beside)
        everything = screener.screen(query, replace(WIDE, base_rate=base_rate))
        assert everything.total == len(everything.hits)
        for cutoff in (1e-4, 0.05, 0.4, screener.model.threshold, 0.99):
            filters = replace(WIDE, base_rate=base_rate, cutoff=cutoff)
            cut = screener.screen(query, filters)
            assert cut.hits == tuple(hit for hit in everything.hits if hit.score >= cutoff)
            assert cut.total == len(cut.hits)
            assert screener.sieve([query], filters)[0] or not cut.hits
        for limit in (1, 3):
            first = screener.screen(query, Filters(limit=limit, base_rate=base_rate))
            assert first.hits == everything.hits[:limit]
            assert first.total == everything.total


def test_the_sieve_passes_over_companies_that_share_a_word_with_a_person(
    screener: Screener,
) -> None:
    if screener.compared_by != "kernel":
        pytest.skip("there is no kernel, and nothing is passed over")
    threshold = screener.model.threshold
    shared = [Query(names=(name,)) for name in ("Karim Textiles", "Ivanov Rubber Works")]
    persons = [Query(names=(name,)) for name in ("Mohammed Karim", "Edrik Vorlin", "Quarlbree 7")]
    assert all(screener.screen(query, WIDE).hits for query in shared)
    found = screener.sieve([*shared, *persons], Filters(cutoff=threshold))
    assert found == [False] * len(shared) + [True] * len(persons)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_python_alone_answers_the_same(
    screener: Screener, model: Model, monkeypatch: pytest.MonkeyPatch, schema: str
) -> None:
    monkeypatch.setattr("matcher.index.searchers.compile_knowledge", lambda _: None)
    python = Screener(screener.snapshot, model)
    assert python.compared_by == "python"
    for name in ASKED:
        query = Query(schema=schema, names=(name,))
        for filters in (Filters(limit=2), Filters(cutoff=0.3)):
            assert python.screen(query, filters) == screener.screen(query, filters)


ROOM = "Room 1605, Quarl Centre, 12 Velna Road, Wan Chai, Hong Kong"


@pytest.mark.parametrize(
    ("address", "label", "is_match"),
    [
        pytest.param(ROOM.upper(), "The address is the one that is listed", True, id="the-same"),
        pytest.param(
            "12 Velna Road, Wan Chai, Room 1605, Quarl Centre, Hong Kong",
            "The address is the one that is listed",
            True,
            id="in-another-order",
        ),
        pytest.param(
            "Room 907, Quarl Centre, 12 Velna Road, Wan Chai, Hong Kong",
            "The listed address shares a street and a number",
            False,
            id="another-room",
        ),
    ],
)
def test_an_address_that_is_listed_alone_is_whoever_gives_it(
    tmp_path: Path, model: Model, address: str, label: str, is_match: bool
) -> None:
    snapshot = snapshot_of(
        tmp_path,
        entity("a1", schema="Organization", address=ROOM, country="hk"),
        *ORGANISATIONS,
    )
    query = Query(
        schema="Company", names=("Golden Sample",), countries=("hk",), addresses=(address,)
    )
    [hit] = [
        hit for hit in Screener(snapshot, model).screen(query, WIDE).hits if hit.listed.id == "a1"
    ]
    assert found(hit, "listed_address").startswith(label)
    assert hit.match is is_match
    assert hit.matched_name is None
