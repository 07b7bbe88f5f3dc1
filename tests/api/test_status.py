from flask.testing import FlaskClient


def test_alive_without_a_snapshot_but_not_ready(empty_client: FlaskClient) -> None:
    assert empty_client.get("/healthz").get_json() == {"status": "ok"}
    answer = empty_client.get("/readyz")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"


def test_ready_names_what_serves(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ready", "snapshot": "20260201-1", "model": "m1"}


def test_the_index_names_what_there_is(client: FlaskClient) -> None:
    endpoints = client.get("/").get_json()["endpoints"]
    assert endpoints["POST /match/{dataset}"] == "Screen a batch of parties"
