import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import ListError
from matcher.lists.csl_lists import member_list
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

COLUMNS = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,"
    "end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,"
    "gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,"
    "citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
).split(",")
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
LISTED_BY_COMMERCE = {
    "_id": "ab12",
    "source": ENTITY_LIST,
    "name": "140 Example Plant",
    "addresses": "Yakuba 19, Example, 222511, BY; BY",
    "federal_register_notice": "87 FR 1",
    "start_date": "2022-04-07",
    "license_requirement": "For all items subject to the EAR.",
    "license_policy": "Policy of denial.",
    "alt_names": "Open Company 140 Example Plant; and JSC 140 Example Plant",
    "source_list_url": "http://list.example",
}
LISTED_BY_TREASURY = {
    "_id": "777",
    "source": SDN,
    "entity_number": "777",
    "type": "Individual",
    "programs": "IFSR; SDGT",
    "name": "PETROV, Ivan",
    "title": "Director",
    "addresses": "Moscow, RU",
    "remarks": "(Linked To: EXAMPLE BANK)",
    "citizenships": "RU",
    "dates_of_birth": "1975-06-14; circa 1976",
    "nationalities": "RU",
    "places_of_birth": "Tver, Russia",
    "ids": "RU, 2029-08-13, 2019-08-13, 770000001, Passport; 7700000017, Tax ID No.; Male, Gender",
}


def write_csv(
    folder: Path, *rows: dict[str, str], columns: list[str] = COLUMNS, tail: str = ""
) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = folder / "consolidated.csv"
    file.write_text(text.getvalue() + tail, encoding="utf-8", newline="")
    return file


def write_json(folder: Path, *entries: dict[str, Any]) -> Path:
    file = folder / "consolidated.json"
    file.write_text(json.dumps({"results": entries}), encoding="utf-8")
    return file


def read_one(path: Path) -> Listed:
    (listed,) = read("us_csl", path)
    return listed


def test_an_entry_of_commerce(tmp_path: Path) -> None:
    listed = read_one(write_csv(tmp_path, LISTED_BY_COMMERCE))
    assert listed.id == "us_csl-EL-ab12"
    assert listed.schema == "LegalEntity"
    assert listed.datasets == ("us_csl", "us_bis_el")
    assert listed.topics == ("export.control",)
    assert listed.aliases == (
        Alias(name="140 Example Plant"),
        Alias(name="Open Company 140 Example Plant", kind=AliasKind.ALIAS),
        Alias(name="JSC 140 Example Plant", kind=AliasKind.ALIAS),
    )
    assert listed.countries == ("by",)
    assert listed.addresses == ("Yakuba 19, Example, 222511, BY",)
    assert listed.first_seen == "2022-04-07"
    assert dict(listed.properties) == {
        "notes": (
            "Listed by: Entity List",
            "Federal Register: 87 FR 1",
            "License requirement: For all items subject to the EAR.",
            "License policy: Policy of denial.",
        ),
        "sourceUrl": ("http://list.example",),
    }


PERSON = Listed(
    id="us_csl-SDN-777",
    schema="Person",
    aliases=(Alias(name="PETROV, Ivan"),),
    countries=("ru",),
    addresses=("Moscow, RU",),
    identifiers=(
        Identifier(kind="innCode", value="7700000017"),
        Identifier(kind="passportNumber", value="770000001"),
    ),
    topics=("sanction",),
    properties={
        "birthDate": ("1975-06-14", "1976"),
        "birthPlace": ("Tver, Russia",),
        "citizenship": ("ru",),
        "firstName": ("Ivan",),
        "gender": ("male",),
        "lastName": ("PETROV",),
        "linkedTo": ("EXAMPLE BANK",),
        "nationality": ("ru",),
        "notes": (
            "Listed by: Specially Designated Nationals",
            "DOB circa 1976",
            "Passport 770000001 (RU) issued or expires 2029-08-13, 2019-08-13",
        ),
        "position": ("Director",),
        "program": ("IFSR", "SDGT"),
    },
    datasets=("us_csl", "us_ofac_sdn"),
    referents=("us_ofac_sdn-777",),
    provenance=None,  # type: ignore[arg-type]  # compared without
)
SAME_AS_JSON = {
    "id": 777,
    "source": SDN,
    "entity_number": 777,
    "type": "Individual",
    "programs": ["IFSR", "SDGT"],
    "name": "PETROV, Ivan",
    "title": "Director",
    "addresses": [
        {"address": None, "city": "Moscow", "state": None, "postal_code": None, "country": "RU"}
    ],
    "remarks": "(Linked To: EXAMPLE BANK)",
    "citizenships": ["RU"],
    "dates_of_birth": ["1975-06-14", "circa 1976"],
    "nationalities": ["RU"],
    "places_of_birth": ["Tver, Russia"],
    "ids": [
        {
            "type": "Passport",
            "number": "770000001",
            "country": "RU",
            "issue_date": "2019-08-13",
            "expiration_date": "2029-08-13",
        },
        {"type": "Tax ID No.", "number": "7700000017"},
        {"type": "Gender", "number": "Male", "country": None},
    ],
    "vessel_flag": None,
    "end_date": None,
}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_entry_of_the_treasury_is_the_same_in_both_forms(tmp_path: Path, form: str) -> None:
    path = (
        write_csv(tmp_path, LISTED_BY_TREASURY)
        if form == "csv"
        else write_json(tmp_path, SAME_AS_JSON)
    )
    listed = read_one(path)
    for field in Listed.__slots__:
        if field != "provenance":
            assert getattr(listed, field) == getattr(PERSON, field), field
    assert listed.provenance.entry_id == "SDN-777"


