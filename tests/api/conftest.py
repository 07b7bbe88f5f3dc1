from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import Settings
from tests.api.fakes import FakeScreener, FakeScreeners


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, host="127.0.0.1", port=0, workers=1, max_body_bytes=100_000)


@pytest.fixture
def screener() -> FakeScreener:
    return FakeScreener()


@pytest.fixture
def client(settings: Settings, screener: FakeScreener) -> FlaskClient:
    return create_app(settings, FakeScreeners(screener)).test_client()


@pytest.fixture
def empty_client(settings: Settings) -> FlaskClient:
    """The service before the first build."""
    return create_app(settings, FakeScreeners(None)).test_client()
