import csv
from pathlib import Path

import pytest

from tests.api.commands.conftest import Run

ROWS = """\
left_name,left_country,left_address,left_identifiers,right_name,right_country,right_address,right_identifiers
Kamensk Optics LLC,ru,,INN:6612000001,ООО «Каменск Оптикс»,ru,,INN:6612000001
Harbour Lathes Works,gb,,,Kamensk Optics LLC,ru,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_each_pair_is_scored(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    result = run("score-pairs", str(table), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert result.output == f"2 pairs scored: {out}\n"
    with out.open(encoding="utf-8", newline="") as stream:
        same, different = csv.DictReader(stream)
    assert float(same["score"]) > float(different["score"])
    assert float(same["match_weight"]) > float(different["match_weight"])
    assert same["explanation"]


def test_a_mask_blanks_both_sides(run: Run, table: Path, tmp_path: Path) -> None:
    open_, masked = tmp_path / "open.csv", tmp_path / "masked.csv"
    run("score-pairs", str(table), "--out", str(open_))
    result = run("score-pairs", str(table), "--out", str(masked), "--mask", "identifiers, country")
    assert result.exit_code == 0, result.output
    with open_.open(newline="") as first, masked.open(newline="") as second:
        [with_all, *_], [with_less, *_] = csv.DictReader(first), csv.DictReader(second)
    assert float(with_all["match_weight"]) > float(with_less["match_weight"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("{table}",), 2, "--out", id="no-out"),
        pytest.param(("{table}", "--out", "x", "--mask", "nmae"), 2, "nmae", id="mask"),
        pytest.param(("missing.csv", "--out", "{out}"), 1, "missing.csv", id="no-file"),
    ],
)
def test_bad_arguments(
    run: Run, table: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    filled = [text.format(table=table, out=tmp_path / "x.csv") for text in arguments]
    result = run("score-pairs", *filled)
    assert result.exit_code == code
    assert said in result.stderr
