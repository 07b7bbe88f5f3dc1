"""The UK Sanctions List as XML: each part of a designation becomes a row of the table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.lists.report import Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Record
from matcher.lists.uk import NumberedRecord, uk_date, uk_entries
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, text_of
from matcher.records import Listed

# Elements that stand once, by the column of the table.
_ONCE = {
    "LastUpdated": "Last Updated",
    "DateDesignated": "Date Designated",
    "UniqueID": "Unique ID",
    "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN Reference Number",
    "RegimeName": "Regime Name",
    "IndividualEntityShip": "Type",
    "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed",
    "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons",
}
# Elements that repeat: their path, and the columns of their parts.
_REPEATED: dict[str, dict[str, str]] = {
    "Names/Name": {
        **{f"Name{n}": f"Name {n}" for n in range(1, 7)},
        "NameType": "Name type",
        "AliasStrength": "Alias strength",
    },
    "NonLatinNames/NonLatinName": {
        "NameNonLatinScript": "Name non-latin script",
        "NonLatinScriptType": "Non-latin script type",
        "NonLatinScriptLanguage": "Non-latin script language",
    },
    "Addresses/Address": {
        **{f"AddressLine{n}": f"Address Line {n}" for n in range(1, 7)},
        "AddressPostalCode": "Address Postal Code",
        "AddressCountry": "Address Country",
    },
    "IndividualDetails/Individual/PassportDetails/Passport": {
        "PassportNumber": "Passport number",
        "PassportAdditionalInformation": "Passport additional information",
    },
    "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier": {
        "NationalIdentifierNumber": "National Identifier number",
        "NationalIdentifierAdditionalInformation": "National Identifier additional information",
    },
    "IndividualDetails/Individual/BirthDetails/Location": {
        "TownOfBirth": "Town of birth",
        "CountryOfBirth": "Country of birth",
    },
}
_INDIVIDUAL = "IndividualDetails/Individual"
_ENTITY = "EntityDetails/Entity"
_SHIP = "ShipDetails/Ship"
# Elements that repeat and hold a text, by the column.
_TEXTS = {
    "Titles/Title": "Title",
    "PhoneNumbers/PhoneNumber": "Phone number",
    "EmailAddresses/EmailAddress": "Email address",
    "Websites/Website": "Website",
    f"{_INDIVIDUAL}/DOBs/DOB": "D.O.B",
    f"{_INDIVIDUAL}/Nationalities/Nationality": "Nationality(/ies)",
    f"{_INDIVIDUAL}/Positions/Position": "Position",
    f"{_INDIVIDUAL}/Genders/Gender": "Gender",
    f"{_ENTITY}/TypeOfEntities/TypeOfEntity": "Type of entity",
    f"{_ENTITY}/Subsidiaries/Subsidiary": "Subsidiaries",
    f"{_ENTITY}/ParentCompanies/ParentCompany": "Parent company",
    f"{_ENTITY}/BusinessRegistrationNumbers/BusinessRegistrationNumber": (
        "Business registration number (s)"
    ),
    f"{_SHIP}/IMONumbers/IMONumber": "IMO number",
    f"{_SHIP}/CurrentOwnerOperators/CurrentOwnerOperator": "Current owner/operator (s)",
    f"{_SHIP}/PreviousOwnerOperators/PreviousOwnerOperator": "Previous owner/operator (s)",
    f"{_SHIP}/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip": (
        "Current believed flag of ship"
    ),
    f"{_SHIP}/PreviousFlags/PreviousFlag": "Previous flags",
    f"{_SHIP}/TypeOfShipDetails/TypeOfShip": "Type of ship",
    f"{_SHIP}/TonnageOfShipDetails/TonnageOfShip": "Tonnage of ship",
    f"{_SHIP}/LengthOfShipDetails/LengthOfShip": "Length of ship",
    f"{_SHIP}/YearsBuilt/YearBuilt": "Year Built",
    f"{_SHIP}/HullIdentificationNumbers/HullIdentificationNumber": (
        "Hull identification number (HIN)"
    ),
}
# Each measure once more, as true or false: `SanctionsImposed` has said them.
_INDICATORS = "SanctionsImposedIndicators"


def _known() -> frozenset[str]:
    paths = {*_ONCE, *_TEXTS, *_REPEATED, _INDICATORS}
    paths |= {f"{path}/{part}" for path, parts in _REPEATED.items() for part in parts}
    for path in tuple(paths):
        steps = path.split("/")
        paths |= {"/".join(steps[:length]) for length in range(1, len(steps))}
    return frozenset(paths)


_KNOWN = _known()
_HEAD = frozenset({"DateGenerated", "DateFileCreated"})


def read_uk_xml(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The UK Sanctions List as XML.

    Raises:
        ListError: The XML is broken or has an element, type or kind of name that is not
            known. The row is the designation's position, from 1.
    """
    tally.as_of = as_of
    return uk_entries(source, path, _rows(path, tally), tally)


def _rows(path: Path, tally: Tally) -> Iterator[NumberedRecord]:
    number = 0
    for element in XmlEntries(
        path, root="Designations", entries=frozenset({"Designation", *_HEAD})
    ):
        if element.tag in _HEAD:
            day = uk_date(element.text or "")
            tally.as_of = date.fromisoformat(day) if day and len(day) == 10 else tally.as_of
            continue
        number += 1
        for indicators in element.findall(_INDICATORS):
            indicators.clear()
        refuse_unknown(element, _KNOWN, file=path, row=number)
        for record in _records(element):
            yield number, record


def _records(element: Element) -> Iterator[Record]:
    once = {column: text_of(element, tag) for tag, column in _ONCE.items()}
    yield once
    own = {"Unique ID": once["Unique ID"]}
    for path, parts in _REPEATED.items():
        for item in element.iterfind(path):
            yield {**own, **{column: text_of(item, part) for part, column in parts.items()}}
    for path, column in _TEXTS.items():
        for item in element.iterfind(path):
            yield {**own, column: " ".join((item.text or "").split())}
