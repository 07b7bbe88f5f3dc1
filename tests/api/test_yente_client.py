"""yente's own client, as its publisher ships it, against this service."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from yente_client import Client, NotFoundError
from yente_client.entities import Company, Person, Vessel

from api.app import create_app
from api.config import read_settings
from api.keys import KeyStore, Scope
from api.live import follow
from matcher.index.build import build
from matcher.lists.store import ListStore
from matcher.sample import write_sample


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home: Path = tmp_path_factory.mktemp("home")
    files = write_sample(home / "files", seed=3, size=30)
    ListStore(home).ingest("ftm", files.ftm)
    build(home)
    live = follow(home)
    live.refresh()
    _, token = KeyStore(home).add("a client of yente", [Scope.MATCH, Scope.READ])
    app = create_app(read_settings({"TALLYMAN_HOME": str(home)}), live)
    transport = httpx.WSGITransport(app=app)
    with Client(base_url="http://localhost", api_key=token, transport=transport) as client:
        yield client


def test_search_then_match_then_fetch(client: Client) -> None:
    found = client.search("", schema="Company", facets=["countries"], limit=1)
    assert found.total.value > 1
    assert found.facets["countries"].values
    [company] = found.results
    answer = client.match(Company(name=company.caption, id="mine"), limit=20)
    assert company.id in [hit.id for hit in answer.results]
    assert answer.top is not None
    assert answer.top.contributing_explanations["name"].detail
    assert client.fetch(company.id).caption == company.caption
    excluded = client.match(Company(name=company.caption), exclude_entities=[company.id], limit=20)
    assert company.id not in [hit.id for hit in excluded.results]


def test_every_filter_is_understood(client: Client) -> None:
    client.match(
        Company(name="Optics"),
        threshold=0.5,
        cutoff=0.1,
        algorithm="best",
        topics=["sanction"],
        exclude_schemata=["Vessel"],
        changed_since="2020-01-01",
        datasets=["default"],
    )
    client.search(
        "optics",
        fuzzy=True,
        simple=True,
        offset=1,
        countries=["ru", "cn"],
        topics=["sanction"],
        changed_since="2020-01-01",
    )


def test_other_schemata(client: Client) -> None:
    assert client.match(Vessel(imoNumber="9074729")).limit == 5
    assert client.match(Person(name="Ivan Petrov", birthDate="1970")).query["schema"] == "Person"


def test_many(client: Client) -> None:
    batch = [(str(number), Company(name="Optics")) for number in range(5)]
    assert {key for key, _ in client.match_iter(batch, workers=1)} == set("01234")


def test_what_there_is(client: Client) -> None:
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ready"
    datasets = client.datasets()
    assert datasets.datasets[0].publisher is None or datasets.datasets[0].publisher.name
    assert client.datasets() == datasets  # asked again with its ETag
    algorithms = client.algorithms()
    assert algorithms.best == algorithms.algorithms[0].name


def test_an_unknown_dataset_is_its_own_error(client: Client) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        client.match(Company(name="x"), datasets=["nowhere"])
