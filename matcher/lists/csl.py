"""The US Consolidated Screening List: thirteen lists of three departments, as CSV or JSON.

Both forms (`csl_forms`) carry the same fields. An entry stands once for each list that it
is on, with that list's topics and dataset beside `us_csl`.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.csl_forms import (
    COUNTRY_CODE,
    ISO_DATE,
    LISTS,
    NOTES,
    TEXTS,
    CslRow,
    rows_of_csv,
    rows_of_json,
)
from matcher.lists.csl_lists import MemberList, member_list
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import clause_facts, remark_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_SCHEMATA = {
    "Entity": "Organization",
    "Individual": "Person",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_NO_COUNTRY = frozenset({"None Identified", "undetermined"})
# "; and JSC 140 Repair Plant" is the last of a series.
_AND = re.compile(r"^(?:and|or)\s+")


def read_csl_csv(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of the list as CSV.

    Args:
        source: `us_csl`.
        path: The file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A column, a member list or a type is not known, or a row is broken.
    """
    tally.as_of = as_of
    return _entries(source, path, rows_of_csv(path), tally)


def read_csl_json(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of the list as JSON: as `read_csl_csv`; the row is the position, from 1."""
    tally.as_of = as_of
    return _entries(source, path, rows_of_json(path), tally)


def _entries(source: Source, path: Path, rows: Iterator[CslRow], tally: Tally) -> Iterator[Listed]:
    sha256 = sha256_of(path)
    seen: dict[str, CslRow] = {}
    count = 0
    for row in rows:
        count += 1
        on = member_list(row.texts["source"])
        if on is None:
            raise _error("the list is not known", path, row, "source")
        own_id = row.texts["_id"]
        if not own_id:
            raise _error("the entry has no id", path, row, "_id")
        key = f"{on.code}-{own_id}"
        if key in seen:
            if not row.repeats(seen[key]):
                raise _error(f"entry {own_id} stands twice on {on.code}", path, row, "_id")
            tally.repeated["entries"] += 1
            continue
        seen[key] = row
        kind = row.texts["type"]
        if kind and kind not in _SCHEMATA:
            raise _error(f"{kind!r} is not a type of entry", path, row, "type")
        if not row.texts["name"]:
            raise _error("the entry has no name", path, row, "name")
        number = row.texts["entity_number"]
        yield _draft(row, on, tally).listed(
            entry_id=f"{source.key}-{key}",
            # Commerce and State do not say what an entry is.
            schema=_SCHEMATA.get(kind, "LegalEntity"),
            provenance=Provenance(
                source=source.key, entry_id=key, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key, on.dataset),
            topics=on.topics,
            referents=(f"{on.publisher_key}-{number}",) if number and on.publisher_key else (),
            first_seen=row.texts["start_date"] or None,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=count))


def _draft(row: CslRow, on: MemberList, tally: Tally) -> Draft:
    draft = Draft(tally)
    is_person = row.texts["type"] == "Individual"
    name = row.texts["name"]
    draft.add(AliasKind.PRIMARY.value, name)
    if is_person:
        last_name, comma, first_name = name.partition(",")
        draft.add("lastName", last_name)
        draft.add("firstName", first_name if comma else "")
    for field, prop in TEXTS.items():
        if row.texts[field] not in _NO_COUNTRY:
            is_position = field == "title" and is_person
            draft.add("position" if is_position else prop, row.texts[field])
    draft.add("notes", f"Listed by: {on.title}")
    for field, words in NOTES.items():
        if row.texts[field]:
            draft.add("notes", f"{words}: {row.texts[field]}")
    for field, prop in LISTS.items():
        for value in row.lists[field]:
            # "(all of preceding located in Tver)" stands among the aliases, but is none.
            is_remark = value.startswith("(") and value.endswith(")")
            draft.add("notes" if is_remark else prop, _AND.sub("", value, count=1))
    for address in row.lists["addresses"]:
        _add_address(address, draft)
    home = draft.only_country
    births = row.lists["dates_of_birth"]
    draft.add("birthDate", *filter(ISO_DATE.fullmatch, births))
    clauses = [
        *(f"DOB {text}" for text in births if not ISO_DATE.fullmatch(text)),
        *(identity.clause for identity in row.ids),
    ]
    for clause in clauses:
        for prop, value in clause_facts(clause, home=home):
            draft.add(prop, value)
    for prop, value in remark_facts(row.texts["remarks"], home=home):
        draft.add(prop, value)
    return draft


def _add_address(address: str, draft: Draft) -> None:
    """An address ends with the code of its country, or is that code alone."""
    code = address.rpartition(", ")[2]
    if COUNTRY_CODE.fullmatch(code) and country_code(code):
        draft.add("country", code)
    draft.add("address", address)


def _error(message: str, path: Path, row: CslRow, field: str) -> ListError:
    return ListError(message, file=path, row=row.number, field=field)
