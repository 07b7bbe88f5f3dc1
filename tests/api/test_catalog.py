from datetime import date

import pytest
from flask.testing import FlaskClient

from api.catalog import age_days, catalog_json
from tests.api.fakes import FakeScreener


def test_catalog_on_a_day(screener: FakeScreener) -> None:
    document = catalog_json(screener, date(2026, 2, 10))
    assert document["snapshot"] == "20260201-1"
    assert document["entities"] == 2
    assert document["datasets"][0] == {
        "name": "zz_list",
        "title": "List of Zz",
        "publisher": {"name": "Office of Fictions"},
        "load": True,
        "entity_count": 1,
        "entities": 1,
        "names": 2,
        "as_of": "2026-01-31",
        "age_days": 10,
        "sha256": "ab" * 32,
        "ingested_at": "2026-02-01T08:00:00",
    }
    assert document["datasets"][1]["age_days"] is None


@pytest.mark.parametrize(
    ("as_of", "age"),
    [
        pytest.param("2026-02-10", 0, id="today"),
        pytest.param("2025-02-10", 365, id="a-year"),
        pytest.param(None, None, id="not-known"),
    ],
)
def test_age(as_of: str | None, age: int | None) -> None:
    assert age_days(as_of, date(2026, 2, 10)) == age


def test_etag_saves_the_second_answer(client: FlaskClient) -> None:
    first = client.get("/catalog")
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/catalog", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_etag_changes_with_the_content(client: FlaskClient, empty_client: FlaskClient) -> None:
    answer = client.get("/catalog", headers={"If-None-Match": '"of-another-day"'})
    assert answer.status_code == 200
    assert empty_client.get("/catalog").status_code == 503
