"""Suggestions from the sample's snapshot, with the model that ships."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from tests.api.commands.conftest import Run

PAIRS = (
    "left_name,right_name\n"
    "Kvartslit Pribor,Kvartslit Pribor LLC\n"
    "Kvartslit Pribor,Kvarts Pribor\n"
    "Aurum Shipping Lines,Aurora Shipping\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suggest") / "home"
    made = CliRunner().invoke(main, ["--home", str(folder), "sample"])
    assert made.exit_code == 0, made.output
    return folder


def suggest(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "labels", "suggest", *arguments])


@pytest.fixture
def names(home: Path, tmp_path: Path) -> Path:
    """Parties of the sample's trade, under `name`."""
    with (home / "sample" / "pairs.csv").open(encoding="utf-8") as file:
        found = {row["left_name"]: row["left_country"] for row in csv.DictReader(file)}
    path = tmp_path / "trade.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "country"])
        rows.writerows(list(found.items())[:150])
    return path


def test_names_are_looked_up_and_the_chosen_wait_for_review(home: Path, names: Path) -> None:
    first = suggest(home, "--names", str(names), "--count", "6", "--use", "evaluate", "--json")
    assert first.exit_code == 0, first.output
    found = json.loads(first.stdout)["suggestions"]
    assert len(found) == 6
    assert {one["cause"] for one in found} == {"near_threshold", "rare_pattern"}
    listing = CliRunner().invoke(main, ["--home", str(home), "labels", "list", "--json"])
    assert json.loads(listing.stdout)["waiting"] == {"suggested": 6}
    again = json.loads(suggest(home, "--names", str(names), "--count", "6", "--json").stdout)
    assert not {one["pair"] for one in found} & {one["pair"] for one in again["suggestions"]}
    review = ["--home", str(home), "labels", "review", "--reviewer", "anna"]
    reviewed = CliRunner().invoke(main, review, input="n\nn\nq\n")
    assert "Decided: 2 (2 no-match)" in reviewed.stdout
    after = CliRunner().invoke(main, ["--home", str(home), "labels", "list", "--json"])
    assert json.loads(after.stdout)["train"] == 0  # for measuring alone


def test_the_same_input_and_seed_propose_the_same(home: Path, names: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for out in outs:
        assert suggest(home, "--names", str(names), "--out", str(out)).exit_code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_csv_is_filled_in_and_imported(run: Run, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text(PAIRS, encoding="utf-8")
    assert run("labels", "suggest", "--pairs", str(pairs), "--out", str(out)).exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    rows[0]["label"] = "0"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "1 labels: 1 new pairs" in run("labels", "import", str(out)).stdout
    shown = run("labels", "suggest", "--pairs", str(pairs), "--json").stdout
    assert json.loads(shown)["candidates"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param((), 2, "either --names or --pairs", id="nothing-to-choose-from"),
        pytest.param(("--names", "absent.csv"), 1, "absent.csv", id="no-such-file"),
        pytest.param(("--pairs", "absent.csv"), 1, "absent.csv", id="no-such-pairs"),
        pytest.param(
            ("--pairs", "absent.csv", "--against", "ffffffffffff"), 1, "ffffffffffff", id="no-model"
        ),
    ],
)
def test_what_is_not_there_is_named(
    home: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = suggest(home, *arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_country_that_is_none_is_named(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "trade.csv"
    path.write_text("name,country\nKvarts,RU\nKran,Atlantis\n", encoding="utf-8")
    result = suggest(home, "--names", str(path))
    assert result.exit_code == 1
    assert "trade.csv, row 3, column 'country': 'Atlantis' names no country" in result.stderr
