import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from api.config import SETTINGS, Settings, read_settings
from matcher.errors import SettingError

OPERATE = Path(__file__).parents[2] / "docs" / "operate.md"


def test_the_defaults() -> None:
    settings = read_settings({})
    assert settings == Settings(
        home=Path("~/.local/share/tallyman").expanduser(),
        host="127.0.0.1",
        port=8000,
        workers=len(os.sched_getaffinity(0)),
        max_body_bytes=4 * 1024 * 1024,
    )


def test_options_go_before_the_environment() -> None:
    environment = {"TALLYMAN_PORT": "9000", "TALLYMAN_WORKERS": "3"}
    settings = read_settings(environment, {"port": "9001", "workers": None})
    assert (settings.port, settings.workers) == (9001, 3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("home", " ", id="home-blank"),
        pytest.param("host", "example.org", id="host-name"),
        pytest.param("host", "127.0.0.1:8000", id="host-with-port"),
        pytest.param("port", "65536", id="port-too-high"),
        pytest.param("port", "-1", id="port-negative"),
        pytest.param("port", "８０００", id="port-in-wide-digits"),
        pytest.param("port", "", id="port-empty"),
        pytest.param("workers", "0", id="no-workers"),
        pytest.param("workers", "many", id="workers-in-words"),
        pytest.param("max_body_bytes", "4MiB", id="body-with-unit"),
    ],
)
def test_a_malformed_setting_is_refused_by_its_name(name: str, text: str) -> None:
    setting = next(setting for setting in SETTINGS if setting.name == name)
    with pytest.raises(SettingError) as from_environment:
        read_settings({setting.variable: text})
    assert from_environment.value.setting == setting.variable
    with pytest.raises(SettingError) as from_option:
        read_settings({}, {name: text})
    assert from_option.value.setting == setting.option


def test_the_table_is_the_dataclass() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_the_table_is_the_one_in_the_docs() -> None:
    documented = re.findall(
        r"^\| `(TALLYMAN_\w+)` \| `([^`]*)` \| (.*) \|$", OPERATE.read_text(), re.MULTILINE
    )
    assert documented == [(row.variable, row.default, row.help) for row in SETTINGS]
