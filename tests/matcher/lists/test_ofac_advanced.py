from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
)
WORDS = """<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
<AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CountryValues><Country ID="11178" ISO2="RU">Russia</Country><Country ID="11138" ISO2="PA">Panama</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference>
<DetailReference ID="705">Crude Oil Tanker</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
<FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType>
<FeatureType ID="26">Title</FeatureType><FeatureType ID="224">Gender</FeatureType>
<FeatureType ID="2">VESSEL TYPE</FeatureType><FeatureType ID="3">Vessel Flag</FeatureType>
<FeatureType ID="14">Website</FeatureType></FeatureTypeValues>
<IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType>
<IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1596">Tax ID No.</IDRegDocType><IDRegDocType ID="1571">Passport</IDRegDocType>
<IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType>
<LocPartType ID="1456">POSTAL CODE</LocPartType><LocPartType ID="1">Unknown</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
<NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
<PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
<PartyType ID="4">Transport</PartyType></PartyTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType></SanctionsTypeValues>
</ReferenceValueSets>"""
LOCATIONS = """<Locations><Location ID="7"><LocationCountry CountryID="11178" CountryRelevanceID="1413"/>
<LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Comment/><Value>ul. Lenina 1</Value></LocationPartValue>
<LocationPartValue Primary="false"><Comment>Russian</Comment><Value>ул. Ленина 1</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Moscow</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1456"><LocationPartValue Primary="true"><Value>101000</Value></LocationPartValue></LocationPart></Location>
<Location ID="8"><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true"><Value>Tver, Russia</Value></LocationPartValue></LocationPart></Location>
</Locations>"""
DOCUMENTS = """<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1596" IdentityID="1010" IssuedBy-CountryID="11178" ValidityID="1">
<Comment/><IDRegistrationNo>7700000017</IDRegistrationNo><IssuingAuthority/></IDRegDocument>
<IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="1020"><IDRegistrationNo>A123</IDRegistrationNo>
<DocumentDate IDRegDocDateTypeID="1481"><DatePeriod CalendarTypeID="1"><Start><From><Year>2028</Year><Month>5</Month><Day>20</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument>
<IDRegDocument ID="3" IDRegDocTypeID="1626" IdentityID="1030"><IDRegistrationNo>IMO 9074729</IDRegistrationNo></IDRegDocument></IDRegDocuments>"""


def name(*parts: tuple[str, str], script: str = "215") -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}'
        "</NamePartValue></DocumentedNamePart>"
        for group, text in parts
    )
    return f'<DocumentedName ID="1" DocNameStatusID="1">{values}</DocumentedName>'


def alias(kind: int, *names: str, primary: bool = False, low: bool = False) -> str:
    flags = f'Primary="{str(primary).lower()}" LowQuality="{str(low).lower()}"'
    return f'<Alias AliasTypeID="{kind}" {flags}>{"".join(names)}</Alias>'


def groups(*types: tuple[str, str]) -> str:
    inner = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{group}" NamePartTypeID="{kind}"/>'
        "</MasterNamePartGroup>"
        for group, kind in types
    )
    return f"<NamePartGroups>{inner}</NamePartGroups>"


def feature(kind: int, version: str) -> str:
    return (
        f'<Feature ID="1" FeatureTypeID="{kind}"><FeatureVersion ID="2" ReliabilityID="1">'
        f'<Comment/>{version}</FeatureVersion><IdentityReference IdentityID="1"/></Feature>'
    )


def party(number: int, subtype: int, identity: str, features: str = "") -> str:
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/><Profile ID="{number}" PartySubTypeID='
        f'"{subtype}"><Identity ID="{number}0" Primary="true">{identity}</Identity>{features}'
        "</Profile></DistinctParty>"
    )


COMPANY = party(
    101,
    3,
    alias(
        1403,
        name(("5", "SHCHEGLOV TRADE OOO")),
        name(("5", "ЩЕГЛОВ ТРЕЙД ООО"), script="220"),
        primary=True,
    )
    + alias(1400, name(("5", "SHTRADE")), low=True)
    + alias(1401, name(("5", "SHCHEGLOV ZAVOD")))
    + groups(("5", "1525")),
    feature(25, '<VersionLocation LocationID="7"/>')
    + feature(14, '<VersionDetail DetailTypeID="1432">www.example.test</VersionDetail>'),
)
PERSON = party(
    102,
    4,
    alias(1403, name(("6", "PETROV"), ("7", "Ivan"), ("7", "Ivanovich")), primary=True)
    + groups(("6", "1520"), ("7", "1521")),
    feature(
        8,
        "<DatePeriod><Start><From><Year>1975</Year><Month>6</Month><Day>14</Day></From><To><Year>"
        "1975</Year><Month>6</Month><Day>14</Day></To></Start></DatePeriod>",
    )
    + feature(9, '<VersionLocation LocationID="8"/>')
    + feature(10, "<VersionDetail>Russia</VersionDetail>")
    + feature(224, '<VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/>')
    + feature(26, "<VersionDetail>Director</VersionDetail>"),
)
VESSEL = party(
    103,
    1,
    alias(1403, name(("8", "SEA LARK")), primary=True),
    feature(2, '<VersionDetail DetailReferenceID="705"/>')
    + feature(3, "<VersionDetail>Panama</VersionDetail>"),
)
ENTRIES = """<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="101" To-ProfileID="102"
RelationTypeID="1555" Former="false" SanctionsEntryID="9"><Comment/></ProfileRelationship></ProfileRelationships>
<SanctionsEntries><SanctionsEntry ID="9" ProfileID="101" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1">
<Comment/><Date CalendarTypeID="1"><Year>2022</Year><Month>3</Month><Day>4</Day></Date></EntryEvent>
<SanctionsMeasure ID="1" SanctionsTypeID="1705"><Comment/></SanctionsMeasure>
<SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries>"""


