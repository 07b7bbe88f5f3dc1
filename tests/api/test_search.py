from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.answer_schemas import SearchAnswer
from api.app import create_app
from api.config import read_settings
from api.live import follow
from matcher.index.build import build
from matcher.lists.store import ListStore
from matcher.sample import write_sample


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    home: Path = tmp_path_factory.mktemp("home")
    files = write_sample(home / "files", seed=3, size=30)
    ListStore(home).ingest("un_sc", files.un)
    ListStore(home).ingest("ftm", files.ftm)
    build(home)
    live = follow(home)
    live.refresh()
    return create_app(read_settings({}), live).test_client()


def test_a_caption_finds_its_party_first(client: FlaskClient) -> None:
    every = client.get("/search/default?limit=500").get_json()
    companies = [found for found in every["results"] if found["schema"] == "Company"]
    assert companies
    for company in companies:
        answer = client.get("/search/default", query_string={"q": company["caption"]})
        SearchAnswer.model_validate(answer.get_json())
        assert company["id"] in [found["id"] for found in answer.get_json()["results"]]


def test_the_answer_has_the_shape_of_yente(client: FlaskClient) -> None:
    answer = client.get("/search/default?limit=2&offset=1&facets=datasets&facets=countries")
    body = answer.get_json()
    assert len(body["results"]) == 2
    assert (body["limit"], body["offset"]) == (2, 1)
    assert body["total"]["relation"] == "eq"
    assert set(body["facets"]) == {"datasets", "countries"}
    counted = {value["name"]: value for value in body["facets"]["datasets"]["values"]}
    assert counted["un_sc"]["label"] != "un_sc"
    scoped = client.get("/search/un_sc").get_json()
    assert scoped["total"]["value"] == counted["un_sc"]["count"]
    codes = body["facets"]["countries"]["values"]
    assert all(len(value["name"]) == 2 < len(value["label"]) for value in codes)


@pytest.mark.parametrize(
    ("query_string", "parameter"),
    [
        pytest.param("countries=Russia", "countries", id="country-by-name"),
        pytest.param("schema=Thng", "schema", id="schema"),
        pytest.param("facets=colour", "facets", id="facet"),
        pytest.param("offset=-1", "offset", id="offset"),
        pytest.param("q=" + "x" * 501, "q", id="too-long"),
        pytest.param("sort=name", "sort", id="unknown"),
        pytest.param("include_dataset=nope", "include_dataset", id="dataset"),
    ],
)
def test_a_bad_parameter_is_refused(client: FlaskClient, query_string: str, parameter: str) -> None:
    answer = client.get(f"/search/default?{query_string}")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == parameter


def test_an_unknown_dataset_is_404(client: FlaskClient) -> None:
    assert client.get("/search/nowhere").status_code == 404
