"""What the United Kingdom's lists say of a party, whatever the form.

Both the UK Sanctions List and OFSI's Consolidated List print a row for each name, address
or document of a party and repeat the rest. Here the rows of a party are merged; the forms
(`uk_forms`, `uk_xml`) bring them under the column names of the UK Sanctions List.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import Fact
from matcher.lists.registrations import registration_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Record
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
ADDRESS = (*(f"Address Line {n}" for n in range(1, 7)), "Address Postal Code", "Address Country")
# Columns with one value, or several that a number or a bar divides.
TEXTS = {
    "Title": "title",
    "Regime Name": "program",
    "Phone number": "phone",
    "Website": "website",
    "Email address": "email",
    "National Identifier number": "idNumber",
    "Passport number": "passportNumber",
    "Position": "position",
    "Type of entity": "legalForm",
    "Parent company": "parent",
    "Current owner/operator (s)": "owner",
    "Current believed flag of ship": "flag",
    "Previous flags": "pastFlags",
    "Type of ship": "type",
    "Tonnage of ship": "tonnage",
    "Year Built": "buildDate",
    "Nationality(/ies)": "nationality",
    "Hull identification number (HIN)": "serialNumber",
}
# Columns that go among the notes, under their own name; None: the text says what it is.
NOTES = {
    "Designation source": "Designation source",
    "Sanctions Imposed": "Sanctions imposed",
    "Other Information": None,
    "UK Statement of Reasons": None,
    "National Identifier additional information": "National identifier",
    "Passport additional information": "Passport",
    "Subsidiaries": "Subsidiaries",
    "Previous owner/operator (s)": "Previous owner/operator",
    "Length of ship": "Length of ship",
}
# How a name is written, which the name itself shows.
SHOWN_BY_THE_NAME = ("Non-latin script language", "Non-latin script type")
_SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NAME_KINDS = {
    "primary name": AliasKind.PRIMARY,
    "primary name variation": AliasKind.ALIAS,
    "alias": AliasKind.ALIAS,
    "aka": AliasKind.ALIAS,
    "fka": AliasKind.FORMER,
    "": AliasKind.ALIAS,
}
_WEAK = re.compile(r"low|weak", re.IGNORECASE)
# "(1) Iran (2) Iraq" and "Asset freeze|Travel Ban".
_SEVERAL = re.compile(r"\s*(?:\(\d{1,2}\)|\|)\s*")
_DATE = re.compile(r"(\d\d|dd|00)[/-](\d\d|mm|00)[/-](\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IMO = re.compile(r"^IMO\s*(?:number)?:?\s*", re.IGNORECASE)

NumberedRecord = tuple[int, Record]


def uk_entries(
    source: Source,
    path: Path,
    rows: Iterable[NumberedRecord],
    tally: Tally,
    *,
    name_dates: tuple[str, ...] = ("Date Designated", "Last Updated"),
) -> Iterator[Listed]:
    """The parties whose rows these are, in the order of their first one.

    Args:
        source: The list.
        path: The file, for provenance and errors.
        rows: By the names of `NAMES`, `ADDRESS`, `TEXTS`, `NOTES`, and `Unique ID`; a column
            that a form does not have is left out.
        tally: Takes the counts.
        name_dates: Columns with the date of listing and of the last change.

    Raises:
        ListError: A type or a kind of name is not known, or a party has no id.
    """
    sha256 = sha256_of(path)
    groups: dict[str, list[NumberedRecord]] = {}
    count = 0
    for number, record in rows:
        count += 1
        key = record.get("Unique ID", "")
        if not key:
            raise ListError("the entry has no id", file=path, row=number, field="Unique ID")
        groups.setdefault(key, []).append((number, record))
    if not groups:
        raise ListError("the list has no entries", file=path)
    listed_column, changed_column = name_dates
    for key, group in groups.items():
        draft = Draft(tally)
        for prop, value in dict.fromkeys(_facts(group, path)):
            draft.add(prop, value)
        if not draft.has_names:
            tally.skipped["without a name"] += 1
            tally.warnings.append(f"{path.name}, row {group[0][0]}: {key} has no name, left out")
            continue
        for text in dict.fromkeys(_values(group, "Business registration number (s)")):
            for prop, value in registration_facts(text, home=draft.only_country):
                draft.add(prop, value)
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=_schema(group, path),
            provenance=Provenance(
                source=source.key, entry_id=key, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            referents=tuple(dict.fromkeys(_referents(group))),
            first_seen=min(_dates(group, listed_column), default=None),
            last_change=max(_dates(group, changed_column), default=None),
        )
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=count))


def uk_date(text: str) -> str | None:
    """A British date as precise as it is printed: "dd/mm/1971" is 1971; None if it is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return text if re.fullmatch(r"\d{4}", text) else None
    day, month, year = found.groups()
    parts = [year]
    if month.isdigit() and month != "00":
        parts.append(month)
        if day.isdigit() and day != "00":
            parts.append(day)
    return "-".join(parts)


