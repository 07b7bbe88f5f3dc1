import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main

HEADER = "consignee;country"
ROWS = ("Quellbrunn Feinmechanik GmbH;DE", "QUELLBRUNN FEINMECHANIK;DE", "Ostrava Zinc Holding;CZ")


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("resolve")
    CliRunner().invoke(main, ["--home", str(home), "sample"], catch_exceptions=False)
    return home


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "resolve", *arguments])


def test_a_file_that_grows_keeps_its_clusters(sample_home: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "trade.csv", tmp_path / "parties.jsonl"
    ids = []
    for rows in (ROWS[:1], ROWS):
        file.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
        result = run(sample_home, str(file), "--out", str(out), "--processes", "1", "--json")
        assert result.exit_code == 0, result.output
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        ids.append(lines[0]["cluster"])
    assert ids[0] == ids[1] == lines[1]["cluster"]
    summary = json.loads(result.stdout)
    assert (summary["distinct_parties"], summary["clusters"]) == (3, 2)
    assert json.loads((tmp_path / "parties.jsonl.summary.json").read_bytes())["clusters"] == 2


def test_it_says_what_became_of_the_file(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "trade.csv"
    file.write_text("\n".join((HEADER, *ROWS)) + "\n", encoding="utf-8")
    result = run(sample_home, str(file), "--out", str(tmp_path / "p.csv"), "--processes", "1")
    assert result.exit_code == 0, result.output
    assert "3 distinct parties, 2 companies" in result.output


def test_an_unknown_format_is_refused(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "trade.csv"
    file.write_text(f"{HEADER}\n{ROWS[0]}\n", encoding="utf-8")
    result = run(sample_home, str(file), "--out", str(tmp_path / "parties.txt"))
    assert result.exit_code == 1
    assert ".parquet" in result.output
