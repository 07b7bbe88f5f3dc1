import csv
import io
from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.lists.uk import uk_date
from matcher.records import Alias, AliasKind, Identifier, Listed
from tests.matcher.lists.spreadsheets import write_ods

COLUMNS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),"
    "National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,"
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,"
    "Hull identification number (HIN)"
).split(",")
OFSI_COLUMNS = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,"
    "Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,"
    "Nationality,Passport Number,Passport Details,National Identification Number,"
    "National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,"
    "Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"
    "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
).split(",")
COMPANY = {
    "Last Updated": "04/08/2026",
    "Unique ID": "RUS0001",
    "OFSI Group ID": "14001",
    "Name 6": "EXAMPLE METALS JSC",
    "Name type": "Primary Name",
    "Name non-latin script": "АО Пример Металлы",
    "Regime Name": "Russia",
    "Designation Type": "Entity",
    "Designation source": "UK",
    "Sanctions Imposed": "Asset freeze|Trust Services Sanctions",
    "Address Line 1": "1 Main Street",
    "Address Line 6": "Moscow",
    "Address Country": "Russia",
    "Date Designated": "24/02/2022",
    "Business registration number (s)": "OGRN: 1027700000019, INN 7700000017",
    "Parent company": "Example Holding",
}
ANOTHER_NAME = {**COMPANY, "Name 6": "EXMET", "Name type": "ALias", "Alias strength": "Low quality"}
ANOTHER_ADDRESS = {**COMPANY, "Address Line 1": "2 Side Street", "Last Updated": "05/08/2026"}
PERSON = {
    "Unique ID": "RUS0002",
    "UN Reference Number": "EXi.002",
    "Name 6": "PETROV",
    "Name 1": "Ivan",
    "Name 2": "Ivanovich",
    "Name type": "Primary name",
    "Title": "Mr",
    "Designation Type": "Individual",
    "D.O.B": "dd/mm/1971",
    "Nationality(/ies)": "Russia",
    "Passport number": "770000001",
    "Gender": "Male",
    "Town of birth": "Tver",
    "Country of birth": "Russia",
    "Position": "Director",
    "Date Designated": "16/03/2022",
}
SHIP = {
    "Unique ID": "RUS0003",
    "Name 6": "EXAMPLE STAR",
    "Name type": "Primary Name",
    "Designation Type": "Ship",
    "IMO number": "IMO9074729",
    "Current believed flag of ship": "Comoros",
    "Previous flags": "India",
    "Type of ship": "Oil tanker",
    "Year Built": "2011",
}


def write(
    folder: Path,
    *rows: dict[str, str],
    columns: list[str] = COLUMNS,
    head: str = "Report Date: 13-Feb-2026\r\n",
) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = folder / "UK-Sanctions-List.csv"
    file.write_text(head + text.getvalue(), encoding="utf-8", newline="")
    return file


def read_all(path: Path, source: str = "uk_fcdo") -> list[Listed]:
    return list(read(source, path))


def test_the_rows_of_a_company_are_one_entry(tmp_path: Path) -> None:
    (company,) = read_all(write(tmp_path, COMPANY, ANOTHER_NAME, ANOTHER_ADDRESS))
    assert company.id == "uk_fcdo-RUS0001"
    assert company.schema == "Organization"
    assert company.aliases == (
        Alias(name="EXAMPLE METALS JSC"),
        Alias(name="АО Пример Металлы", kind=AliasKind.ALIAS),
        Alias(name="EXMET", kind=AliasKind.WEAK),
    )
    assert company.countries == ("ru",)
    assert company.addresses == (
        "1 Main Street, Moscow, Russia",
        "2 Side Street, Moscow, Russia",
    )
    assert company.identifiers == (
        Identifier(kind="innCode", value="7700000017"),
        Identifier(kind="ogrnCode", value="1027700000019"),
    )
    assert company.referents == ("uk_ofsi-14001",)
    assert (company.first_seen, company.last_change) == ("2022-02-24", "2026-08-05")
    assert dict(company.properties) == {
        "notes": (
            "Designation source: UK",
            "Sanctions imposed: Asset freeze|Trust Services Sanctions",
            "Registration: OGRN: 1027700000019, INN 7700000017",
        ),
        "parent": ("Example Holding",),
        "program": ("Russia",),
    }
    assert company.provenance.as_of == date(2026, 2, 13)


