import json
import shutil
from pathlib import Path

import pytest

from matcher.sample import SampleFiles, write_sample
from tests.api.commands.conftest import Run


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("sample"), seed=1, size=60)


def test_no_lists_yet(run: Run) -> None:
    result = run("lists")
    assert result.exit_code == 0
    assert "tallyman ingest" in result.output
    assert json.loads(run("lists", "--json").stdout) == {"lists": []}


def test_ingested_lists_are_shown(run: Run, files: SampleFiles) -> None:
    taken = run("ingest", "us_ofac_sdn", str(files.ofac), "--as-of", "2026-01-31")
    assert taken.exit_code == 0, taken.output
    assert taken.output.startswith("us_ofac_sdn: ")
    assert "as of 2026-01-31" in taken.output
    assert run("ingest", "ftm", str(files.ftm)).exit_code == 0
    rows = json.loads(run("lists", "--json").stdout)["lists"]
    assert [row["name"] for row in rows] == ["ftm", "us_ofac_sdn"]
    assert [row["as_of"] for row in rows] == [None, "2026-01-31"]
    assert rows[0]["age_days"] is None
    assert rows[1]["age_days"] > 0
    assert rows[1]["files"][0].keys() == {"name", "sha256", "rows"}
    header, ftm, sdn = run("lists").output.splitlines()
    assert header.split() == ["LIST", "PARTIES", "NAMES", "AS", "OF", "AGE", "PUBLISHER"]
    assert "not known" in ftm
    assert "2026-01-31" in sdn


def test_ingest_tells_programs_what_was_read(run: Run, files: SampleFiles) -> None:
    document = json.loads(run("ingest", "un_sc", str(files.un), "--json").stdout)
    assert document["source"] == "un_sc"
    assert document["report"]["entries"] == sum(document["report"]["schemata"].values())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("nowhere", "x"), 2, "nowhere", id="unknown-source"),
        pytest.param(("ftm",), 2, "PATH", id="no-path"),
        pytest.param(("ftm", "x", "--as-of", "31.1.2026"), 2, "--as-of", id="date"),
        pytest.param(("ftm", "missing.json"), 1, "missing.json", id="no-such-file"),
    ],
)
def test_bad_ingest(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run("ingest", *arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_broken_file_is_refused_and_the_last_good_one_stays(
    run: Run, files: SampleFiles, tmp_path: Path
) -> None:
    assert run("ingest", "un_sc", str(files.un)).exit_code == 0
    before = run("lists", "--json").stdout
    broken = tmp_path / "un.xml"
    broken.write_bytes(files.un.read_bytes()[:-200])
    result = run("ingest", "un_sc", str(broken))
    assert result.exit_code == 1
    assert str(broken) in result.stderr
    assert "Traceback" not in result.output
    assert run("lists", "--json").stdout == before


def test_old_readings_go_when_they_are_told_to(run: Run, tmp_path: Path) -> None:
    for name in ("A", "B", "C"):
        (tmp_path / "p.csv").write_text(f"Name\n{name} Works\n")
        (tmp_path / "p.mapping.toml").write_text(
            'id = "Name"\nschema = "Company"\n[columns]\nName = "name"\n'
        )
        assert run("ingest", "csv", str(tmp_path / "p.csv")).exit_code == 0
        assert run("build", "--keep", "0").exit_code == 0
    stored = tmp_path / "home/lists/csv"
    assert "0 of 3 readings are gone" in run("lists", "--prune").output
    shutil.rmtree(tmp_path / "home/snapshots")
    tried = run("lists", "--prune", "--keep-days", "0", "--dry-run", "--json")
    document = json.loads(tried.stdout)
    assert [one["kept_because"] for one in document["readings"]] == [
        "it serves", "it served before", None,
    ]  # fmt: skip
    assert len([path for path in stored.iterdir() if path.is_dir()]) == 3
    assert "1 of 3 readings are gone" in run("lists", "--prune", "--keep-days", "0").output
    assert len([path for path in stored.iterdir() if path.is_dir()]) == 2
    assert run("build").exit_code == 0


def test_a_snapshot_that_does_not_say_what_it_is_made_of_stops_the_pruning(
    run: Run, files: SampleFiles, tmp_path: Path
) -> None:
    assert run("ingest", "un_sc", str(files.un)).exit_code == 0
    broken = tmp_path / "home/snapshots/0123456789abcdef"
    broken.mkdir(parents=True)
    (broken / "datasets.json").write_text("{")
    result = run("lists", "--prune")
    assert result.exit_code == 1
    assert "does not say" in result.output
    assert run("lists", "--dry-run").exit_code == 2


def companies(path: Path, count: int) -> Path:
    path.with_name(f"{path.stem}.mapping.toml").write_text(
        'id = "Name"\nschema = "Company"\n[columns]\nName = "name"\n'
    )
    path.write_text("Name\n" + "".join(f"Works {number}\n" for number in range(count)))
    return path


def test_a_list_that_lost_a_third_is_not_taken_unless_it_is_right(run: Run, tmp_path: Path) -> None:
    whole, shrunk = companies(tmp_path / "a.csv", 120), companies(tmp_path / "b.csv", 79)
    assert run("ingest", "us_1260h", str(whole)).exit_code == 0
    refused = run("ingest", "us_1260h", str(shrunk))
    assert refused.exit_code == 1
    assert "shrank from 120 to 79 entries and is not taken" in refused.output
    assert json.loads(run("lists", "--json").stdout)["lists"][0]["entities"] == 120
    assert run("ingest", "us_1260h", str(companies(tmp_path / "c.csv", 80))).exit_code == 0
    assert run("ingest", "us_1260h", str(whole)).exit_code == 0
    assert run("ingest", "us_1260h", str(shrunk), "--accept").exit_code == 0
    assert run("ingest", "us_1260h", str(whole)).exit_code == 0
    assert run("ingest", "us_1260h", str(shrunk)).exit_code == 1, "stored before, and shrunk still"


@pytest.mark.parametrize(
    ("source", "count"),
    [pytest.param("csv", 120, id="whoever-wrote-it"), pytest.param("us_889", 99, id="short-list")],
)
def test_what_may_be_anything_may_shrink(run: Run, tmp_path: Path, source: str, count: int) -> None:
    assert run("ingest", source, str(companies(tmp_path / "a.csv", count))).exit_code == 0
    assert run("ingest", source, str(companies(tmp_path / "b.csv", 2))).exit_code == 0
