from datetime import date
from pathlib import Path

import pytest

from matcher.errors import RoutingError
from matcher.routing.folding import name_key
from matcher.routing.records import Owner
from matcher.routing.register import read_register

HEADER = "name,founded,business,owner_id,owner_datasets,owner_share\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "register.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_line_for_each_owner(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        HEADER
        + "Example LLC,2022-06,chips,us_bis_el-1,us_bis_el;us_csl,30\n"
        + "EXAMPLE,,,us_ofac_sdn-2,,20%\nAnother GmbH,2019,,,,\n",
    )
    register = read_register(file)
    example = register[name_key("Example")]
    assert (example.founded, example.business) == (date(2022, 6, 1), "chips")
    assert example.owners == (
        Owner(listed_id="us_bis_el-1", datasets=frozenset({"us_bis_el", "us_csl"}), share=30),
        Owner(listed_id="us_ofac_sdn-2", datasets=frozenset({"us_ofac_sdn"}), share=20),
    )
    assert register[name_key("Another")].founded == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        pytest.param("name,moon\nA,1\n", 1, "moon", id="unknown-column"),
        pytest.param("founded\n2020\n", 1, "name", id="column-missing"),
        pytest.param(HEADER + ",2020,,,,\n", 2, "name", id="no-name"),
        pytest.param(HEADER + "A,20.1.2020,,,,\n", 2, "founded", id="no-date"),
        pytest.param(HEADER + "A,2020,,,,\nA,2021,,,,\n", 3, "founded", id="two-dates"),
        pytest.param(HEADER + "A,,,x-1,,most\n", 2, "owner_share", id="no-number"),
        pytest.param(HEADER + "A,,,x-1,,120\n", 2, "owner_share", id="more-than-all"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, row: int, field: str) -> None:
    with pytest.raises(RoutingError) as caught:
        read_register(write(tmp_path, text))
    assert (caught.value.row, caught.value.field) == (row, field)
