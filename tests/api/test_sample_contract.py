"""The contract on real lists' forms, a real snapshot and the model that ships."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import read_settings
from api.live import follow
from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.records import Listed
from matcher.sample import write_sample


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    files = write_sample(home / "files", seed=3, size=80)
    store = ListStore(home)
    store.ingest("us_ofac_sdn", files.ofac, as_of=date(2026, 1, 31))
    store.ingest("un_sc", files.un)
    store.ingest("ftm", files.ftm, as_of=date(2026, 1, 31))
    return home


@pytest.fixture(scope="module")
def snapshot(home: Path) -> Snapshot:
    return build(home)


@pytest.fixture(scope="module")
def client(home: Path, snapshot: Snapshot) -> FlaskClient:
    live = follow(home)
    live.refresh()
    return create_app(read_settings({}), live).test_client()


def parties(snapshot: Snapshot) -> Iterator[Listed]:
    return (snapshot.listed(row) for row in range(snapshot.entity_count))


@pytest.fixture(scope="module")
def company(snapshot: Snapshot) -> Listed:
    return next(
        found
        for found in parties(snapshot)
        if found.schema == "Company"
        and found.identifiers
        and found.addresses
        and found.countries
        and found.last_change
        and len(found.datasets) == 1
    )


def hits(client: FlaskClient, path: str = "default", **properties: Any) -> list[dict[str, Any]]:
    body = {"queries": {"q": {"schema": "Company", "properties": properties}}}
    answer = client.post(f"/match/{path}", json=body)
    assert answer.status_code == 200, answer.get_json()
    found: list[dict[str, Any]] = answer.get_json()["responses"]["q"]["results"]
    return found


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [hit["id"] for hit in found]


def test_every_name_of_a_list_finds_its_party_and_explains_itself(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    named = [found for found in parties(snapshot) if found.schema in {"Company", "Organization"}]
    queries = {
        found.id: {"schema": found.schema, "properties": {"name": found.caption}} for found in named
    }
    answer = client.post("/match/default?limit=20", json={"queries": queries}).get_json()
    for entity_id, response in answer["responses"].items():
        assert entity_id in ids(response["results"])
        for hit in response["results"]:
            bits = sum(found["bits"] for found in hit["explanations"].values())
            assert bits == pytest.approx(hit["match_weight"], abs=1e-9)
            assert 0.0 < hit["score"] < 1.0
            assert hit["match"] == (hit["score"] >= answer["threshold"])


def test_an_identifier_alone_finds_its_party(client: FlaskClient, company: Listed) -> None:
    identifier = company.identifiers[0]
    assert company.id in ids(hits(client, **{identifier.kind: identifier.value}))


def test_an_address_alone_finds_its_party(client: FlaskClient, company: Listed) -> None:
    assert company.id in ids(hits(client, "default?limit=20", address=company.addresses[0]))


def test_filters_leave_out_what_they_say(client: FlaskClient, company: Listed) -> None:
    name, dataset = company.caption, company.datasets[0]
    assert company.id in ids(hits(client, name=name))
    assert company.id in ids(hits(client, dataset, name=name))
    assert company.id not in ids(hits(client, f"default?exclude_dataset={dataset}", name=name))
    assert company.id not in ids(hits(client, "default?exclude_schema=Company", name=name))
    assert company.id not in ids(hits(client, "default?topics=debarment", name=name))
    assert company.id not in ids(
        hits(client, f"default?exclude_entity_ids={company.id}", name=name)
    )
    assert company.id not in ids(hits(client, "default?changed_since=2999-01-01", name=name))
    assert len(hits(client, "default?limit=1", name=name)) == 1
    assert all(hit["score"] >= 0.5 for hit in hits(client, "default?cutoff=0.5", name=name))


def test_a_referent_counts_as_its_entity(client: FlaskClient, snapshot: Snapshot) -> None:
    merged = next(found for found in parties(snapshot) if found.referents and found.aliases)
    referent, name = merged.referents[0], merged.caption
    assert client.get(f"/entities/{referent}").status_code == 308
    assert merged.id in ids(hits(client, "default?limit=20", name=name))
    excluded = hits(client, f"default?limit=20&exclude_entity_ids={referent}", name=name)
    assert merged.id not in ids(excluded)


def test_every_party_can_be_shown_and_sent_back(client: FlaskClient, snapshot: Snapshot) -> None:
    for listed in parties(snapshot):
        entity = client.get(f"/entities/{listed.id}").get_json()
        answer = client.post("/match/default", json={"queries": {"q": entity}})
        assert answer.status_code == 200, answer.get_json()


def test_the_catalogue_counts_what_was_read(client: FlaskClient, snapshot: Snapshot) -> None:
    catalog = client.get("/catalog").get_json()
    assert catalog["entities"] == snapshot.entity_count
    assert {"us_ofac_sdn", "un_sc"} <= {row["name"] for row in catalog["datasets"]}
    assert all(row["age_days"] is not None for row in catalog["datasets"])
