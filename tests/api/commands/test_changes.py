import json
from pathlib import Path

from tests.api.commands.conftest import Run


def ingest(run: Run, folder: Path, **countries: str) -> None:
    file = folder / "entities.json"
    lines = [
        {"id": name, "schema": "Company", "properties": {"name": name, "country": country}}
        for name, country in countries.items()
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    taken = run("ingest", "ftm", str(file), "--as-of", f"2026-01-0{len(countries)}")
    assert taken.exit_code == 0, taken.output


def test_changes_are_shown(run: Run, tmp_path: Path) -> None:
    ingest(run, tmp_path, Alpha="ru", Beta="ru")
    ingest(run, tmp_path, Beta="by", Gamma="ru", Delta="cn")
    assert run("changes", "ftm").stdout.splitlines() == [
        "ftm: 2 added, 1 changed, 1 removed, 2026-01-02 to 2026-01-03",
        "+ Gamma  Gamma",
        "+ Delta  Delta",
        "~ Beta  Beta",
        "    country: +'by', -'ru'",
        "- Alpha  Alpha",
    ]
    document = json.loads(run("changes", "ftm", "--json").stdout)
    assert document["counts"] == {"added": 2, "changed": 1, "removed": 1}
    assert document["before"]["as_of"] == "2026-01-02"
    assert document["changed"] == [
        {
            "id": "Beta",
            "caption": "Beta",
            "schema": "Company",
            "fields": [{"field": "country", "gained": ["by"], "lost": ["ru"]}],
        }
    ]


def test_the_first_version_has_none_before_it(run: Run, tmp_path: Path) -> None:
    ingest(run, tmp_path, Alpha="ru")
    assert run("changes", "ftm").stdout == "ftm: there is no version before this one\n"
    document = json.loads(run("changes", "ftm", "--json").stdout)
    assert document["before"] is None
    assert document["counts"]["added"] == 1


def test_a_list_that_is_not_stored(run: Run) -> None:
    result = run("changes", "un_sc")
    assert result.exit_code == 1
    assert "no list un_sc is stored" in result.stderr
