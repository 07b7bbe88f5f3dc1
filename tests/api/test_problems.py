import logging

import pytest
from flask.testing import FlaskClient

from api.problems import problem_of
from matcher.errors import InvalidQuery
from tests.api.fakes import FakeScreener


def test_the_document_is_pinned(client: FlaskClient) -> None:
    body = {"queries": {"q1": {"schema": "Company", "properties": {"nmae": "x", "name": "y"}}}}
    answer = client.post("/match/default", json=body)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.get_json() == {
        "type": "urn:problem-type:tallyman:invalid-body",
        "title": "Invalid body",
        "status": 422,
        "detail": "/queries/q1/properties/nmae: 'nmae' is not a property of Company",
        "instance": "/match/default",
        "errors": [
            {
                "pointer": "/queries/q1/properties/nmae",
                "detail": "'nmae' is not a property of Company",
                "suggestion": "name",
            }
        ],
    }


def test_no_such_route(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["type"] == "urn:problem-type:tallyman:not-found"


def test_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.get("/match/default")
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_bug_is_logged_and_not_shown(
    client: FlaskClient,
    screener: FakeScreener,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret particulars")

    monkeypatch.setattr(FakeScreener, "screen", broken)
    body = {"queries": {"q1": {"schema": "Company", "properties": {"name": "y"}}}}
    with caplog.at_level(logging.ERROR):
        answer = client.post("/match/default", json=body)
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "secret" not in answer.text
    assert "the secret particulars" in caplog.text


def test_a_query_refused_by_the_matcher_keeps_its_place() -> None:
    problem = problem_of(InvalidQuery("too short", path="/queries/q1/properties/name"))
    assert problem.status == 422
    assert problem.facts["errors"] == [
        {"pointer": "/queries/q1/properties/name", "detail": "too short"}
    ]


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere"])
def test_answers_are_neither_kept_nor_guessed(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
