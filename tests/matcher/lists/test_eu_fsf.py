from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

SUMMARY = '<regulationSummary regulationType="amendment" publicationDate="2022-02-25" numberTitle="2022/1 (OJ L1)" publicationUrl="http://act.example/1"/>'
PERSON = f"""<sanctionEntity designationDetails="" unitedNationId="EXi.001" euReferenceNumber="EU.1.1" logicalId="13">
<remark>Example resolution</remark>
<regulation regulationType="regulation" organisationType="commission" publicationDate="2003-07-08" entryIntoForceDate="2003-07-07" numberTitle="1/2003 (OJ L1)" programme="EXA" logicalId="348"><publicationUrl>http://act.example/1</publicationUrl></regulation>
<regulation regulationType="amendment" organisationType="council" publicationDate="2022-02-25" entryIntoForceDate="2022-02-25" numberTitle="2022/1 (OJ L1)" programme="EXA" logicalId="349"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Vanya" function="" title="" nameLanguage="" strong="false" regulationLanguage="en" logicalId="16">{SUMMARY}</nameAlias>
<nameAlias firstName="Ivan" middleName="" lastName="Petrov" wholeName="Ivan Petrov" function="Director" gender="M" title="" nameLanguage="" strong="true" regulationLanguage="en" logicalId="17">{SUMMARY}</nameAlias>
<nameAlias firstName="" middleName="" lastName="" wholeName="Иван Петров" function="" title="" nameLanguage="RU" strong="true" regulationLanguage="en" logicalId="18"/>
<citizenship region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="1">{SUMMARY}</citizenship>
<birthdate circa="false" calendarType="GREGORIAN" city="Tver" zipCode="" birthdate="1975-06-14" dayOfMonth="14" monthOfYear="6" year="1975" region="" place="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="14">{SUMMARY}</birthdate>
<birthdate circa="true" calendarType="GREGORIAN" city="" zipCode="" year="1976" region="" place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="15"/>
<identification diplomatic="false" knownExpired="true" knownFalse="false" reportedLost="false" revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="770000001" region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" identificationTypeCode="passport" identificationTypeDescription="National passport" regulationLanguage="en" logicalId="315"><remark>(passport)</remark>{SUMMARY}</identification>
<identification knownFalse="true" number="999" identificationTypeCode="id" identificationTypeDescription="National identification card" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="316"/>
</sanctionEntity>"""
COMPANY = """<sanctionEntity designationDate="2022-02-25" euReferenceNumber="EU.2.2" logicalId="14">
<subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Example Metals JSC" function="" title="" nameLanguage="EN" strong="true" regulationLanguage="en" logicalId="20"/>
<address city="Moscow" street="1 Main Street" poBox="" zipCode="101000" region="" place="" asAtListingTime="false" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="5"><contactInfo key="EMAIL" value="office@metals.example"/></address>
<identification number="1027700000019" identificationTypeCode="regnumber" identificationTypeDescription="Registration Number" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="317"/>
<identification number="7700000017" identificationTypeCode="fiscalcode" identificationTypeDescription="Fiscal code" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="318"/>
</sanctionEntity>"""


def document(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export"'
        ' generationDate="2026-02-11T21:24:35.826+01:00" globalFileId="1">'
        f"{''.join(entries)}</export>"
    )


def write(folder: Path, text: str) -> Path:
    file = folder / "content"
    file.write_text(text, encoding="utf-8")
    return file


def read_one(folder: Path, entry: str) -> Listed:
    (listed,) = read("eu_fsf", write(folder, document(entry)))
    return listed


def test_a_person(tmp_path: Path) -> None:
    person = read_one(tmp_path, PERSON)
    assert person.id == "eu_fsf-13"
    assert person.schema == "Person"
    assert person.aliases == (
        Alias(name="Ivan Petrov"),
        Alias(name="Иван Петров", kind=AliasKind.ALIAS),
        Alias(name="Vanya", kind=AliasKind.WEAK),
    )
    assert person.countries == ("ru",)
    assert person.identifiers == (Identifier(kind="passportNumber", value="770000001"),)
    assert person.referents == ("EU.1.1", "EXi.001")
    assert (person.first_seen, person.last_change) == ("2003-07-08", "2022-02-25")
    assert dict(person.properties) == {
        "birthCountry": ("ru",),
        "birthDate": ("1975-06-14", "1976"),
        "birthPlace": ("Tver, RUSSIAN FEDERATION",),
        "citizenship": ("ru",),
        "firstName": ("Ivan",),
        "gender": ("male",),
        "lastName": ("Petrov",),
        "notes": (
            "Date of birth: circa 1976",
            "Example resolution",
            "(passport)",
            "Identification: National passport, 770000001, RU, knownExpired",
            "Identification: National identification card, 999, knownFalse",
        ),
        "position": ("Director",),
        "program": ("EXA",),
        "programId": ("1/2003 (OJ L1)", "2022/1 (OJ L1)"),
        "sourceUrl": ("http://act.example/1",),
    }
    assert person.provenance.as_of == date(2026, 2, 11)


def test_an_enterprise(tmp_path: Path) -> None:
    company = read_one(tmp_path, COMPANY)
    assert company.schema == "Organization"
    assert company.addresses == ("1 Main Street, 101000, Moscow, RUSSIAN FEDERATION",)
    assert company.countries == ("ru",)
    assert company.identifiers == (
        Identifier(kind="innCode", value="7700000017"),
        Identifier(kind="ogrnCode", value="1027700000019"),
    )
    assert company.properties["email"] == ("office@metals.example",)
    assert company.first_seen == "2022-02-25"


@pytest.mark.parametrize(
    ("text", "row", "field", "message"),
    [
        pytest.param(
            document(PERSON, COMPANY.replace("<address", "<moon/><address")),
            2,
            "moon",
            "element is not known",
            id="unknown-element",
        ),
        pytest.param(
            document(COMPANY.replace('city="', 'moon="x" city="')),
            1,
            "address@moon",
            "attribute is not known",
            id="unknown-attribute",
        ),
        pytest.param(
            document(COMPANY.replace('code="enterprise"', 'code="moon"')),
            1,
            "subjectType",
            "logicalId 14: 'moon'",
            id="unknown-type",
        ),
        pytest.param(document(COMPANY, COMPANY), 2, "logicalId", "stands twice", id="twice"),
        pytest.param(
            document(COMPANY.replace("Example Metals JSC", " ")),
            1,
            "nameAlias@wholeName",
            "no name",
            id="nameless",
        ),
        pytest.param(document(), None, None, "no entries", id="no-entries"),
        pytest.param(document(COMPANY)[:-40], 6, None, "XML is broken", id="truncated"),
        pytest.param("<html/>", None, None, "<export> expected", id="web-page"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(
    tmp_path: Path, text: str, row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("eu_fsf", write(tmp_path, text)))
    assert (caught.value.row, caught.value.field) == (row, field)
