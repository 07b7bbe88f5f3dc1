"""METI's Foreign End User List: the table of its PDF, as CSV with the header that it prints.

Each row is a number, a country in Japanese and English, a name, further names behind "・", and
what is feared of the party: weapons of mass destruction (B, C, M, N) or conventional ones (CW).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, NumberedRow, Record, csv_rows, records
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_NUMBER, _COUNTRY, _NAME = "No.", "Country or Region", "Company or Organization"
_ALIASES, _WMD, _CONVENTIONAL = "Also Known As", "Type of WMD", "Conventional Weapons"
_COLUMNS = Columns(required=(_NUMBER, _COUNTRY, _NAME, _ALIASES, _WMD, _CONVENTIONAL))
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
# "・" stands inside of Japanese names too; before a name there is a blank, or nothing.
_BULLET = re.compile(r"(?:^|\s)[・･•]\s*")
# A name in Chinese or Japanese behind the one in Latin letters.
_NATIVE = re.compile(r"\s(?=[\u3040-\u30ff\u3400-\u9fff][^A-Za-z]*$)")
_LETTERS = re.compile(r"[A-Za-z]+")
_WMD_KINDS = frozenset("BCMN")


def read_eul(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The entries of the list.

    Args:
        source: `jp_eul`.
        path: The CSV file in UTF-8, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the table does not say.

    Raises:
        ListError: A column is missing or not known, a number is missing, so that a row was
            lost, an entry has no name or country, or it is not said what is feared of it.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    seen: Counter[str] = Counter()
    wanted = 0
    for number, record in records(_english_header(csv_rows(path)), _COLUMNS, file=path):
        wanted += 1
        if record[_NUMBER] != str(wanted):
            message = f"number {wanted} expected, {record[_NUMBER]!r} found"
            raise ListError(message, file=path, row=number, field=_NUMBER)
        draft, key = _draft(record, path, number, tally)
        seen[key] += 1
        if seen[key] > 1:  # another party of this name in this country
            key = f"{key}-{seen[key]}"
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema="LegalEntity",  # persons and companies are not told apart
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=wanted))


def _english_header(rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    """The header's English half: tools put the Japanese one before it, or leave it out."""
    for place, (number, row) in enumerate(rows):
        yield number, [_EAST_ASIAN.sub("", cell) for cell in row] if place == 0 else row


def _draft(record: Record, path: Path, number: int, tally: Tally) -> tuple[Draft, str]:
    draft = Draft(tally)
    country = _country(record[_COUNTRY])
    if country is None:
        raise ListError("is no country", file=path, row=number, field=_COUNTRY)
    name, *native = _NATIVE.split(record[_NAME])
    if not name:
        raise ListError("the entry has no name", file=path, row=number, field=_NAME)
    draft.add("country", country)
    draft.add(AliasKind.PRIMARY.value, name)
    draft.add(AliasKind.ALIAS.value, *native, *_BULLET.split(record[_ALIASES]))
    kinds = _kinds(record[_WMD])
    if not kinds <= _WMD_KINDS:
        raise ListError("is no kind of weapon", file=path, row=number, field=_WMD)
    conventional = record[_CONVENTIONAL]
    if not kinds and not conventional:
        raise ListError("no weapon is named", file=path, row=number, field=_WMD)
    if kinds:
        draft.add("notes", f"{_WMD}: {', '.join(sorted(kinds))}")
    if conventional:
        draft.add("notes", f"{_CONVENTIONAL}: CW")
    printed = f"{country}\n{name}"
    return draft, hashlib.sha256(printed.encode()).hexdigest()[:12]


def _country(printed: str) -> str | None:
    """By its English name, which stands behind the Japanese one."""
    return country_code(_EAST_ASIAN.sub("", printed).strip()) or country_code(printed)


def _kinds(printed: str) -> frozenset[str]:
    """Letters of the kinds: the words before them are Japanese."""
    return frozenset("".join(_LETTERS.findall(printed)))
