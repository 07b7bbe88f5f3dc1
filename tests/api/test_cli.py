import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from api import cli
from api.cli import main

COMMANDS = [
    *(
        "alerts",
        "build",
        "changes",
        "evaluate",
        "fetch",
        "ingest",
        "keys",
        "labels",
        "lists",
        "match",
        "merges",
        "models",
        "report",
        "rescreen",
        "resolve",
        "sample",
        "score-pairs",
        "screen",
        "serve",
    ),
    "train",
]


def test_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert sorted(main.list_commands(click.Context(main))) == COMMANDS
    assert all(f"\n  {name} " in result.output for name in COMMANDS)


def test_the_module_is_the_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "api.cli", "--help"], capture_output=True, text=True, check=True
    )
    assert "Usage: " in result.stdout
    assert "\n  build " in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str) -> None:
    result = CliRunner().invoke(main, [name, "-h"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        pytest.param(("serve", "--port", "x"), {}, "--port", id="option"),
        pytest.param(("serve",), {"TALLYMAN_WORKERS": "0"}, "TALLYMAN_WORKERS", id="variable"),
        pytest.param(("lists",), {"TALLYMAN_PORT": "x"}, "TALLYMAN_PORT", id="unused-variable"),
        pytest.param(("--home", "", "lists"), {}, "--home", id="home"),
        pytest.param(("evaporate",), {}, "evaporate", id="no-such-command"),
    ],
)
def test_a_malformed_setting_is_exit_code_2(
    arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    result = CliRunner(env=environment).invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_unreadable_home_is_exit_code_1(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    result = CliRunner().invoke(main, ["--home", str(file), "sample"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_serving_needs_no_training_packages() -> None:
    """`pip install tallyman` without extras has neither Splink nor DuckDB."""
    probe = "import sys, api.cli; print([m for m in ('splink', 'duckdb', 'pyarrow', 'psycopg') if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


def test_a_command_without_its_packages_is_listed_and_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = ("api.commands.a_package_that_is_not_there", "train")
    monkeypatch.setitem(cli._EXTRAS, "train", missing)
    listed = CliRunner().invoke(main, ["--help"])
    assert listed.exit_code == 0
    assert "needs the extra [train]" in listed.output
    called = CliRunner().invoke(main, ["train", "--labels", "pairs.csv"])
    assert called.exit_code == 1
    assert "install tallyman[train]" in called.output
