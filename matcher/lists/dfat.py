"""Australia's Consolidated List (DFAT), as Excel sheet or CSV.

A party has a row for each of its names: reference 2 is the party, 2a, 2b are its aliases
and original-script names, whose other columns repeat or add to it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import Fact, iso_date
from matcher.lists.report import FileRead, Tally
from matcher.lists.sheets import xlsx_rows
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, NumberedRow, Record, csv_rows, records
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_COLUMNS = Columns(
    required=(
        *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth"),
        *("Place of Birth", "Citizenship", "Address", "Additional Information"),
        *("Listing Information", "Committees", "Control Date"),
    ),
    # Added in 2025 and 2026.
    optional=(
        *("Alias Strength", "IMO Number", "Instrument of Designation"),
        *("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction"),
    ),
)
_MEASURES = _COLUMNS.optional[3:]
_SCHEMATA = {"individual": "Person", "entity": "Organization", "vessel": "Vessel"}
_NAME_KINDS = {
    "primary name": AliasKind.PRIMARY,
    "original script": AliasKind.ALIAS,
    "alias": AliasKind.ALIAS,
    "aka": AliasKind.ALIAS,
    "former name": AliasKind.FORMER,
    "fka": AliasKind.FORMER,
}
_WEAK = re.compile(r"weak|low", re.IGNORECASE)
_REFERENCE = re.compile(r"(\d+)([a-z]*)", re.IGNORECASE)
# "a) 5 May 1957 b) 1958", "Iran; Iraq".
_SEVERAL = re.compile(r"\s*(?:;|\n|(?<![\w])[a-z]\)\s)\s*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IMO = re.compile(r"\bIMO\s*(?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)
_DAY_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d-%b-%y", "%d %B %Y")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAY = re.compile(r"[2-6]\d{4}(?:\.0)?")  # 1954 to 2064


def read_dfat_csv(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The list as CSV; as `read_dfat_xlsx`."""
    tally.as_of = as_of
    return _entries(source, path, csv_rows(path), tally)


def read_dfat_xlsx(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The list as Excel sheet.

    Args:
        source: `au_dfat`.
        path: The file.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A column, a type or a kind of name is not known, or a reference is none.
    """
    tally.as_of = as_of
    return _entries(source, path, xlsx_rows(path), tally)


def _entries(
    source: Source, path: Path, rows: Iterable[NumberedRow], tally: Tally
) -> Iterator[Listed]:
    sha256 = sha256_of(path)
    groups: dict[str, list[tuple[int, Record]]] = {}
    count = 0
    for number, record in records(rows, _COLUMNS, file=path, is_sheet=True):
        count += 1
        reference = _REFERENCE.fullmatch(record["Reference"].removesuffix(".0"))
        if reference is None:
            message = f"{record['Reference']!r} is not a reference"
            raise ListError(message, file=path, row=number, field="Reference")
        groups.setdefault(reference[1], []).append((number, record))
    if not groups:
        raise ListError("the list has no entries", file=path)
    for key, group in groups.items():
        draft = Draft(tally)
        facts = [fact for number, record in group for fact in _facts(record, path, number)]
        for prop, value in dict.fromkeys(
            sorted(facts, key=lambda fact: fact[0] != AliasKind.PRIMARY)
        ):
            draft.add(prop, value)
        number, record = group[0]
        if not draft.has_names:
            raise ListError("the entry has no name", file=path, row=number, field=_NAME)
        kind = record["Type"].lower()
        if kind not in _SCHEMATA:
            message = f"{record['Type']!r} is not a type of entry"
            raise ListError(message, file=path, row=number, field="Type")
        days = [found for _, other in group if (found := _day(other["Control Date"]))]
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=_SCHEMATA[kind],
            provenance=Provenance(
                source=source.key, entry_id=key, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            last_change=max(days, default=None),
        )
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=count))


_NAME = "Name of Individual or Entity"


def _facts(record: Record, path: Path, number: int) -> Iterator[Fact]:
    printed = record["Name Type"]
    kind = _NAME_KINDS.get(printed.lower())
    if kind is None:
        message = f"{printed!r} is not a type of name"
        raise ListError(message, file=path, row=number, field="Name Type")
    if kind is AliasKind.ALIAS and _WEAK.search(record["Alias Strength"]):
        kind = AliasKind.WEAK
    yield kind.value, record[_NAME]
    for text in _several(record["Date of Birth"]):
        yield from _birth(text)
    for text in _several(record["Place of Birth"]):
        yield "birthPlace", text
    for text in _several(record["Citizenship"]):
        yield "citizenship", text
    for text in _several(record["Address"]):
        yield "address", text
        yield "country", country_code(text.rpartition(",")[2]) or ""
    yield "imoNumber", record["IMO Number"]
    for number_in_text in _IMO.findall(record["Additional Information"]):
        yield "imoNumber", number_in_text
    yield "notes", record["Additional Information"]
    yield "notes", record["Listing Information"]
    yield "program", record["Committees"]
    yield "programId", record["Instrument of Designation"]
    for measure in _MEASURES:
        if record[measure].upper() in {"TRUE", "YES", "1"}:
            yield "notes", measure


def _several(text: str) -> list[str]:
    return [part for part in _SEVERAL.split(text) if part]


def _birth(text: str) -> Iterator[Fact]:
    if found := iso_date(text) or _day(text):
        yield "birthDate", found
        return
    for year in _YEAR.findall(text):
        yield "birthDate", year
    yield "notes", f"Date of birth: {text}"


def _day(text: str) -> str | None:
    """A date as printed, or as Excel counts days; None if it is none."""
    if _EXCEL_DAY.fullmatch(text):
        return (_EXCEL_EPOCH + timedelta(days=int(float(text)))).isoformat()
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (no time)
        except ValueError:
            continue
    return None
