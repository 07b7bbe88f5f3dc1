import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from matcher.index.build import build
from tests.matcher.index.homes import entity, ingest

OPTICS = "Dormelan Optical Instruments"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    ingest(tmp_path, "us_bis_el", entity("us_bis_el-1", OPTICS, country="ru"))
    ingest(tmp_path, "ua_ws", entity("ua_ws-7", f"{OPTICS} LLC", country="ru"))
    ingest(tmp_path, "ftm", *(entity(f"x-{n}", f"Velt House {n}") for n in range(1_000)))
    build(tmp_path)
    return tmp_path


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), *arguments])


def merges(home: Path) -> list[set[str]]:
    document = json.loads(run(home, "merges", "list", "--json").stdout)
    return [{entry["id"] for entry in one["entries"]} for one in document["merges"]]


def test_a_split_stays_through_rebuilds_until_it_is_forgotten(home: Path) -> None:
    assert merges(home) == [{"us_bis_el-1", "ua_ws-7"}]
    shown = run(home, "merges", "show", "ua_ws-7").stdout
    assert "us_bis_el-1" in shown
    assert "the country is the same" in shown

    told = run(home, "merges", "split", "ua_ws-7", "us_bis_el-1", "--who", "ana", "--why", "two")
    assert told.exit_code == 0
    for _ in range(2):
        assert build(home).entity_count == 1_002
        assert merges(home) == []
    cuts = run(home, "merges", "list", "--cuts").stdout
    assert "somebody decided" in cuts

    run(home, "merges", "forget", "ua_ws-7", "us_bis_el-1", "--who", "ben", "--why", "one again")
    assert build(home).entity_count == 1_001
    history = run(home, "merges", "history").stdout
    assert "ana: two" in history
    assert "ben: one again" in history


def test_a_join(home: Path) -> None:
    run(home, "merges", "join", "x-1", "x-2", "--why", "one letterhead")
    build(home)
    assert {"x-1", "x-2"} in merges(home)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("split", "ua_ws-7", "nobody", "--why", "?"), 1, id="unknown"),
        pytest.param(("split", "ua_ws-7", "ua_ws-7", "--why", "?"), 2, id="one-entry"),
        pytest.param(("split", "ua_ws-7", "us_bis_el-1"), 2, id="without-a-reason"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    home: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert run(home, "merges", *arguments).exit_code == code
    assert not (home / "merges.sqlite").exists()
