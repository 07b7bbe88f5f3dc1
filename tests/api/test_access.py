from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.access import is_loopback
from api.app import create_app
from api.config import Settings
from api.keys import KeyStore, Scope
from api.operations import OPERATIONS, Operation
from tests.api.fakes import FakeScreener, FakeScreeners

GUARDED = [operation for operation in OPERATIONS if operation.scope]


@pytest.fixture
def keys(settings: Settings) -> KeyStore:
    return KeyStore(settings.home)


@pytest.fixture
def exposed(settings: Settings) -> FlaskClient:
    """The service as it listens beyond this machine."""
    exposed = replace(settings, host="0.0.0.0")
    return create_app(exposed, FakeScreeners(FakeScreener())).test_client()


def with_key(token: str) -> dict[str, str]:
    return {"Authorization": f"ApiKey {token}"}


def test_loopback_is_open_until_a_key_is_made(client: FlaskClient, keys: KeyStore) -> None:
    assert client.get("/catalog").status_code == 200
    key, token = keys.add("screening", [Scope.READ])
    assert client.get("/catalog").status_code == 401
    assert client.get("/catalog", headers=with_key(token)).status_code == 200
    keys.revoke(key.id)
    assert client.get("/catalog", headers=with_key(token)).status_code == 401


@pytest.mark.parametrize("operation", GUARDED, ids=lambda op: f"{op.method}-{op.path}")
def test_beyond_loopback_nothing_is_open(exposed: FlaskClient, operation: Operation) -> None:
    path = operation.path.replace("{dataset}", "default").replace("{entity_id}", "zz_list-1")
    answer = exposed.open(path, method=operation.method)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.get_json()["type"] == "urn:problem-type:tallyman:unauthenticated"
    assert exposed.head(path).status_code in {401, 405}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json", "/docs", "/"])
def test_what_is_no_secret_needs_no_key(exposed: FlaskClient, path: str) -> None:
    assert exposed.get(path).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Authorization": "ApiKey {}"}, id="as-yente"),
        pytest.param({"Authorization": "Bearer {}"}, id="bearer"),
        pytest.param({"authorization": "apikey   {}"}, id="lower-case"),
        pytest.param({"X-API-Key": "{}"}, id="own-header"),
    ],
)
def test_a_key_may_be_sent_in_these_ways(
    exposed: FlaskClient, keys: KeyStore, headers: dict[str, str]
) -> None:
    _, token = keys.add("screening", [Scope.READ])
    sent = {name: value.format(token) for name, value in headers.items()}
    assert exposed.get("/catalog", headers=sent).status_code == 200


@pytest.mark.parametrize("scope", Scope)
def test_a_key_is_good_for_its_scopes(exposed: FlaskClient, keys: KeyStore, scope: Scope) -> None:
    _, token = keys.add("someone", [scope])
    statuses = {
        Scope.MATCH: exposed.post("/match/default", headers=with_key(token)).status_code,
        Scope.READ: exposed.get("/catalog", headers=with_key(token)).status_code,
        Scope.ADMIN: exposed.get("/metrics", headers=with_key(token)).status_code,
    }
    refused = {asked for asked, status in statuses.items() if status == 403}
    assert refused == (set() if scope is Scope.ADMIN else set(Scope) - {scope})


def test_too_many_requests_say_when_to_come_back(exposed: FlaskClient, keys: KeyStore) -> None:
    _, token = keys.add("screening", [Scope.READ], per_minute=1)
    answers = [exposed.get("/catalog", headers=with_key(token)) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_keys_that_cannot_be_checked_let_nobody_in(client: FlaskClient, settings: Settings) -> None:
    (Path(settings.home) / "keys.sqlite").write_bytes(b"x" * 4096)
    answer = client.get("/catalog", headers=with_key("tly_00000000_x"))
    assert answer.status_code == 503
    assert str(settings.home) not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_only_this_machine_reaches(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1"])
def test_others_reach(host: str) -> None:
    assert not is_loopback(host)
