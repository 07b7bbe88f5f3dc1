"""Taiwan's list of entities for strategic high-tech commodities (SHTC), as CSV."""

import hashlib
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
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_NUMBER, _NAME, _ALIAS = "項次item", "名稱name", "別名alias"
_ADDRESS, _COUNTRY, _ID = "地址address", "國家代碼country code", "護照號碼ID Number"
COLUMNS = Columns(required=(_NUMBER, _NAME, _ALIAS, _ADDRESS, _COUNTRY, _ID))
_SEVERAL = re.compile(r"\s*[;；]\s*")
# Roman numbers and branch offices part the addresses of one cell.
_NUMBERED = re.compile(r"(?:^|\s)(?:[ivx]{1,4}\)|Branch Office \d+:)\s*")
_UN_REFERENCE = re.compile(r"\s*[（(]永久參考號[：:]\s*([^）)]+)[）)]\s*")
# "簡體中文：华为": in what Chinese the name is written.
_SCRIPT = re.compile(r"^(?:繁體中文|簡體中文)[：:]\s*")
_MARKUP = re.compile(r"<[^<>]*>")
_SHORTEST_ALIAS = 4  # letters; "ABC" of a long name resembles too much


def read_shtc(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The entries of the list.

    Args:
        source: `tw_shtc`.
        path: The CSV file in UTF-8, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A column is missing or not known, or an entry has no name.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    seen: dict[str, int] = {}
    rows = 0
    for number, record in records(csv_rows(path), COLUMNS, file=path):
        rows += 1
        draft = _draft(record, tally)
        if not draft.has_names:
            raise ListError("the entry has no name", file=path, row=number, field=_NAME)
        key = _key(record)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            tally.repeated["entries"] += 1
            continue
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema="LegalEntity",  # persons and companies are not told apart
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=rows))


def _key(record: Record) -> str:
    """Of all that is printed: the item number only counts rows, and moves with each edition."""
    printed = "\n".join(record[column] for column in COLUMNS.required[1:])
    return hashlib.sha256(printed.encode()).hexdigest()[:12]


def _draft(record: Record, tally: Tally) -> Draft:
    draft = Draft(tally)
    names = _MARKUP.sub("", record[_NAME])
    draft.add("notes", *(f"UN {found}" for found in _UN_REFERENCE.findall(names)))
    first, *others = _SEVERAL.split(_UN_REFERENCE.sub(" ", names))
    aliases = _SEVERAL.split(_MARKUP.sub("", record[_ALIAS]))
    if not first.strip():
        first, aliases = aliases[0], aliases[1:]
    draft.add(AliasKind.PRIMARY.value, _SCRIPT.sub("", first))
    for printed in (*others, *aliases):
        name = _SCRIPT.sub("", printed)
        is_weak = name.isascii() and len(name) < _SHORTEST_ALIAS
        draft.add((AliasKind.WEAK if is_weak else AliasKind.ALIAS).value, name)
    for printed in _SEVERAL.split(record[_ADDRESS]):
        for address in _NUMBERED.split(printed):
            draft.add("address", address)
    draft.add("country", *map(_country, _SEVERAL.split(record[_COUNTRY])))
    draft.add("idNumber", *_SEVERAL.split(record[_ID]))
    return draft


def _country(printed: str) -> str:
    return country_code(printed) or printed
