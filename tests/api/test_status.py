from flask.testing import FlaskClient

from api.answer_schemas import Readiness
from api.app import create_app
from api.config import Settings
from api.screeners import Refusal
from matcher.errors import NothingServed
from tests.api.fakes import FakeScreener, FakeScreeners


def test_alive_without_a_snapshot_but_not_ready(empty_client: FlaskClient) -> None:
    assert empty_client.get("/healthz").get_json() == {"status": "ok"}
    answer = empty_client.get("/readyz")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"


def test_ready_names_what_serves(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready",
        "snapshot": "20260201-1",
        "model": "m1",
        "compared_by": "kernel",
        "refused": [],
    }


def test_ready_names_what_ought_to_serve_and_cannot(
    settings: Settings, screener: FakeScreener
) -> None:
    refusal = Refusal(kind="model", id="m2", reason="fitted to normaliser 4, this is 5")
    client = create_app(settings, FakeScreeners(screener, (refusal,))).test_client()
    answer = Readiness.model_validate(client.get("/readyz").get_json())
    assert (answer.status, answer.model) == ("ready", "m1")
    assert [(found.id, found.reason) for found in answer.refused] == [(refusal.id, refusal.reason)]
    metrics = client.get("/metrics").text
    assert 'tallyman_refused{kind="model"} 1.0' in metrics
    assert 'tallyman_refused{kind="snapshot"} 0.0' in metrics


def test_a_snapshot_that_cannot_be_opened_is_not_called_missing(settings: Settings) -> None:
    class Refusing(FakeScreeners):
        def current(self) -> FakeScreener:
            raise NothingServed("snapshot s1: built by normaliser 4, this is 5")

    answer = create_app(settings, Refusing(None)).test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["type"] == "urn:problem-type:tallyman:nothing-served"
    assert "normaliser 4" in answer.get_json()["detail"]


def test_the_index_names_what_there_is(client: FlaskClient) -> None:
    endpoints = client.get("/").get_json()["endpoints"]
    assert endpoints["POST /match/{dataset}"] == "Screen a batch of parties"
