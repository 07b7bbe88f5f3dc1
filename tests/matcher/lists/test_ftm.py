import gzip
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import ListError
from matcher.lists.ftm import (
    listed_from_ftm,
    listed_to_ftm,
    provenance_from_json,
    provenance_to_json,
)
from matcher.lists.reading import read
from matcher.lists.vocabulary import IDENTIFIER_PROPERTIES
from matcher.records import Alias, AliasKind, Identifier, Listed, Provenance

COMPANY: dict[str, Any] = {
    "id": "x-1",
    "caption": "Shcheglov Trade LLC",
    "schema": "Company",
    "datasets": ["us_bis_el"],
    "referents": ["other-1"],
    "properties": {
        "name": ["ООО «Щеглов Трейд»", "Shcheglov Trade LLC"],
        "weakAlias": "SHT",
        "country": ["Russian Federation", "Atlantis"],
        "jurisdiction": ["ru"],
        "address": ["ul. Lenina 1, Moscow", "Russia"],
        "innCode": ["7700000017"],
        "topics": ["export.control"],
        "website": ["www.example.com"],
    },
    "target": True,
    "last_change": "2026-01-02",
}
LINK = {"id": "x-2", "schema": "Ownership", "properties": {"owner": ["x-1"]}}
ADDRESS = {"id": "x-3", "schema": "Address", "properties": {"city": "Minsk", "country": "by"}}


def write(folder: Path, *entities: object) -> Path:
    file = folder / "entities.ftm.json"
    file.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    return file


def changed(**keys: object) -> Mapping[str, object]:
    return {**COMPANY, **keys}


def test_an_entity_becomes_an_entry(tmp_path: Path) -> None:
    (company,) = read("ftm", write(tmp_path, COMPANY))
    assert company.id == "x-1"
    assert company.schema == "Company"
    assert company.aliases == (
        Alias(name="Shcheglov Trade LLC"),
        Alias(name="ООО «Щеглов Трейд»"),
        Alias(name="SHT", kind=AliasKind.WEAK),
    )
    assert company.countries == ("ru",)
    assert company.addresses == ("ul. Lenina 1, Moscow",)
    assert company.identifiers == (Identifier(kind="innCode", value="7700000017"),)
    assert company.topics == ("export.control",)
    assert company.datasets == ("us_bis_el",)
    assert company.referents == ("other-1",)
    assert company.last_change == "2026-01-02"
    assert dict(company.properties) == {
        "country": ("Atlantis",),
        "jurisdiction": ("ru",),
        "website": ("www.example.com",),
    }


def test_links_and_loose_addresses_are_counted(tmp_path: Path) -> None:
    reading = read("ftm", write(tmp_path, COMPANY, LINK, ADDRESS))
    assert len(list(reading)) == 1
    assert reading.report.skipped == {"Address": 1, "Ownership": 1}
    assert reading.report.unknown_countries == {"Atlantis": 1}
    assert reading.report.files[0].rows == 3


def test_a_listed_address_is_an_entry_of_its_own(tmp_path: Path) -> None:
    (entry,) = read("ftm", write(tmp_path, {**ADDRESS, "target": True}))
    assert entry.aliases == ()
    assert entry.addresses == ("Minsk, by",)
    assert entry.countries == ("by",)


def test_a_converted_list_gives_its_key_and_topics(tmp_path: Path) -> None:
    entity = {"id": "y", "schema": "Company", "properties": {"name": "Example"}}
    (entry,) = read("us_bis_el", write(tmp_path, entity))
    assert entry.datasets == ("us_bis_el",)
    assert entry.topics == ("export.control",)


def test_gzip_is_read(tmp_path: Path) -> None:
    file = tmp_path / "entities.json.gz"
    file.write_bytes(gzip.compress(json.dumps(COMPANY).encode()))
    assert len(list(read("ftm", file))) == 1


