import json
import logging

import pytest
from flask.testing import FlaskClient

from api.logs import JsonFormatter


def test_a_request_is_one_line_without_names(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    body = {"queries": {"q1": {"schema": "Company", "properties": {"name": "Kamensk Optics"}}}}
    with caplog.at_level(logging.INFO, "tallyman.requests"):
        client.post(
            "/match/default?exclude_entity_ids=secret", json=body, headers={"X-Request-ID": "r-1"}
        )
    [record] = [found for found in caplog.records if found.name == "tallyman.requests"]
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == "request"
    assert (line["request_id"], line["method"], line["status"]) == ("r-1", "POST", 200)
    assert line["route"] == "/match/<dataset>"
    assert line["ms"] > 0
    assert "Kamensk" not in str(line)
    assert "secret" not in str(line)


@pytest.mark.parametrize("sent", ["r-1", "a" * 64, "2f:b.c_d"])
def test_the_callers_id_is_echoed(client: FlaskClient, sent: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", "a" * 65, 'x"y', "x y", "é"])
def test_an_id_that_could_break_a_log_is_replaced(client: FlaskClient, sent: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": sent})
    assert len(answer.headers["X-Request-ID"]) == 32
    assert client.get("/nowhere").headers["X-Request-ID"]


def test_an_exception_stays_on_its_line() -> None:
    error = ValueError("one\ntwo")
    info = (type(error), error, None)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "it %s", ("failed",), info)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert (line["level"], line["message"]) == ("error", "it failed")
    assert "ValueError: one\ntwo" in line["exception"]
