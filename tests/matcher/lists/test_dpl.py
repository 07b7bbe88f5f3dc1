from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.dpl import COLUMNS
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind

HEADER = "\t".join(f'"{column}"' for column in COLUMNS.required)


def row(**cells: str) -> str:
    columns = COLUMNS.required
    filled = {"Name": "EXAMPLE TRADING", "Effective_Date": "08/24/2022", **cells}
    return "\t".join(f'"{filled.get(column, "")}"' for column in columns)


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "dpl.txt"
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return file


def test_the_addresses_of_one_order_are_one_entry(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        row(Street_Address="1 MAIN STREET", City="EL PASO", State="TX", Postal_Code="79905"),
        row(Street_Address="2 QUAY", City="DUBAI", Country="AE", Last_Update="2022-09-01"),
    )
    (listed,) = read("us_bis_dpl", file)
    assert listed.addresses == ("1 MAIN STREET, EL PASO, TX, 79905", "2 QUAY, DUBAI, AE")
    assert listed.countries == ("us", "ae")
    assert (listed.first_seen, listed.last_change) == ("2022-08-24", "2022-09-01")
    assert listed.topics == ("export.control",)


def test_another_order_is_another_entry(tmp_path: Path) -> None:
    file = write(tmp_path, row(), row(Effective_Date="01/02/2003"))
    assert len({listed.id for listed in read("us_bis_dpl", file)}) == 2


def test_a_renewed_order_keeps_its_id(tmp_path: Path) -> None:
    (before,) = read("us_bis_dpl", write(tmp_path, row(Expiration_Date="01/14/2026")))
    (after,) = read("us_bis_dpl", write(tmp_path, row(Expiration_Date="01/14/2027")))
    assert before.id == after.id


def test_a_further_name_within_the_name(tmp_path: Path) -> None:
    (listed,) = read("us_bis_dpl", write(tmp_path, row(Name="PEARL (A.K.A. NEI CHU) LEE")))
    assert listed.aliases == (
        Alias(name="PEARL LEE"),
        Alias(name="NEI CHU", kind=AliasKind.ALIAS),
    )


@pytest.mark.parametrize(
    ("file_text", "number", "field", "message"),
    [
        pytest.param(row(Name=""), 2, "Name", "no name", id="no-name"),
        pytest.param(row(Effective_Date="24.8.22"), 2, "Effective_Date", "not a date", id="date"),
        pytest.param(row() + '\t"x"', 2, None, "12 columns expected, 13", id="wide-row"),
        pytest.param("", None, None, "no entries", id="no-entries"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, file_text: str, number: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("us_bis_dpl", write(tmp_path, file_text)))
    assert (caught.value.row, caught.value.field) == (number, field)


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, row() + '\t"x"', header=HEADER + '\t"Colour"')
    with pytest.raises(ListError, match="column is not known"):
        list(read("us_bis_dpl", file))
