import json
from pathlib import Path

import pytest

from matcher.sample import write_sample
from tests.api.commands.conftest import Run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_sample_is_built_once(run: Run, home: Path) -> None:
    first = run("sample")
    assert first.exit_code == 0, first.output
    assert "fictitious parties" in first.output
    assert "already" in run("sample").output
    lists = json.loads(run("lists", "--json").stdout)["lists"]
    assert [row["name"] for row in lists] == ["ftm", "un_sc", "us_ofac_sdn"]
    assert all(row["as_of"] for row in lists)


def test_a_sample_of_another_version_is_made_anew(run: Run, home: Path) -> None:
    run("sample")
    (home / "sample" / "VERSION").write_text("0.0.0 1 1\n")
    assert "fictitious parties" in run("sample").output


def test_real_lists_are_not_replaced_by_fictions(run: Run, home: Path, tmp_path: Path) -> None:
    files = write_sample(tmp_path / "files", seed=1, size=30)
    assert run("ingest", "us_ofac_sdn", str(files.ofac)).exit_code == 0
    before = run("lists", "--json").stdout
    result = run("sample")
    assert result.exit_code == 1
    assert "a home of its own" in result.stderr
    assert run("lists", "--json").stdout == before
