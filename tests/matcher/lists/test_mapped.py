import json
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.mapped import mapping_path
from matcher.lists.reading import read
from matcher.lists.recognition import format_of
from matcher.lists.sources import Format, get_source
from matcher.lists.store import ListStore
from matcher.records import Alias, AliasKind, Identifier

TABLE = """Ref;Company name;Other names;Type;Land;Tax no.;Row
7;Example Metals;EXMET|Old Metals;firm;Russia;7700000017;1
8;Example Star;;ship;;;2
"""
MAPPING = """
delimiter = ";"
id = "Ref"
schema = "Company"
schema_column = "Type"
schemata = { ship = "Vessel" }
topics = ["export.control"]

[columns]
"Ref" = "ignore"
"Company name" = "name"
"Other names" = { property = "alias", split = "|" }
"Type" = "ignore"
"Land" = "country"
"Tax no." = "innCode"
"Row" = "ignore"
"""


def write(folder: Path, table: str = TABLE, mapping: str | None = MAPPING) -> Path:
    file = folder / "parties.csv"
    file.write_text(table, encoding="utf-8")
    if mapping is not None:
        (folder / "parties.mapping.toml").write_text(mapping, encoding="utf-8")
    return file


def test_each_column_becomes_what_the_mapping_says(tmp_path: Path) -> None:
    company, ship = read("csv", write(tmp_path))
    assert company.id == "csv-7"
    assert company.schema == "Company"
    assert company.aliases == (
        Alias(name="Example Metals"),
        Alias(name="EXMET", kind=AliasKind.ALIAS),
        Alias(name="Old Metals", kind=AliasKind.ALIAS),
    )
    assert company.countries == ("ru",)
    assert company.identifiers == (Identifier(kind="innCode", value="7700000017"),)
    assert company.topics == ("export.control",)
    assert ship.schema == "Vessel"


def test_a_list_that_others_convert_may_come_as_a_table(tmp_path: Path) -> None:
    mapping = MAPPING.replace('topics = ["export.control"]', "")
    listed = next(read("us_bis_el", write(tmp_path, mapping=mapping)))
    assert listed.id == "us_bis_el-7"
    assert listed.topics == ("export.control",)


def test_another_mapping_is_another_list(tmp_path: Path) -> None:
    store = ListStore(tmp_path / "home")
    first = store.ingest("csv", write(tmp_path))
    second = store.ingest("csv", write(tmp_path, mapping=MAPPING.replace('"innCode"', '"notes"')))
    assert first.sha256 != second.sha256
    assert second.report.identifiers == {}


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        pytest.param('"name"', '"shoeSize"', "columns.Company name", "no property", id="property"),
        pytest.param('id = "Ref"', 'id = "No"', "id", "not among the columns", id="id-column"),
        pytest.param('id = "Ref"', "", "id", "required", id="no-id"),
        pytest.param('"Company"', '"Moon"', "schema", "no schema of a party", id="schema"),
        pytest.param('";"', '";;"', "delimiter", "at most 1", id="delimiter"),
        pytest.param('id = "Ref"', 'id = "Ref"\nmoon = 1', "moon", "not permitted", id="unknown"),
        pytest.param("[columns]", "[columns", None, "is not TOML", id="not-toml"),
    ],
)
def test_a_malformed_mapping_is_refused(
    tmp_path: Path, old: str, new: str, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("csv", write(tmp_path, mapping=MAPPING.replace(old, new, 1))))
    assert caught.value.file.name == "parties.mapping.toml"
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("table", "row", "field", "message"),
    [
        pytest.param(TABLE.replace(";Row", ";Moon"), 1, "Moon", "not known", id="unknown-column"),
        pytest.param(TABLE + "7;Again;;;;;3\n", 4, "Ref", "stands twice", id="twice"),
        pytest.param(TABLE + ";Nobody;;;;;3\n", 4, "Ref", "no id", id="no-id"),
        pytest.param(TABLE + "9;;;;Russia;;3\n", 4, None, "no name", id="anonymous"),
        pytest.param(TABLE.splitlines()[0], None, None, "no entries", id="no-entries"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, table: str, row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("csv", write(tmp_path, table)))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_a_table_without_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"parties\.mapping\.toml: the table needs a mapping"):
        list(read("csv", write(tmp_path, mapping=None)))


@pytest.mark.parametrize(
    ("table", "mapping"),
    [
        pytest.param("parties.csv", "parties.mapping.toml", id="plain"),
        pytest.param("parties.2026.csv.gz", "parties.2026.mapping.toml", id="gzip"),
        pytest.param("parties", "parties.mapping.toml", id="no-suffix"),
    ],
)
def test_mapping_path(table: str, mapping: str) -> None:
    assert mapping_path(Path("x") / table) == Path("x") / mapping


