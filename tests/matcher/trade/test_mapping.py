from pathlib import Path

import pytest

from matcher.errors import TableError
from matcher.trade.mapping import ColumnMapping, MappingFile, make_mapping, read_mapping_file

FILE = Path("trade.csv")


def mapped(
    *header: str, ignore_rest: bool = False, told: dict[str, str] | None = None
) -> ColumnMapping:
    known = MappingFile(columns=told or {})
    return make_mapping(header, known, file=FILE, ignore_rest=ignore_rest)


def as_text(mapping: ColumnMapping) -> dict[str, str]:
    return {column: str(target) for column, target in mapping.targets.items()}


def test_headers_are_guessed_and_the_rest_is_said() -> None:
    found = mapped("Shipper", "Shipper address", "Consignee", "HS", "TEU")
    assert as_text(found) == {
        "Shipper": "shipper.name",  # its address has a cell of its own
        "Shipper address": "shipper.address",
        "Consignee": "consignee",
        "HS": "hs_code",
    }
    assert found.unread == ("TEU",)
    assert "not read: TEU" in found.lines()[-1]


def test_what_is_told_goes_before_what_is_guessed() -> None:
    assert as_text(mapped("Shipper", "Consignee", told={"Shipper": "ignore"})) == {
        "Consignee": "consignee"
    }
    assert as_text(mapped("Firm X", told={"Firm X": "end_user.innCode"})) == {
        "Firm X": "end_user.innCode"
    }


def test_a_bare_address_belongs_to_the_only_party() -> None:
    assert as_text(mapped("Importer", "Address", "Country")) == {
        "Importer": "consignee.name",
        "Address": "consignee.address",
        "Country": "consignee.country",
    }
    assert as_text(mapped("Name", "Country")) == {"Name": "party.name", "Country": "party.country"}


@pytest.mark.parametrize(
    ("header", "told", "message"),
    [
        pytest.param(["Shipper", "Shipper"], {}, "stands twice, as number 1 and", id="twice"),
        pytest.param(["Shipper", "Exporter"], {}, "all seem to be shipper", id="clash"),
        pytest.param(["TEU", "HS"], {}, "no column names a party; the columns are", id="no-party"),
        pytest.param(["Consignee", "Consignee type"], {}, "not understood", id="half-understood"),
        pytest.param(["Shipper", "Consignee", "Address"], {}, "of which party", id="whose-address"),
        pytest.param(["Shipper"], {"Shiper": "shipper"}, "no such column", id="told-of-nothing"),
        pytest.param(["Shipper"], {"Shipper": "shiper"}, "nothing that a column", id="bad-target"),
        pytest.param(
            ["Shipper"], {"Shipper": "shipper.colour"}, "nothing that a column", id="bad-field"
        ),
    ],
)
def test_what_is_unclear_is_refused(header: list[str], told: dict[str, str], message: str) -> None:
    with pytest.raises(TableError, match=message):
        mapped(*header, told=told)


def test_half_understood_columns_can_be_passed_over() -> None:
    found = mapped("Consignee", "Consignee type", ignore_rest=True)
    assert found.unread == ("Consignee type",)


def test_mapping_file_in_either_format(tmp_path: Path) -> None:
    toml = tmp_path / "m.toml"
    toml.write_text('delimiter = ";"\n[columns]\n"Кто" = "consignee"\n', encoding="utf-8")
    json = tmp_path / "m.json"
    json.write_text('{"delimiter": ";", "columns": {"Кто": "consignee"}}', encoding="utf-8")
    wanted = MappingFile(delimiter=";", columns={"Кто": "consignee"})
    assert read_mapping_file(toml) == read_mapping_file(json) == wanted


@pytest.mark.parametrize("text", ["delimeter = ';'", "columns = 3", "not toml at all"])
def test_broken_mapping_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"m\.toml"):
        read_mapping_file(path)
