from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier

PERSON = """
<INDIVIDUAL>
  <DATAID>1001</DATAID><VERSIONNUM>1</VERSIONNUM>
  <FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>PETROV</SECOND_NAME>
  <UN_LIST_TYPE>EXAMPLE</UN_LIST_TYPE><REFERENCE_NUMBER>EXi.001</REFERENCE_NUMBER>
  <LISTED_ON>2012-12-31</LISTED_ON><GENDER>Male</GENDER>
  <NAME_ORIGINAL_SCRIPT>Иван Петров</NAME_ORIGINAL_SCRIPT>
  <COMMENTS1>Wrapped
     comment.</COMMENTS1>
  <TITLE><VALUE>Dr</VALUE></TITLE>
  <DESIGNATION><VALUE>Director</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
  <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
  <LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE>2014-01-01</VALUE></LAST_DAY_UPDATED>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>I. Petrov; I. Petroff</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Vanya</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Jan P.</ALIAS_NAME><NOTE>previously listed as</NOTE></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><STREET>1 Main Street</STREET><CITY>Damascus</CITY><COUNTRY>Syrian Arab Republic</COUNTRY><NOTE>previous</NOTE></INDIVIDUAL_ADDRESS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Aleppo</CITY><COUNTRY>Syrian Arab Republic</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A0000001</NUMBER><ISSUING_COUNTRY>Cuba</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>77</NUMBER></INDIVIDUAL_DOCUMENT>
  <SORT_KEY/><SORT_KEY_LAST_MOD/>
</INDIVIDUAL>
"""
COMPANY = """
<ENTITY>
  <DATAID>1002</DATAID><FIRST_NAME>EXAMPLE METALS ; EXMET CO.</FIRST_NAME>
  <UN_LIST_TYPE>EXAMPLE</UN_LIST_TYPE><REFERENCE_NUMBER>EXe.002</REFERENCE_NUMBER>
  <LISTED_ON>2018-03-30</LISTED_ON>
  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>EM</ALIAS_NAME></ENTITY_ALIAS>
  <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD METALS</ALIAS_NAME></ENTITY_ALIAS>
  <ENTITY_ADDRESS><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS>
</ENTITY>
"""


def document(individuals: str = PERSON, entities: str = COMPANY, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        '<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
        f"<INDIVIDUALS>{individuals}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES>"
        "</CONSOLIDATED_LIST>"
    )


def write(folder: Path, text: str) -> Path:
    file = folder / "un.xml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_individual(tmp_path: Path) -> None:
    reading = read("un_sc", write(tmp_path, document()), as_of=date(1999, 1, 1))
    person = next(reading)
    assert person.id == "un_sc-1001"
    assert person.schema == "Person"
    assert person.aliases == (
        Alias(name="IVAN PETROV"),
        Alias(name="Иван Петров"),
        Alias(name="I. Petrov", kind=AliasKind.ALIAS),
        Alias(name="I. Petroff", kind=AliasKind.ALIAS),
        Alias(name="Vanya", kind=AliasKind.WEAK),
        Alias(name="Jan P.", kind=AliasKind.FORMER),
    )
    assert person.countries == ("ir", "sy", "cu")
    assert person.addresses == ("1 Main Street, Damascus, Syrian Arab Republic",)
    assert person.identifiers == (
        Identifier(kind="idNumber", value="77"),
        Identifier(kind="passportNumber", value="A0000001"),
    )
    assert person.referents == ("EXi.001",)
    assert (person.first_seen, person.last_change) == ("2012-12-31", "2016-10-13")
    assert dict(person.properties) == {
        "birthCountry": ("sy",),
        "birthDate": ("1968", "1973"),
        "birthPlace": ("Aleppo, Syrian Arab Republic",),
        "gender": ("male",),
        "nationality": ("ir",),
        "notes": (
            "Wrapped comment.",
            "Alias: Jan P., previously listed as",
            "Address: 1 Main Street, Damascus, Syrian Arab Republic, previous",
            "Date of birth: BETWEEN, 1968, 1973",
            "Document: Passport, A0000001, Cuba",
        ),
        "position": ("Director",),
        "program": ("EXAMPLE",),
        "title": ("Dr",),
    }
    assert person.provenance.as_of == date(2026, 2, 27)


def test_an_entity_with_two_names_in_one(tmp_path: Path) -> None:
    *_, company = read("un_sc", write(tmp_path, document()))
    assert company.schema == "Organization"
    assert [alias.name for alias in company.aliases] == [
        "EXAMPLE METALS ; EXMET CO.",
        "EXAMPLE METALS",
        "EXMET CO.",
        "EM",
        "OLD METALS",
    ]
    assert company.countries == ("kp",)
    assert company.addresses == ()
    assert company.last_change == "2018-03-30"


def test_the_report(tmp_path: Path) -> None:
    reading = read("un_sc", write(tmp_path, document()))
    assert len(list(reading)) == 2
    assert reading.report.as_of == date(2026, 2, 27)
    assert reading.report.schemata == {"Organization": 1, "Person": 1}
    assert reading.report.country_only == 1


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
LEAK = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("text", "row", "field", "message"),
    [
        pytest.param(
            document(PERSON.replace("<GENDER>", "<SHOE_SIZE>9</SHOE_SIZE><GENDER>")),
            1,
            "SHOE_SIZE",
            "DATAID 1001: the element is not known",
            id="unknown-element",
        ),
        pytest.param(
            document(PERSON.replace("<CITY>Damascus", "<MOON>x</MOON><CITY>Damascus")),
            1,
            "INDIVIDUAL_ADDRESS/MOON",
            "DATAID 1001",
            id="unknown-part",
        ),
        pytest.param(
            document(entities=COMPANY.replace("a.k.a.", "maybe")),
            2,
            "QUALITY",
            "DATAID 1002: 'maybe'",
            id="unknown-quality",
        ),
        pytest.param(document(PERSON + PERSON), 2, "DATAID", "stands twice", id="entry-twice"),
        pytest.param(
            document(entities="<ENTITY><DATAID>9</DATAID></ENTITY>"),
            2,
            "FIRST_NAME",
            "no name",
            id="nameless",
        ),
        pytest.param(document()[:-200], 32, None, "XML is broken", id="truncated"),
        pytest.param(document("", ""), None, None, "no entries", id="no-entries"),
        pytest.param("", None, None, "empty", id="empty"),
        pytest.param("<html></html>", None, None, "<CONSOLIDATED_LIST> expected", id="error-page"),
        pytest.param('36,"X",-0- ', 1, None, "XML is broken", id="csv"),
        pytest.param(document(head=BOMB), None, None, "document type", id="entity-bomb"),
        pytest.param(document(head=LEAK), None, None, "document type", id="external-entity"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(
    tmp_path: Path, text: str, row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        list(read("un_sc", write(tmp_path, text)))
    assert (caught.value.row, caught.value.field) == (row, field)
