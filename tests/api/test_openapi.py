import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.openapi import document
from api.operations import OPERATIONS, openapi_path
from api.schemas import Parameters

DOCS = Path(__file__).parents[2] / "docs"


def routes(client: FlaskClient) -> set[tuple[str, str]]:
    return {
        (method, openapi_path(rule.rule))
        for rule in client.application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


def test_the_table_is_what_is_routed(client: FlaskClient) -> None:
    assert {(op.method, op.path) for op in OPERATIONS} == routes(client)


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        found = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return found.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def test_every_reference_leads_somewhere() -> None:
    spec = document()
    assert references(spec) <= {
        f"#/components/schemas/{name}" for name in spec["components"]["schemas"]
    }


def test_operations_are_told_apart() -> None:
    ids = [op["operationId"] for path in document()["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids))


def test_it_is_served(client: FlaskClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.get_json() == document()
    assert answer.get_json()["openapi"] == "3.1.0"


def test_parameters_are_those_that_are_parsed() -> None:
    match = document()["paths"]["/match/{dataset}"]["post"]
    named = {p["name"] for p in match["parameters"] if p["in"] == "query"}
    assert named == set(Parameters.model_fields)
    assert all(parameter["description"] for parameter in match["parameters"])


def test_the_guide_names_each_parameter_of_a_match() -> None:
    guide = (DOCS / "integrate.md").read_text().split("### Parameters")[1].split("###")[0]
    first_column = "".join(re.findall(r"^\|(.*?)\|", guide, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", first_column)) == set(Parameters.model_fields)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src"}:
                self.targets.append(value or "")
            elif name == "id":
                self.ids.add(value or "")


def test_the_page_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    answer = client.get("/docs")
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = Links()
    page.feed(answer.text)
    assert "script" not in page.tags
    for target in page.targets:
        if target.startswith("#"):
            assert target[1:] in page.ids
        else:
            with client.get(target) as found:
                assert found.status_code == 200


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda op: f"{op.method}-{op.path}")
def test_the_page_shows_each_operation(client: FlaskClient, operation: Any) -> None:
    assert f"{operation.method}</b> {operation.path}</code>" in client.get("/docs").text
