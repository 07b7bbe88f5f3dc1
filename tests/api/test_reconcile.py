"""Reconciliation 0.2, on a real snapshot and the model that ships."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import read_settings
from api.live import follow
from api.reconcile_schemas import Extension, Manifest, Suggestions
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


@pytest.fixture(scope="module")
def company(client: FlaskClient) -> dict[str, Any]:
    found = client.get("/search/default?schema=Company&limit=1").get_json()["results"]
    company: dict[str, Any] = found[0]
    return company


def ask(client: FlaskClient, queries: Any) -> Any:
    form = {"queries": orjson.dumps(queries).decode()}
    return client.post("/reconcile/default", data=form)


def test_the_manifest_leads_to_services_that_answer(client: FlaskClient) -> None:
    answer = client.get("/reconcile/default")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    manifest = Manifest.model_validate(answer.get_json())
    assert manifest.versions == ["0.2"]
    for service in manifest.suggest.values():
        found = client.get(f"{service.service_path}?prefix=c")
        Suggestions.model_validate(found.get_json())
    assert client.get(manifest.extend.propose_properties.service_path).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_cell_finds_its_party(client: FlaskClient, company: dict[str, Any], method: str) -> None:
    queries = {"q0": {"query": company["caption"], "type": "Company", "limit": 3}}
    form = {"queries": orjson.dumps(queries).decode()}
    sent = {"query_string": form} if method == "GET" else {"data": form}
    answer = client.open("/reconcile/default", method=method, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    result = answer.get_json()["q0"]["result"]
    assert company["id"] in [found["id"] for found in result]
    assert len(result) <= 3
    assert all(0 <= found["score"] <= 100 for found in result)
    assert sum(found["match"] for found in result) <= 1


def test_what_stands_beside_counts(client: FlaskClient, company: dict[str, Any]) -> None:
    beside = [
        {"pid": "country", "v": {"id": "x", "name": company["properties"]["country"][0]}},
        {"pid": "address", "v": company["properties"]["address"]},
    ]
    bare = {"query": company["caption"]}
    answer = ask(client, {"bare": bare, "beside": bare | {"properties": beside}}).get_json()
    features = {
        key: {f["id"]: f["value"] for f in answer[key]["result"][0]["features"]} for key in answer
    }
    assert features["bare"]["address"] == 0.0
    assert features["beside"]["address"] != 0.0


@pytest.mark.parametrize(
    ("query", "place"),
    [
        pytest.param({"query": "x", "type": "Compny"}, "/q0/type", id="type"),
        pytest.param(
            {"query": "x", "properties": [{"pid": "nmae", "v": 1}]},
            "/q0/properties/0/pid",
            id="property",
        ),
        pytest.param({"query": "x", "limt": 3}, "/q0/limt", id="field"),
        pytest.param({}, "/q0/properties", id="nothing-to-match-by"),
        pytest.param([], "/q0", id="no-object"),
    ],
)
def test_a_bad_query_is_refused_with_its_place(
    client: FlaskClient, query: object, place: str
) -> None:
    answer = ask(client, {"q0": query})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [place]


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"queries": "{"}, id="no-json"),
        pytest.param({"queries": "[]"}, id="no-object"),
        pytest.param({"queries": '{"q": {"query": "x"}, "q": {}}'}, id="key-twice"),
        pytest.param({"queries": "{}", "extend": "{}"}, id="both"),
        pytest.param({"query": "x"}, id="unknown"),
    ],
)
def test_a_bad_form_is_400(client: FlaskClient, form: dict[str, str]) -> None:
    assert client.post("/reconcile/default", data=form).status_code == 400


def test_values_are_added_to_a_table(client: FlaskClient, company: dict[str, Any]) -> None:
    asked = {"ids": [company["id"], "gone"], "properties": [{"id": "country"}, {"id": "datasets"}]}
    answer = client.post("/reconcile/default", data={"extend": orjson.dumps(asked).decode()})
    extension = Extension.model_validate(answer.get_json())
    row = extension.rows[company["id"]]
    assert [cell.str for cell in row["country"]] == company["properties"]["country"]
    assert [cell.str for cell in row["datasets"]] == company["datasets"]
    assert extension.rows["gone"] == {"country": [], "datasets": []}


def test_typing_suggests(client: FlaskClient, company: dict[str, Any]) -> None:
    prefix = company["caption"].split()[0]
    found = client.get("/reconcile/default/suggest/entity", query_string={"prefix": prefix})
    assert found.get_json()["result"]
    properties = client.get("/reconcile/default/suggest/property?prefix=inn").get_json()["result"]
    assert properties[0] == {"id": "innCode", "name": "innCode"}
    types = client.get("/reconcile/default/suggest/type?prefix=comp").get_json()["result"]
    assert types == [{"id": "Company", "name": "Company"}]


def test_a_preview_may_be_framed(client: FlaskClient, company: dict[str, Any]) -> None:
    answer = client.get("/reconcile/default/preview", query_string={"id": company["id"]})
    assert answer.mimetype == "text/html"
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert client.get("/reconcile/default/preview?id=nobody").status_code == 404
