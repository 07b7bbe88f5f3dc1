from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.reading import read
from matcher.records import Alias, AliasKind, Identifier, Listed

HEAD = """<sanctions-program ssid="20" version-date="2026-01-01">
<program-key lang="ger">Beispielland</program-key><program-key lang="eng">Exampleland</program-key>
<sanctions-set ssid="200" lang="eng">article 12</sanctions-set><origin>EU</origin></sanctions-program>"""
PLACE = """<place ssid="900"><location>Tver</location><area>Tver Oblast</area><country iso-code="RU">Russia</country></place>"""
PERSON = """<target ssid="1"><sanctions-set-id>200</sanctions-set-id><foreign-identifier>EXi.1</foreign-identifier>
<individual sex="male">
<identity ssid="3" main="false"><name ssid="4" name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Vanya</value></name-part></name></identity>
<identity ssid="2" main="true"><name ssid="5" name-type="primary-name" quality="good" lang="eng">
<name-part order="1" name-part-type="family-name"><value>Petrov</value><spelling-variant lang="rus" script="CYRL">Петров</spelling-variant><spelling-variant script="LATN">Petroff</spelling-variant></name-part>
<name-part order="2" name-part-type="given-name"><value>Ivan</value><spelling-variant lang="rus" script="CYRL">Иван</spelling-variant></name-part></name>
<day-month-year ssid="6" day="4" month="6" year="1975" calendar="Gregorian" quality="good"/>
<place-of-birth ssid="7" place-id="900"/><nationality ssid="8"><country iso-code="RU">Russia</country></nationality>
<address ssid="9" place-id="900"><address-details>1 Main Street</address-details><zip-code>170000</zip-code></address>
<identification-document ssid="10" document-type="passport"><number>770000001</number><issuer code="RU">Russia</issuer><expiry-date><day-month-year year="2030"/></expiry-date></identification-document>
</identity>
<justification ssid="11">Example reason.</justification><relation ssid="12" target-id="2" relation-type="related-to"/></individual>
<modification modification-type="amended" effective-date="2023-02-02"><added><identity ssid="2"/></added></modification>
<modification modification-type="listed" effective-date="2022-02-25"/></target>"""
COMPANY = """<target ssid="2"><sanctions-set-id>200</sanctions-set-id><entity>
<identity ssid="21" main="true"><name ssid="22" name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>Example Metals JSC</value></name-part></name>
<name ssid="23" name-type="formerly-known-as"><name-part order="1" name-part-type="whole-name"><value>Old Metals</value></name-part></name></identity>
<other-information ssid="24">Tax ID number: 7700000017 (INN)</other-information></entity>
<modification modification-type="listed" effective-date="2022-02-25"/></target>"""
VESSEL = """<target ssid="3"><sanctions-set-id>200</sanctions-set-id><object object-type="vessel">
<identity ssid="31" main="true"><name ssid="32" name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>Example Star</value></name-part></name></identity>
<other-information ssid="33">IMO Number: 9074729</other-information></object></target>"""
OFF = COMPANY.replace('ssid="2"', 'ssid="4"').replace(
    "</target>",
    '<modification modification-type="de-listed" effective-date="2024-01-01"/></target>',
)


def write(folder: Path, *targets: str, tail: str = PLACE) -> Path:
    file = folder / "list.xml"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><swiss-sanctions-list list-type="whole-list"'
        f' date="2026-02-11">{HEAD}{"".join(targets)}{tail}</swiss-sanctions-list>',
        encoding="utf-8",
    )
    return file


def read_all(path: Path) -> list[Listed]:
    return list(read("ch_seco", path))


def test_a_person(tmp_path: Path) -> None:
    person, _ = read_all(write(tmp_path, PERSON, COMPANY))
    assert person.id == "ch_seco-1"
    assert person.aliases == (
        Alias(name="Ivan Petrov"),
        Alias(name="Иван Петров", kind=AliasKind.ALIAS),
        Alias(name="Ivan Petroff", kind=AliasKind.ALIAS),
        Alias(name="Vanya", kind=AliasKind.WEAK),
    )
    assert person.countries == ("ru",)
    assert person.addresses == ("1 Main Street, 170000, Tver, Tver Oblast, Russia",)
    assert person.identifiers == (Identifier(kind="passportNumber", value="770000001"),)
    assert person.referents == ("EXi.1",)
    assert (person.first_seen, person.last_change) == ("2022-02-25", "2023-02-02")
    assert dict(person.properties) == {
        "birthCountry": ("ru",),
        "birthDate": ("1975-06-04",),
        "birthPlace": ("Tver, Tver Oblast, Russia",),
        "firstName": ("Ivan",),
        "gender": ("male",),
        "lastName": ("Petrov",),
        "linkedTo": ("Example Metals JSC",),
        "nationality": ("ru",),
        "notes": ("Document: passport, 770000001, RU, expires 2030", "Example reason."),
        "program": ("Exampleland",),
    }
    assert person.provenance.as_of == date(2026, 2, 11)


def test_a_company_and_a_vessel(tmp_path: Path) -> None:
    company, vessel = read_all(write(tmp_path, COMPANY, VESSEL))
    assert company.schema == "Organization"
    assert company.aliases[1] == Alias(name="Old Metals", kind=AliasKind.FORMER)
    assert company.identifiers == (Identifier(kind="innCode", value="7700000017"),)
    assert vessel.schema == "Vessel"
    assert vessel.identifiers == (Identifier(kind="imoNumber", value="9074729"),)


def test_who_was_taken_off_the_list_is_left_out_and_counted(tmp_path: Path) -> None:
    reading = read("ch_seco", write(tmp_path, OFF, COMPANY))
    assert [listed.id for listed in reading] == ["ch_seco-2"]
    assert reading.report.skipped == {"taken off the list": 1}
    assert reading.report.files[0].rows == 2


@pytest.mark.parametrize(
    ("targets", "row", "field", "message"),
    [
        pytest.param(
            (VESSEL, COMPANY.replace("<identity", "<moon/><identity")),
            2,
            "entity/moon",
            "element is not known",
            id="unknown-element",
        ),
        pytest.param(
            (COMPANY.replace('main="true"', 'main="true" moon="x"'),),
            1,
            "entity/identity@moon",
            "attribute is not known",
            id="unknown-attribute",
        ),
        pytest.param((VESSEL, VESSEL), 2, "ssid", "stands twice", id="twice"),
        pytest.param(('<target ssid="9"/>',), 1, "target", "neither", id="no-party"),
        pytest.param(
            ('<target ssid="9"><entity/></target>',), 1, "name-part", "no name", id="nameless"
        ),
        pytest.param((), None, None, "no entries", id="no-entries"),
    ],
)
def test_a_broken_list_is_refused_with_its_place(
    tmp_path: Path, targets: tuple[str, ...], row: int | None, field: str | None, message: str
) -> None:
    with pytest.raises(ListError, match=message) as caught:
        read_all(write(tmp_path, *targets))
    assert (caught.value.row, caught.value.field) == (row, field)
