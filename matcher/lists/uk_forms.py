"""The forms of the United Kingdom's lists that are tables, under one set of column names."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.report import Tally
from matcher.lists.sheets import ods_rows
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, NumberedRow, Record, csv_rows, records
from matcher.lists.uk import ADDRESS, NAMES, NOTES, SHOWN_BY_THE_NAME, TEXTS, uk_entries
from matcher.records import Listed

_SHORT = Columns(
    required=(
        *("Unique ID", "OFSI Group ID", "Name", "Regime Name", "Type", "Designation source"),
        *("Date Designated", "Sanctions Imposed"),
    )
)
_FULL = Columns(
    required=(
        *("Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Date Designated"),
        *("Name type", "Alias strength", "Name non-latin script", "Designation Type", "D.O.B"),
        *("Gender", "Town of birth", "Country of birth", "IMO number"),
        "Business registration number (s)",
        *NAMES,
        *ADDRESS,
        *TEXTS,
        *NOTES,
        *SHOWN_BY_THE_NAME,
    )
)
# OFSI's columns, by their name in the UK Sanctions List.
_OFSI_NAMES = {
    "Address 1": "Address Line 1",
    "Address 2": "Address Line 2",
    "Address 3": "Address Line 3",
    "Address 4": "Address Line 4",
    "Address 5": "Address Line 5",
    "Address 6": "Address Line 6",
    "Post/Zip Code": "Address Postal Code",
    "Country": "Address Country",
    "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)",
    "Passport Details": "Passport additional information",
    "National Identification Number": "National Identifier number",
    "National Identification Details": "National Identifier additional information",
    "Group Type": "Type",
    "Alias Type": "Name type",
    "Alias Quality": "Alias strength",
    "Regime": "Regime Name",
    "Group ID": "Unique ID",
    "Town of Birth": "Town of birth",
    "Country of Birth": "Country of birth",
    "Passport Number": "Passport number",
    "Name Non-Latin Script": "Name non-latin script",
    "Non-Latin Script Type": "Non-latin script type",
    "Non-Latin Script Language": "Non-latin script language",
}
_OFSI = Columns(
    required=(
        *NAMES,
        *_OFSI_NAMES,
        *("Title", "Position", "Other Information", "Listed On", "Last Updated"),
        "UK Sanctions List Date Designated",
    )
)
_DAY_FORMS = ("%d/%m/%Y", "%d-%b-%Y", "%d-%m-%Y", "%Y-%m-%d")


def read_uk_csv(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The UK Sanctions List as CSV; its first line is the date of the report.

    Raises:
        ListError: A column, a type or a kind of name is not known, or a row is broken.
    """
    rows = _dated(csv_rows(path), "Report Date", path, tally, as_of)
    named = (
        (number, {**record, "Type": record["Designation Type"]})
        for number, record in records(rows, _FULL, file=path)
    )
    return uk_entries(source, path, named, tally)


def read_uk_ods(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The UK Sanctions List in its short form, an OpenDocument sheet of primary names.

    Raises:
        ListError: It is no such sheet, or a column or type is not known.
    """
    tally.as_of = as_of
    named = (
        (number, {**record, "Name 6": record["Name"], "Name type": "Primary name"})
        for number, record in records(ods_rows(path), _SHORT, file=path, is_sheet=True)
    )
    return uk_entries(source, path, named, tally)


def read_ofsi_csv(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """OFSI's Consolidated List as CSV (the format of 2022); its first line is its date.

    Raises:
        ListError: A column, a type or a kind of name is not known, or a row is broken.
    """
    rows = _dated(csv_rows(path), "Last Updated", path, tally, as_of)
    named = ((number, _from_ofsi(record)) for number, record in records(rows, _OFSI, file=path))
    return uk_entries(source, path, named, tally, name_dates=("Listed On", "Last Updated"))


def _from_ofsi(record: Record) -> Record:
    return {_OFSI_NAMES.get(column, column): value for column, value in record.items()}


def _dated(
    rows: Iterator[NumberedRow], words: str, path: Path, tally: Tally, as_of: date | None
) -> Iterator[NumberedRow]:
    """The rows below the line that dates the file; that line is not in every edition."""
    tally.as_of = as_of
    for number, row in rows:
        text = " ".join(row).strip()
        if number == 1 and text.startswith(words) and len([c for c in row if c.strip()]) <= 2:
            tally.as_of = _day(text.removeprefix(words).lstrip(": "), path) or as_of
        else:
            yield number, row


def _day(text: str, path: Path) -> date | None:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 (a date, no time)
        except ValueError:
            continue
    raise ListError(f"{text!r} is not a date", file=path, row=1)
