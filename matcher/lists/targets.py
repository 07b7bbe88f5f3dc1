"""Any list as `targets.simple.csv`, the table that OpenSanctions publishes of each."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, Record, csv_rows, records
from matcher.lists.vocabulary import PARTY_SCHEMATA
from matcher.records import Listed, Provenance

COLUMNS = Columns(
    required=(
        *("id", "schema", "name", "aliases", "birth_date", "countries", "addresses"),
        *("identifiers", "sanctions", "phones", "emails", "dataset", "first_seen", "last_seen"),
        "last_change",
    ),
    optional=("program_ids",),
)
_SEVERAL = {
    "aliases": "alias",
    "birth_date": "birthDate",
    "countries": "country",
    "addresses": "address",
    "phones": "phone",
    "emails": "email",
    "program_ids": "program",
    "sanctions": "notes",
}
_IMO = re.compile(r"IMO\s*(\d{7})")


def read_targets(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of the table.

    Args:
        source: The list that the table was made of.
        path: The file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A column is missing or not known, an id is missing or stands twice, a
            schema is not that of a party, or an entry has nothing that could match.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    seen: set[str] = set()
    for number, record in records(csv_rows(path), COLUMNS, file=path):
        key = record["id"]
        if not key:
            raise ListError("the entry has no id", file=path, row=number, field="id")
        if key in seen:
            raise ListError(f"entry {key} stands twice", file=path, row=number, field="id")
        seen.add(key)
        if record["schema"] not in PARTY_SCHEMATA:
            message = f"{record['schema']!r} is no schema of a party"
            raise ListError(message, file=path, row=number, field="schema")
        draft = _draft(record, path, number, tally)
        if draft.is_anonymous:
            message = "there is no name, address or identifier"
            raise ListError(message, file=path, row=number)
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=record["schema"],
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
            first_seen=record["first_seen"] or None,
            last_seen=record["last_seen"] or None,
            last_change=record["last_change"] or None,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


def _draft(record: Record, path: Path, number: int, tally: Tally) -> Draft:
    draft = Draft(tally)
    draft.add("name", record["name"])
    for column, prop in _SEVERAL.items():
        draft.add(prop, *_values(record[column], path, number, column))
    for value in _values(record["identifiers"], path, number, "identifiers"):
        # The table does not say what a number is; check digits tell when it is compared.
        if imo := _IMO.fullmatch(value):
            draft.add("imoNumber", imo[1])
        else:
            draft.add("idNumber", value)
    return draft


def _values(text: str, path: Path, number: int, field: str) -> list[str]:
    """`A;"B; C"` is two values: the cell is a row of CSV itself."""
    try:
        return next(csv.reader([text], delimiter=";", strict=True)) if text else []
    except csv.Error as error:
        raise ListError(
            f"the cell is broken: {error}", file=path, row=number, field=field
        ) from error
