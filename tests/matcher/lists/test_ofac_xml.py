from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
COMPANY = """<sdnEntry><uid>101</uid><lastName>SHCHEGLOV TRADE OOO</lastName><sdnType>Entity</sdnType>
<remarks>(Linked To: PETROV, Ivan; Linked To: ZAVOD (OOO)).</remarks>
<programList><program>RUSSIA-EO14024</program><program>SDGT</program></programList>
<idList>
<id><uid>1</uid><idType>Tax ID No.</idType><idNumber>7700000017</idNumber><idCountry>Russia</idCountry></id>
<id><uid>2</uid><idType>Secondary sanctions risk:</idType><idNumber>31 CFR 589.201</idNumber></id>
<id><uid>3</uid><idType>License</idType><idNumber>77</idNumber><issueDate>01 Jan 2020</issueDate><expirationDate>01 Jan 2025</expirationDate></id>
</idList>
<akaList>
<aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>SHCHEGLOV TRADING</lastName></aka>
<aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>SHTRADE</lastName></aka>
<aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>SHCHEGLOV ZAVOD</lastName></aka>
</akaList>
<addressList><address><uid>7</uid><address1>ul. Lenina 1</address1><city>Moscow</city>
<postalCode>101000</postalCode><country>Russia</country></address></addressList></sdnEntry>"""
PERSON = """<sdnEntry><uid>102</uid><firstName>Ivan</firstName><lastName>PETROV</lastName>
<title>Director</title><sdnType>Individual</sdnType>
<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>PETROFF</lastName><firstName>Ivan</firstName></aka></akaList>
<dateOfBirthList><dateOfBirthItem><uid>2</uid><dateOfBirth>14 Jun 1975</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><uid>3</uid><placeOfBirth>Tver, Russia</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
<nationalityList><nationality><uid>4</uid><country>Russia</country><mainEntry>true</mainEntry></nationality></nationalityList>
<citizenshipList><citizenship><uid>5</uid><country>Cyprus</country><mainEntry>true</mainEntry></citizenship></citizenshipList>
<idList><id><uid>6</uid><idType>Gender</idType><idNumber>Male</idNumber></id></idList></sdnEntry>"""
VESSEL = """<sdnEntry><uid>103</uid><lastName>SEA LARK</lastName><sdnType>Vessel</sdnType>
<idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id></idList>
<vesselInfo><callSign>T2EX1</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Panama</vesselFlag>
<vesselOwner>NITX</vesselOwner><tonnage>318000</tonnage><grossRegisteredTonnage>163660</grossRegisteredTonnage></vesselInfo></sdnEntry>"""


def document(*entries: str, count: int | None = None) -> str:
    return (
        f'<?xml version="1.0" standalone="yes"?><sdnList xmlns="{NAMESPACE}"><publshInformation>'
        f"<Publish_Date>03/28/2025</Publish_Date><Record_Count>{count or len(entries)}</Record_Count>"
        f"</publshInformation>{''.join(entries)}</sdnList>"
    )


def write(folder: Path, text: str) -> Path:
    file = folder / "sdn.xml"
    file.write_text(text, encoding="utf-8")
    return file


def read_one(folder: Path, entry: str) -> Listed:
    (listed,) = read("us_ofac_sdn", write(folder, document(entry)))
    return listed


def test_a_company(tmp_path: Path) -> None:
    company = read_one(tmp_path, COMPANY)
    assert company.id == "us_ofac_sdn-101"
    assert company.schema == "Organization"
    assert company.aliases == (
        Alias(name="SHCHEGLOV TRADE OOO"),
        Alias(name="SHCHEGLOV TRADING", kind=AliasKind.ALIAS),
        Alias(name="SHTRADE", kind=AliasKind.WEAK),
        Alias(name="SHCHEGLOV ZAVOD", kind=AliasKind.FORMER),
    )
    assert company.countries == ("ru",)
    assert company.addresses == ("ul. Lenina 1, Moscow 101000, Russia",)
    assert company.identifiers == (
        Identifier(kind="innCode", value="7700000017"),
        Identifier(kind="licenseNumber", value="77"),
    )
    assert dict(company.properties) == {
        "linkedTo": ("PETROV, Ivan", "ZAVOD (OOO)"),
        "notes": (
            "Tax ID No. 7700000017 (Russia)",
            "Secondary sanctions risk: 31 CFR 589.201",
            "License 77 issued 01 Jan 2020 expires 01 Jan 2025",
        ),
        "program": ("RUSSIA-EO14024", "SDGT"),
    }
    assert company.provenance.as_of == date(2025, 3, 28)


def test_a_person(tmp_path: Path) -> None:
    person = read_one(tmp_path, PERSON)
    assert [alias.name for alias in person.aliases] == ["PETROV, Ivan", "PETROFF, Ivan"]
    assert person.countries == ("ru", "cy")
    assert dict(person.properties) == {
        "birthDate": ("1975-06-14",),
        "birthPlace": ("Tver, Russia",),
        "citizenship": ("cy",),
        "firstName": ("Ivan",),
        "gender": ("male",),
        "lastName": ("PETROV",),
        "nationality": ("ru",),
        "position": ("Director",),
    }


def test_a_vessel(tmp_path: Path) -> None:
    vessel = read_one(tmp_path, VESSEL)
    assert vessel.identifiers == (
        Identifier(kind="callSign", value="T2EX1"),
        Identifier(kind="imoNumber", value="9074729"),
    )
    assert vessel.countries == ("pa",)
    assert vessel.properties["owner"] == ("NITX",)


@pytest.mark.parametrize(
    ("text", "row", "field", "message"),
    [
        pytest.param(
            document(VESSEL, COMPANY.replace("<city>", "<moon>x</moon><city>")),
            2,
            "addressList/address/moon",
            "element is not known",
            id="unknown-element",
        ),
        pytest.param(
            document(VESSEL.replace("<uid>103", '<uid colour="red">103')),
            None,
            "uid",
            "attribute 'colour'",
            id="unknown-attribute",
        ),
        pytest.param(
            document(VESSEL.replace(">Vessel<", ">Balloon<")),
            1,
            "sdnType",
            "uid 103: 'Balloon'",
            id="unknown-type",
        ),
        pytest.param(
            document(COMPANY.replace("f.k.a.", "z.k.a.")),
            1,
            "akaList/aka/type",
            "'z.k.a.', 'strong'",
            id="unknown-alias",
        ),
        pytest.param(document(VESSEL, VESSEL), 2, "uid", "stands twice", id="entry-twice"),
        pytest.param(
            document(VESSEL, count=9), None, "Record_Count", "9 entries announced", id="too-few"
        ),
        pytest.param(document(), None, None, "no entries", id="no-entries"),
        pytest.param(document(VESSEL)[:-60], 4, None, "XML is broken", id="truncated"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(
    tmp_path: Path, text: str, row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("us_ofac_sdn", write(tmp_path, text)))
    assert (caught.value.row, caught.value.field) == (row, field)