def _facts(group: list[NumberedRecord], path: Path) -> Iterator[Fact]:
    """What each row says, primary names first."""
    names = [fact for number, record in group for fact in _names(record, path, number)]
    yield from sorted(names, key=lambda fact: fact[0] != AliasKind.PRIMARY)
    for _, record in group:
        yield from _address(record)
        for column, prop in TEXTS.items():
            for value in _several(record.get(column, "")):
                yield prop, value
        for value in _several(record.get("Gender", "")):
            yield "gender", value.lower()
        for value in _several(record.get("IMO number", "")):
            yield "imoNumber", _IMO.sub("", value)
        for value in _several(record.get("D.O.B", "")):
            yield from _birth_dates(value)
        yield from _birth_place(record)
        for column, words in NOTES.items():
            text = record.get(column, "")
            if text:
                yield "notes", f"{words}: {text}" if words else text


def _names(record: Record, path: Path, number: int) -> Iterator[Fact]:
    printed = record.get("Name type", "")
    kind = _NAME_KINDS.get(printed.lower())
    if kind is None:
        message = f"{printed!r} is not a type of name"
        raise ListError(message, file=path, row=number, field="Name type")
    if kind is AliasKind.ALIAS and _WEAK.search(record.get("Alias strength", "")):
        kind = AliasKind.WEAK
    yield kind.value, " ".join(filter(None, (record.get(part, "") for part in NAMES)))
    original = record.get("Name non-latin script", "")
    yield (AliasKind.ALIAS if kind is AliasKind.PRIMARY else kind).value, original


def _address(record: Record) -> Iterator[Fact]:
    country = record.get("Address Country", "")
    yield "country", country
    yield "address", ", ".join(filter(None, (record.get(part, "") for part in ADDRESS)))


def _birth_dates(text: str) -> Iterator[Fact]:
    found = uk_date(text)
    if found:
        yield "birthDate", found
        return
    for year in _YEAR.findall(text):
        yield "birthDate", year
    yield "notes", f"Date of birth: {text}"


def _birth_place(record: Record) -> Iterator[Fact]:
    towns = _several(record.get("Town of birth", ""))
    countries = _several(record.get("Country of birth", ""))
    if len(towns) == len(countries):
        for town, country in zip(towns, countries, strict=True):
            yield "birthPlace", f"{town}, {country}"
    else:
        for place in (*towns, *countries):
            yield "birthPlace", place
    for country in countries:
        yield "birthCountry", country_code(country) or country


def _schema(group: list[NumberedRecord], path: Path) -> str:
    number, record = group[0]
    kind = record.get("Type", "")
    if kind.lower() not in _SCHEMATA:
        message = f"{kind!r} is not a type of entry"
        raise ListError(message, file=path, row=number, field="Type")
    return _SCHEMATA[kind.lower()]


def _referents(group: list[NumberedRecord]) -> Iterator[str]:
    for _, record in group:
        if ofsi := record.get("OFSI Group ID"):
            yield f"uk_ofsi-{ofsi}"
        if un := record.get("UN Reference Number"):
            yield un


def _values(group: list[NumberedRecord], column: str) -> Iterator[str]:
    return (record[column] for _, record in group if record.get(column))


def _dates(group: list[NumberedRecord], column: str) -> list[str]:
    return [found for text in _values(group, column) if (found := uk_date(text))]


def _several(text: str) -> list[str]:
    return [part for part in _SEVERAL.split(text) if part]
