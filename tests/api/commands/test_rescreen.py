import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from tests.matcher.index.homes import Entity, entity, snapshot_of

OPTICS = "Dormelan Optical Instruments"
LATHES = "Quellbrunn Precision Lathes"
OLD: tuple[Entity, ...] = (
    entity("x-1", OPTICS, country="ru"),
    *(entity(f"x-{n}", f"Velt House {n}") for n in range(10, 60)),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    path = tmp_path / "trade.csv"
    path.write_text(f"consignee;country\n{OPTICS};RU\n{LATHES};TR\n", encoding="utf-8")
    return path


def run(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), *map(str, arguments)])


def alerts(home: Path, *arguments: object) -> list[dict[str, Any]]:
    result = run(home, "rescreen", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["alerts"]
    return found


def test_only_what_changed_is_screened_and_a_cleared_alert_stays_away(
    home: Path, trade: Path
) -> None:
    first = snapshot_of(home, *OLD)
    assert alerts(home, trade, "--since", first.id, "--remember") == []  # nothing changed

    second = snapshot_of(home, *OLD, entity("x-2", LATHES))
    [added] = alerts(home, trade, "--since", first.id)
    assert (added["listed_id"], added["change"], added["name"]) == ("x-2", "added", LATHES)
    assert alerts(home, "--parties", "--since", first.id) == [added]

    cleared = run(home, "alerts", "clear", added["party"], "x-2", "--why", "another one")
    assert cleared.exit_code == 0
    assert alerts(home, "--parties", "--since", first.id) == []

    snapshot_of(home, *OLD, entity("x-2", LATHES, country="tr"))
    [changed] = alerts(home, "--parties", "--since", second.id)
    assert (changed["listed_id"], changed["change"]) == ("x-2", "changed")

    run(home, "alerts", "clear", changed["party"], "x-2", "--why", "another one still")
    assert alerts(home, "--parties", "--since", first.id) == []
    run(home, "alerts", "reopen", changed["party"], "x-2", "--why", "look again")
    assert len(alerts(home, "--parties", "--since", first.id)) == 1
    assert len(json.loads(run(home, "alerts", "list", "--json").stdout)["decisions"]) == 3


def test_alerts_are_written_as_json_lines(home: Path, trade: Path, tmp_path: Path) -> None:
    first = snapshot_of(home, *OLD)
    snapshot_of(home, *OLD, entity("x-2", LATHES))
    out = tmp_path / "alerts.jsonl"
    result = run(home, "rescreen", trade, "--since", first.id, "--out", out)
    assert "1 alerts" in result.output
    [line] = out.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["listed_name"] == LATHES


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("--since", "0" * 16), 2, "FILE or --parties", id="no-parties"),
        pytest.param(("--parties", "--since", "0" * 16), 1, "kept are: ", id="not-kept"),
        pytest.param(("--parties", "--since", "../lists"), 1, "kept are: ", id="no-id"),
    ],
)
def test_what_cannot_be_rescreened_is_refused(
    home: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    snapshot_of(home, *OLD)
    result = run(home, "rescreen", *arguments)
    assert result.exit_code == code
    assert told in result.output


def test_parties_that_were_never_kept_are_no_answer(home: Path) -> None:
    first = snapshot_of(home, *OLD)
    snapshot_of(home, *OLD, entity("x-2", LATHES))
    result = run(home, "rescreen", "--parties", "--since", first.id)
    assert result.exit_code == 1
    assert "--remember" in result.output


def test_a_key_of_a_party_is_asked_for(home: Path) -> None:
    snapshot_of(home, *OLD)
    result = run(home, "alerts", "clear", "Dormelan", "x-1", "--why", "?")
    assert result.exit_code == 2
    assert "32 hex digits" in result.output
