from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.api.fakes import WITH_SLASH


def test_entity(client: FlaskClient) -> None:
    answer = client.get("/entities/zz_list-1")
    assert answer.status_code == 200
    entity = answer.get_json()
    assert entity["id"] == "zz_list-1"
    assert entity["caption"] == "Kamensk Optics LLC"
    assert entity["properties"]["alias"] == ["ООО «Каменск Оптика»"]


def test_an_entity_shows_what_each_listing_says(client: FlaskClient) -> None:
    [listing] = client.get("/entities/zz_list-1").get_json()["listings"]
    assert (listing["id"], listing["source"], listing["entry_id"]) == ("zz_list-1", "zz_list", "1")
    assert listing["properties"]["address"] == ["1 Zavodskaya, Kamensk"]


def test_a_referent_leads_to_its_entity(client: FlaskClient) -> None:
    answer = client.get("/entities/zz_other-7")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/entities/zz_list-1"
    assert client.get("/entities/zz_other-7", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("safe", ["", "/"], ids=["escaped", "as-it-is"])
def test_an_id_may_hold_a_slash(client: FlaskClient, safe: str) -> None:
    answer = client.get(f"/entities/{quote(WITH_SLASH.id, safe=safe)}")
    assert answer.status_code == 200
    assert answer.get_json()["id"] == WITH_SLASH.id


def test_no_such_entity(client: FlaskClient) -> None:
    answer = client.get("/entities/zz_list-2")
    assert answer.status_code == 404
    assert answer.get_json()["entity"] == "zz_list-2"


def test_nested_addresses_are_entities(client: FlaskClient) -> None:
    entity = client.get("/entities/zz_list-1?nested=true").get_json()
    [address] = entity["properties"]["addressEntity"]
    assert address["schema"] == "Address"
    assert address["id"] == "zz_list-1-address-1"
    assert address["properties"] == {"address": ["1 Zavodskaya, Kamensk"]}
    assert entity["properties"]["address"] == ["1 Zavodskaya, Kamensk"]
    plain = client.get("/entities/zz_list-1?nested=false").get_json()
    assert "addressEntity" not in plain["properties"]


def test_a_redirect_keeps_what_was_asked(client: FlaskClient) -> None:
    answer = client.get("/entities/zz_other-7?nested=true")
    assert answer.headers["Location"] == "/entities/zz_list-1?nested=true"


def test_an_unknown_parameter_is_refused(client: FlaskClient) -> None:
    answer = client.get("/entities/zz_list-1?nestd=true")
    assert answer.status_code == 400
    assert answer.get_json()["suggestion"] == "nested"