@pytest.mark.parametrize(
    ("lines", "row", "field", "message"),
    [
        pytest.param([], None, None, "empty", id="empty"),
        pytest.param(["<html>"], 1, None, "not a JSON object", id="text"),
        pytest.param([COMPANY, COMPANY], 2, "id", "stands twice", id="entity-twice"),
        pytest.param([changed(id="")], 1, "id", "missing", id="no-id"),
        pytest.param([changed(shoe=9)], 1, "shoe", "not known", id="unknown-key"),
        pytest.param([changed(schema="Robot")], 1, "schema", "'Robot'", id="unknown-schema"),
        pytest.param([changed(target="yes")], 1, "target", "neither", id="target-is-text"),
        pytest.param([changed(datasets="x")], 1, "datasets", "not a list", id="datasets-is-text"),
        pytest.param(
            [changed(properties={"name": ["X"], "shoeSize": ["9"]})],
            1,
            "shoeSize",
            "the property is not known",
            id="unknown-property",
        ),
        pytest.param(
            [changed(properties={"name": ["X", 9]})], 1, "name", "9 is not text", id="number"
        ),
        pytest.param(
            [changed(properties={"name": ["X"], "parent": [{"id": "p"}]})],
            1,
            "parent",
            "nested",
            id="nested-entity",
        ),
        pytest.param([changed(properties={})], 1, "name", "no name", id="nameless"),
        pytest.param([changed(properties=[])], 1, "properties", "not a JSON object", id="list"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(
    tmp_path: Path, lines: list[object], row: int | None, field: str | None, message: str
) -> None:
    file = write(tmp_path, *lines)
    with pytest.raises(ListError, match=message) as caught:
        list(read("ftm", file))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_a_cut_line_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cut.json"
    file.write_text(json.dumps(LINK) + "\n" + json.dumps(COMPANY)[:50])
    with pytest.raises(ListError, match="not JSON") as caught:
        list(read("ftm", file))
    assert caught.value.row == 2


def test_a_file_called_gz_that_is_not_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "entities.json.gz"
    file.write_text(json.dumps(COMPANY))
    with pytest.raises(ListError, match="not gzip"):
        list(read("ftm", file))


TEXTS = st.text(min_size=1, max_size=8)
TUPLES = st.lists(TEXTS, max_size=3, unique=True).map(tuple)
DATES = st.none() | st.dates().map(date.isoformat)
ORDER = list(AliasKind)


@st.composite
def entries(draw: st.DrawFn) -> Listed:
    """Entries as the readers leave them: names and identifiers grouped by kind."""
    aliases = draw(st.lists(st.builds(Alias, name=TEXTS, kind=st.sampled_from(ORDER)), max_size=5))
    kinds = st.sampled_from(sorted(IDENTIFIER_PROPERTIES))
    identifiers = draw(st.lists(st.builds(Identifier, kind=kinds, value=TEXTS), max_size=5))
    props = st.sampled_from(["website", "notes", "birthDate", "linkedTo", "program"])
    return Listed(
        id=draw(TEXTS),
        schema=draw(st.sampled_from(["Company", "Person", "Vessel"])),
        aliases=tuple(sorted(aliases, key=lambda alias: ORDER.index(alias.kind))),
        provenance=Provenance(
            source=draw(TEXTS),
            entry_id=draw(TEXTS),
            file_sha256=draw(TEXTS),
            as_of=draw(st.none() | st.dates()),
        ),
        countries=tuple(draw(st.lists(st.sampled_from(["ru", "cn", "xk"]), unique=True))),
        addresses=draw(TUPLES),
        identifiers=tuple(sorted(identifiers, key=lambda identifier: identifier.kind)),
        topics=draw(TUPLES),
        properties=draw(st.dictionaries(props, TUPLES.filter(len), max_size=3)),
        datasets=draw(TUPLES),
        referents=draw(TUPLES),
        target=draw(st.booleans()),
        first_seen=draw(DATES),
        last_seen=draw(DATES),
        last_change=draw(DATES),
    )


@given(entries())
def test_the_round_trip_loses_nothing(listed: Listed) -> None:
    entity = json.loads(json.dumps(listed_to_ftm(listed)))
    provenance = provenance_from_json(json.loads(json.dumps(provenance_to_json(listed.provenance))))
    assert listed_from_ftm(entity, provenance) == listed


def test_an_uncoded_country_survives_the_round_trip(tmp_path: Path) -> None:
    (company,) = read("ftm", write(tmp_path, COMPANY))
    assert listed_to_ftm(company)["properties"]["country"] == ["ru", "Atlantis"]
    assert listed_from_ftm(listed_to_ftm(company), company.provenance) == company


def test_a_placeholder_is_no_name(tmp_path: Path) -> None:
    file = tmp_path / "entities.ftm.json"
    properties = {"name": ["Address 01"], "address": ["Unit 1, Sample Place, Hong Kong"]}
    entity = {"id": "x-1", "schema": "Organization", "properties": properties, "target": True}
    file.write_text(json.dumps(entity) + "\n")
    (listed,) = read("us_bis_el", file)
    assert listed.aliases == ()
    assert listed.caption == "Unit 1, Sample Place, Hong Kong"
    assert listed.properties["notes"] == ("Address 01",)