def test_a_person_and_a_ship(tmp_path: Path) -> None:
    person, ship = read_all(write(tmp_path, PERSON, SHIP))
    assert person.schema == "Person"
    assert [alias.name for alias in person.aliases] == ["Ivan Ivanovich PETROV"]
    assert person.referents == ("EXi.002",)
    assert dict(person.properties) == {
        "birthCountry": ("ru",),
        "birthDate": ("1971",),
        "birthPlace": ("Tver, Russia",),
        "gender": ("male",),
        "nationality": ("ru",),
        "position": ("Director",),
        "title": ("Mr",),
    }
    assert ship.schema == "Vessel"
    assert ship.identifiers == (Identifier(kind="imoNumber", value="9074729"),)
    assert ship.countries == ("km",)
    assert ship.properties["pastFlags"] == ("India",)


def test_ofsi(tmp_path: Path) -> None:
    primary = {
        "Name 6": "PETROV",
        "Name 1": "Ivan",
        "DOB": "00/00/1959",
        "Nationality": "(1) Russia (2) Cyprus",
        "Passport Number": "(1) 55501 (2) 55502",
        "Post/Zip Code": "101000",
        "Country": "Russia",
        "Group Type": "Individual",
        "Alias Type": "Primary name",
        "Regime": "Russia",
        "Listed On": "24/02/2022",
        "UK Sanctions List Date Designated": "24/02/2022",
        "Last Updated": "01/03/2022",
        "Group ID": "14002",
    }
    former = {**primary, "Name 6": "PETROFF", "Alias Type": "FKA"}
    file = write(
        tmp_path, primary, former, columns=OFSI_COLUMNS, head="Last Updated,03/06/2026\r\n"
    )
    (person,) = read_all(file, "uk_ofsi")
    assert person.id == "uk_ofsi-14002"
    assert person.aliases == (
        Alias(name="Ivan PETROV"),
        Alias(name="Ivan PETROFF", kind=AliasKind.FORMER),
    )
    assert person.properties["nationality"] == ("ru", "cy")
    assert [identifier.value for identifier in person.identifiers] == ["55501", "55502"]
    assert person.properties["birthDate"] == ("1959",)
    assert (person.first_seen, person.last_change) == ("2022-02-24", "2022-03-01")
    assert person.provenance.as_of == date(2026, 6, 3)


XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>13/02/2026</DateGenerated>
<Designation><LastUpdated>05/08/2026</LastUpdated><DateDesignated>24/02/2022</DateDesignated>
<UniqueID>RUS0001</UniqueID><OFSIGroupID>14001</OFSIGroupID>
<Names><Name><Name6>EXAMPLE METALS JSC</Name6><NameType>Primary Name</NameType></Name>
<Name><Name6>EXMET</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>АО Пример Металлы</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>Russia</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
<DesignationSource>UK</DesignationSource>
<SanctionsImposed>Asset freeze|Trust Services Sanctions</SanctionsImposed>
<SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>
<Addresses><Address><AddressLine1>1 Main Street</AddressLine1><AddressLine6>Moscow</AddressLine6><AddressCountry>Russia</AddressCountry></Address>
<Address><AddressLine1>2 Side Street</AddressLine1><AddressLine6>Moscow</AddressLine6><AddressCountry>Russia</AddressCountry></Address></Addresses>
<EntityDetails><Entity><ParentCompanies><ParentCompany>Example Holding</ParentCompany></ParentCompanies>
<BusinessRegistrationNumbers><BusinessRegistrationNumber>OGRN: 1027700000019, INN 7700000017</BusinessRegistrationNumber></BusinessRegistrationNumbers></Entity></EntityDetails>
</Designation></Designations>"""


def test_xml_says_the_same_as_the_table(tmp_path: Path) -> None:
    file = tmp_path / "UK-Sanctions-List.xml"
    file.write_text(XML, encoding="utf-8")
    (from_xml,) = read_all(file)
    (from_table,) = read_all(write(tmp_path, COMPANY, ANOTHER_NAME, ANOTHER_ADDRESS))
    for field in Listed.__slots__:
        if field not in {"provenance", "aliases"}:
            assert getattr(from_xml, field) == getattr(from_table, field), field
    assert set(from_xml.aliases) == set(from_table.aliases)
    assert from_xml.provenance.as_of == date(2026, 2, 13)


def test_an_unknown_element_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "UK-Sanctions-List.xml"
    file.write_text(XML.replace("<RegimeName>", "<Moon>x</Moon><RegimeName>"), encoding="utf-8")
    with pytest.raises(ListError, match="element is not known") as caught:
        read_all(file)
    assert (caught.value.row, caught.value.field) == (1, "Moon")


SHORT = [
    *("Unique ID", "OFSI Group ID", "Name", "Regime Name", "Type", "Designation source"),
    *("Date Designated", "Sanctions Imposed"),
]


def test_the_short_list_as_a_sheet(tmp_path: Path) -> None:
    company = ["RUS0001", "14001", "EXAMPLE  METALS", "Russia", "Entity", "UK", "24-02-2022"]
    nameless = ["RUS0009", "", "", "Russia", "Ship", "UK", "24-02-2022", "None"]
    file = write_ods(tmp_path / "short.ods", [SHORT, company, nameless])
    reading = read("uk_fcdo", file)
    (listed,) = reading
    assert listed.caption == "EXAMPLE METALS"
    assert listed.first_seen == "2022-02-24"
    assert listed.referents == ("uk_ofsi-14001",)
    assert reading.report.skipped == {"without a name": 1}
    assert reading.report.warnings == ("short.ods, row 3: RUS0009 has no name, left out",)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        pytest.param({"Name type": "Nickname"}, "Name type", "'Nickname'", id="kind-of-name"),
        pytest.param({"Designation Type": "Moon"}, "Type", "'Moon'", id="type"),
        pytest.param({"Unique ID": ""}, "Unique ID", "no id", id="no-id"),
    ],
)
def test_a_broken_row_is_refused(
    tmp_path: Path, change: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        read_all(write(tmp_path, {**COMPANY, **change}))
    assert (caught.value.row, caught.value.field) == (3, field)


@pytest.mark.parametrize(
    ("columns", "head", "message"),
    [
        pytest.param([*COLUMNS, "Moon"], "", "'Moon': the column is not known", id="unknown"),
        pytest.param(COLUMNS[1:], "", "'Last Updated': the column is missing", id="missing"),
        pytest.param(COLUMNS, "", "no entries", id="no-entries"),
        pytest.param(COLUMNS, "Report Date: soon\r\n", "'soon' is not a date", id="date"),
        pytest.param(COLUMNS, "<html>\r\n", "web page", id="web-page"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, columns: list[str], head: str, message: str
) -> None:
    file = write(tmp_path, columns=columns, head=head)
    with pytest.raises(ListError, match=message):
        read_all(file, "uk_fcdo") if head != "<html>\r\n" else read_all_as_csv(file)


def read_all_as_csv(file: Path) -> list[Listed]:
    """OFSI's list has one form, so that a web page is read as that."""
    return list(read("uk_ofsi", file))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("24/02/2022", "2022-02-24", id="slashes"),
        pytest.param("24-02-2022", "2022-02-24", id="dashes"),
        pytest.param("dd/mm/1971", "1971", id="year-alone"),
        pytest.param("00/05/1971", "1971-05", id="no-day"),
        pytest.param("1971", "1971", id="year"),
        pytest.param("about 1971", None, id="words"),
    ],
)
def test_uk_date(text: str, found: str | None) -> None:
    assert uk_date(text) == found
