import csv
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.lists.targets import COLUMNS
from matcher.records import Identifier

HEADER = (*COLUMNS.required, *COLUMNS.optional)
COMPANY = {
    "id": "NK-1",
    "schema": "Company",
    "name": "Example Works",
    "aliases": 'Primer Zavod;"Works ""A""; Tver"',
    "countries": "ru;by",
    "addresses": "1 Main Street, Tver",
    "identifiers": "7700000017;IMO9074729",
    "last_change": "2026-02-05T14:54:48",
}


def write(folder: Path, *rows: dict[str, str], header: tuple[str, ...] = HEADER) -> Path:
    file = folder / "targets.simple.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows([row.get(column, "") for column in header] for row in rows)
    return file


def test_values_of_a_cell_are_parted_as_csv(tmp_path: Path) -> None:
    (listed,) = read("ua_ws", write(tmp_path, COMPANY))
    assert [alias.name for alias in listed.aliases] == [
        *("Example Works", "Primer Zavod", 'Works "A"; Tver')
    ]
    assert listed.id == "ua_ws-NK-1"
    assert listed.countries == ("ru", "by")
    assert listed.identifiers == (
        Identifier(kind="idNumber", value="7700000017"),
        Identifier(kind="imoNumber", value="9074729"),
    )
    assert listed.last_change == "2026-02-05T14:54:48"


@pytest.mark.parametrize("source", ["ua_ws", "cn_sanctions", "tw_shtc", "jp_meti", "us_1260h"])
def test_it_is_recognised_for_the_lists_that_are_published_so(tmp_path: Path, source: str) -> None:
    assert [listed.datasets for listed in read(source, write(tmp_path, COMPANY))] == [(source,)]


@pytest.mark.parametrize(
    ("rows", "header", "field", "message"),
    [
        pytest.param([COMPANY, COMPANY], HEADER, "id", "stands twice", id="twice"),
        pytest.param([{**COMPANY, "id": ""}], HEADER, "id", "no id", id="no-id"),
        pytest.param([{**COMPANY, "schema": "Moon"}], HEADER, "schema", "'Moon'", id="schema"),
        pytest.param([{**COMPANY, "aliases": '"a'}], HEADER, "aliases", "broken", id="quote"),
        pytest.param([COMPANY], (*HEADER, "colour"), "colour", "not known", id="unknown-column"),
        pytest.param(
            [{"id": "1", "schema": "Company"}], HEADER, None, "no name", id="nothing-to-match"
        ),
        pytest.param([], HEADER, None, "no entries", id="no-entries"),
    ],
)
def test_what_is_refused(
    tmp_path: Path,
    rows: list[dict[str, str]],
    header: tuple[str, ...],
    field: str | None,
    message: str,
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("ua_ws", write(tmp_path, *rows, header=header)))
    assert caught.value.field == field