def document(*parties: str) -> str:
    return (
        f'<?xml version="1.0"?><Sanctions xmlns="{NAMESPACE}"><DateOfIssue CalendarTypeID="1">'
        f"<Year>2026</Year><Month>5</Month><Day>21</Day></DateOfIssue>{WORDS}{LOCATIONS}{DOCUMENTS}"
        f"<DistinctParties>{''.join(parties)}</DistinctParties>{ENTRIES}</Sanctions>"
    )


def write(folder: Path, text: str) -> Path:
    file = folder / "SDN_ADVANCED.XML"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def listed(tmp_path: Path) -> dict[str, Listed]:
    entries = read("us_ofac_sdn", write(tmp_path, document(COMPANY, PERSON, VESSEL)))
    return {entry.id: entry for entry in entries}


def test_a_company(listed: dict[str, Listed]) -> None:
    company = listed["us_ofac_sdn-101"]
    assert company.schema == "Organization"
    assert company.aliases == (
        Alias(name="SHCHEGLOV TRADE OOO"),
        Alias(name="ЩЕГЛОВ ТРЕЙД ООО", kind=AliasKind.ALIAS),
        Alias(name="SHTRADE", kind=AliasKind.WEAK),
        Alias(name="SHCHEGLOV ZAVOD", kind=AliasKind.FORMER),
    )
    assert company.addresses == ("ul. Lenina 1, Moscow 101000, Russia",)
    assert company.countries == ("ru",)
    assert company.identifiers == (Identifier(kind="innCode", value="7700000017"),)
    assert dict(company.properties) == {
        "linkedTo": ("PETROV Ivan Ivanovich",),
        "notes": ("Tax ID No. 7700000017 (Russia)",),
        "program": ("RUSSIA-EO14024",),
        "website": ("www.example.test",),
    }
    assert company.provenance.as_of == date(2026, 5, 21)
    assert company.first_seen == "2022-03-04"


def test_a_person(listed: dict[str, Listed]) -> None:
    person = listed["us_ofac_sdn-102"]
    assert person.schema == "Person"
    assert [alias.name for alias in person.aliases] == ["PETROV, Ivan Ivanovich"]
    assert person.identifiers == (Identifier(kind="passportNumber", value="A123"),)
    assert dict(person.properties) == {
        "birthDate": ("1975-06-14",),
        "birthPlace": ("Tver, Russia",),
        "firstName": ("Ivan Ivanovich",),
        "gender": ("male",),
        "lastName": ("PETROV",),
        "nationality": ("ru",),
        "notes": ("Passport A123 expires 20 May 2028",),
        "position": ("Director",),
    }


def test_a_vessel(listed: dict[str, Listed]) -> None:
    vessel = listed["us_ofac_sdn-103"]
    assert vessel.schema == "Vessel"
    assert vessel.identifiers == (Identifier(kind="imoNumber", value="9074729"),)
    assert vessel.countries == ("pa",)
    assert vessel.properties["type"] == ("Crude Oil Tanker",)


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        pytest.param(
            document(COMPANY.replace('ID="7"/>', 'ID="70"/>')), "LocationID", "no such", id="place"
        ),
        pytest.param(
            document(COMPANY.replace('"1401"', '"9"')), "AliasTypeID", "no AliasType", id="alias"
        ),
        pytest.param(
            document(COMPANY.replace('SubTypeID="3"', 'SubTypeID="77"')),
            "PartySubTypeID",
            "not a type of entry",
            id="type",
        ),
        pytest.param(
            document(VESSEL.replace("<Comment/><Profile", "<Moon/><Profile")),
            "DistinctParty//Moon",
            "element is not known",
            id="unknown-element",
        ),
        pytest.param(document(VESSEL, VESSEL), "FixedRef", "stands twice", id="twice"),
        pytest.param(document(), None, "no entries", id="no-entries"),
        pytest.param(document(VESSEL)[:-60], None, "XML is broken", id="truncated"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, field: str | None, message: str) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("us_ofac_sdn", write(tmp_path, text)))
    assert caught.value.field == field