def test_the_same_entry_again_is_counted_once(tmp_path: Path) -> None:
    reading = read(
        "us_csl",
        write_csv(tmp_path, LISTED_BY_COMMERCE, {**LISTED_BY_COMMERCE, "source_list_url": ""}),
    )
    assert len(list(reading)) == 1
    assert reading.report.repeated == {"entries": 1}
    assert reading.report.files[0].rows == 2


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param(ENTITY_LIST, "EL", id="commerce"),
        pytest.param("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury", "MBS", id="mbs"),
        pytest.param("Palestinian Legislative Council List (PLC) - Treasury", "PLC", id="plc"),
        pytest.param("Moon List (ML) - Treasury Department", None, id="unknown"),
    ],
)
def test_member_list(source: str, code: str | None) -> None:
    found = member_list(source)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("change", "row", "field", "message"),
    [
        pytest.param({"source": "Moon List (ML)"}, 2, "source", "list is not known", id="list"),
        pytest.param({"type": "Balloon"}, 2, "type", "'Balloon'", id="type"),
        pytest.param({"name": ""}, 2, "name", "no name", id="nameless"),
        pytest.param({"_id": ""}, 2, "_id", "no id", id="no-id"),
    ],
)
def test_a_broken_row_is_refused(
    tmp_path: Path, change: dict[str, str], row: int, field: str, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("us_csl", write_csv(tmp_path, {**LISTED_BY_COMMERCE, **change})))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_another_entry_under_the_same_id_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path, LISTED_BY_COMMERCE, {**LISTED_BY_COMMERCE, "name": "Another"})
    with pytest.raises(ListError, match="ab12 stands twice on EL"):
        list(read("us_csl", path))


@pytest.mark.parametrize(
    ("columns", "tail", "message"),
    [
        pytest.param([*COLUMNS, "moon"], "", "'moon': the column is not known", id="unknown"),
        pytest.param(COLUMNS[:-1], "", "'ids': the column is missing", id="missing"),
        pytest.param([*COLUMNS, "name"], "", "there twice", id="twice"),
        pytest.param(COLUMNS, "a,b\r\n", "29 columns expected, 2 found", id="short-row"),
        pytest.param(COLUMNS, '"a', "CSV is broken", id="cut-in-a-quote"),
        pytest.param(COLUMNS, "", "no entries", id="no-entries"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, columns: list[str], tail: str, message: str
) -> None:
    with pytest.raises(ListError, match=message):
        list(read("us_csl", write_csv(tmp_path, columns=columns, tail=tail)))


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        pytest.param("{", None, None, id="cut"),
        pytest.param('{"total": 3}', None, "results", id="no-results"),
        pytest.param('{"results": ["x"]}', 1, None, id="no-object"),
        pytest.param('{"results": [{"moon": 1}]}', 1, "moon", id="unknown-key"),
        pytest.param('{"results": [{"ids": [{"moon": 1}]}]}', 1, "ids/moon", id="unknown-part"),
        pytest.param('{"results": [{"alt_names": "x"}]}', 1, "alt_names", id="text-for-list"),
        pytest.param('{"results": [{"name": 1.5}]}', 1, "name", id="number-for-text"),
    ],
)
def test_broken_json_is_refused(
    tmp_path: Path, text: str, row: int | None, field: str | None
) -> None:
    file = tmp_path / "consolidated.json"
    file.write_text(text)
    with pytest.raises(ListError) as caught:
        list(read("us_csl", file))
    assert (caught.value.row, caught.value.field) == (row, field)


def test_a_remark_among_the_aliases_is_no_name(tmp_path: Path) -> None:
    row = {**LISTED_BY_COMMERCE, "alt_names": "EXPLANT; (all of preceding near Tver)"}
    listed = read_one(write_csv(tmp_path, row))
    assert [alias.name for alias in listed.aliases] == ["140 Example Plant", "EXPLANT"]
    assert "(all of preceding near Tver)" in listed.properties["notes"]
