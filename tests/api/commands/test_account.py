import getpass

import click
import pytest
from click.testing import CliRunner

from api.commands.account import decided


@click.command()
@decided
def decide(who: str, why: str) -> None:
    click.echo(f"{who}: {why}")


def test_an_account_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert CliRunner().invoke(decide, ["--why", "another one"]).output == "unknown: another one\n"


def test_the_reason_is_asked_for() -> None:
    result = CliRunner().invoke(decide, ["--who", "ana"])
    assert result.exit_code == 2
    assert "--why" in result.output