def test_columns_that_tell_entries_apart_stand_in_for_an_id(tmp_path: Path) -> None:
    table = tmp_path / "parties.csv"
    (tmp_path / "parties.mapping.toml").write_text(
        'id = ["Name", "Date"]\nschema = "Company"\n[columns]\nName = "name"\nDate = "ignore"\n'
    )
    table.write_text("Name,Date\nExample,2020\nExample,2021\n")
    before = [listed.id for listed in read("csv", table)]
    table.write_text("Name,Date\nAnother,2019\nExample,2020\nExample,2021\n")
    assert len(set(before)) == 2
    assert [listed.id for listed in read("csv", table)][1:] == before


def test_rows_that_the_columns_do_not_tell_apart_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "parties.csv"
    (tmp_path / "parties.mapping.toml").write_text(
        'id = ["Name"]\nschema = "Company"\n[columns]\nName = "name"\nDate = "ignore"\n'
    )
    table.write_text("Name,Date\nExample,2020\nExample,2021\n")
    with pytest.raises(ListError, match=r"row 3, field 'Name': entry .* stands twice"):
        list(read("csv", table))


JSON = {
    "made": "2026-01-02",
    "entities": [
        {"name": "Example Metals", "aliases": ["EXMET", "Old Metals"], "country": "Russia", "n": 1},
        {"name": "Example Star", "aliases": [], "country": None, "n": 2},
    ],
}
JSON_MAPPING = """
records = "entities"
id = ["name", "country"]
schema = "Company"

[columns]
name = "name"
aliases = "alias"
country = "country"
n = "ignore"
"""


def write_json(folder: Path, document: object, mapping: str = JSON_MAPPING) -> Path:
    file = folder / "parties.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    (folder / "parties.mapping.toml").write_text(mapping, encoding="utf-8")
    return file


@pytest.mark.parametrize("source", ["csv", "us_1260h"])
def test_objects_of_a_json_document_are_rows(tmp_path: Path, source: str) -> None:
    metals, star = read(source, write_json(tmp_path, JSON))
    assert [alias.name for alias in metals.aliases] == ["Example Metals", "EXMET", "Old Metals"]
    assert metals.countries == ("ru",)
    assert star.countries == ()
    assert len({metals.id, star.id}) == 2


def test_a_list_of_objects_needs_no_key(tmp_path: Path) -> None:
    mapping = JSON_MAPPING.replace('records = "entities"', "")
    assert len(list(read("csv", write_json(tmp_path, JSON["entities"], mapping)))) == 2


ENTITY = {"name": "A", "aliases": [], "country": "", "n": 1}


@pytest.mark.parametrize(
    ("document", "row", "field", "message"),
    [
        pytest.param({"rows": []}, None, "entities", "no list of entries", id="another-document"),
        pytest.param({"entities": [7]}, 1, None, "is no object", id="no-object"),
        pytest.param({"entities": [ENTITY, {**ENTITY, "x": 1}]}, 2, "x", "not known", id="column"),
        pytest.param({"entities": [{"name": "A", "aliases": [], "n": 1}]}, None, "country",
                     "is missing", id="missing"),
        pytest.param({"entities": [{**ENTITY, "aliases": [{"a": 1}]}]}, 1, "aliases",
                     "neither text", id="nested"),
        pytest.param({"entities": [ENTITY, {**ENTITY, "n": 2}]}, 2, "name, country",
                     "stands twice", id="twice"),
        pytest.param({"entities": []}, None, None, "no entries", id="empty"),
    ],
)  # fmt: skip
def test_what_is_broken_in_json_is_refused(
    tmp_path: Path, document: object, row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("csv", write_json(tmp_path, document)))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_an_entry_without_id_that_is_printed_twice_counts_once(tmp_path: Path) -> None:
    reading = read("csv", write_json(tmp_path, {"entities": [ENTITY, ENTITY]}))
    assert len(list(reading)) == 1
    assert reading.report.repeated == {"entries": 1}


def test_a_list_that_is_no_table_does_not_heed_a_mapping(tmp_path: Path) -> None:
    file = tmp_path / "csl.json"
    file.write_text('{"results": []}')
    (tmp_path / "csl.mapping.toml").write_text(JSON_MAPPING)
    assert format_of(get_source("us_csl"), file) is Format.CSL_JSON
    assert format_of(get_source("us_bis_el"), file) is Format.MAPPED_CSV
