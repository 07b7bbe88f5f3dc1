"""The US Consolidated Screening List: thirteen lists of three departments, as CSV or JSON.

Both forms carry the same fields; the CSV joins what is several with "; ". An entry stands
once for each list that it is on, with that list's topics and dataset beside `us_csl`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

from matcher.errors import ListError
from matcher.lists.csl_lists import MemberList, member_list
from matcher.lists.draft import Draft
from matcher.lists.files import opened, sha256_of
from matcher.lists.ofac_remarks import clause_facts, remark_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, csv_rows, records
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

# Fields with one value, by what they are evidence of.
_TEXTS = {
    "title": "notes",  # of a person: position
    "call_sign": "callSign",
    "vessel_type": "type",
    "gross_tonnage": "tonnage",
    "gross_registered_tonnage": "grossRegisteredTonnage",
    "vessel_flag": "flag",
    "vessel_owner": "owner",
    "source_list_url": "sourceUrl",
    "source_information_url": "sourceUrl",
    "country": "country",
}
# Fields with one value that goes among the notes, under these words.
_NOTES = {
    "federal_register_notice": "Federal Register",
    "end_date": "Until",
    "standard_order": "Standard order",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
}
_LISTS = {
    "programs": "program",
    "alt_names": AliasKind.ALIAS.value,
    "citizenships": "citizenship",
    "nationalities": "nationality",
    "places_of_birth": "birthPlace",
}
_COLUMNS = Columns(
    required=(
        *("_id", "source", "entity_number", "type", "name", "addresses", "start_date"),
        *("dates_of_birth", "remarks", "ids"),
        *_LISTS,
        *(field for field in _TEXTS if field != "country"),
        *_NOTES,
    ),
    optional=("country",),
)
_JSON_FIELDS = frozenset({*_COLUMNS.required, *_COLUMNS.optional, "id"}) - {"_id"}
_ADDRESS_PARTS = ("address", "city", "state", "postal_code", "country")
_ID_PARTS = ("country", "expiration_date", "issue_date", "number", "type")
_SCHEMATA = {
    "Entity": "Organization",
    "Individual": "Person",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_NO_COUNTRY = frozenset({"None Identified", "undetermined"})
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"[A-Z]{2}")
_AND = re.compile(r"(?:and|or)\s+")
# The CSV's divider; "; and JSC 140 Repair Plant" is the last of a series.
_DIVIDER = re.compile(r";\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One entry, in either form.

    Args:
        texts: Fields with one value.
        lists: Fields with several.
        ids: Each as `_Identity`.
    """

    number: int
    texts: Mapping[str, str]
    lists: Mapping[str, list[str]]
    ids: list["_Identity"]

    def repeats(self, other: "_Row") -> bool:
        """Whether it says what the other says, but for the address of the list."""
        same = all(self.texts[f] == other.texts[f] for f in self.texts if f != "source_list_url")
        return same and self.lists == other.lists and self.ids == other.ids


@dataclass(frozen=True, slots=True, kw_only=True)
class _Identity:
    label: str
    number: str = ""
    country: str = ""
    dates: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """As OFAC's remarks print it: "Tax ID No. 7700000017 (RU) issued 2019-01-01"."""
        issuer = f" ({self.country})" if self.country else ""
        dates = f" issued or expires {', '.join(self.dates)}" if self.dates else ""
        return f"{self.label} {self.number}{issuer}{dates}".strip()


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
    return _entries(source, path, _csv(path), tally)


def read_csl_json(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of the list as JSON: as `read_csl_csv`; the row is the position, from 1."""
    tally.as_of = as_of
    return _entries(source, path, _json(path), tally)


def _entries(source: Source, path: Path, rows: Iterator[_Row], tally: Tally) -> Iterator[Listed]:
    sha256 = sha256_of(path)
    seen: dict[str, _Row] = {}
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


def _draft(row: _Row, on: MemberList, tally: Tally) -> Draft:
    draft = Draft(tally)
    is_person = row.texts["type"] == "Individual"
    name = row.texts["name"]
    draft.add(AliasKind.PRIMARY.value, name)
    if is_person:
        last_name, comma, first_name = name.partition(",")
        draft.add("lastName", last_name)
        draft.add("firstName", first_name if comma else "")
    for field, prop in _TEXTS.items():
        if row.texts[field] not in _NO_COUNTRY:
            is_position = field == "title" and is_person
            draft.add("position" if is_position else prop, row.texts[field])
    draft.add("notes", f"Listed by: {on.title}")
    for field, words in _NOTES.items():
        if row.texts[field]:
            draft.add("notes", f"{words}: {row.texts[field]}")
    for field, prop in _LISTS.items():
        values = row.lists[field]
        draft.add(prop, *(_AND.sub("", v, count=1) if _AND.match(v) else v for v in values))
    for address in row.lists["addresses"]:
        _add_address(address, draft)
    home = draft.only_country
    births = row.lists["dates_of_birth"]
    draft.add("birthDate", *filter(_ISO_DATE.fullmatch, births))
    clauses = [
        *(f"DOB {text}" for text in births if not _ISO_DATE.fullmatch(text)),
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
    if _CODE.fullmatch(code) and country_code(code):
        draft.add("country", code)
    draft.add("address", address)


def _csv(path: Path) -> Iterator[_Row]:
    for number, record in records(csv_rows(path), _COLUMNS, file=path):
        lists = {field: _split(record[field]) for field in (*_LISTS, "addresses", "dates_of_birth")}
        ids = [_csv_identity(text) for text in _split(record["ids"])]
        yield _Row(number=number, texts=record, lists=lists, ids=ids)


def _split(text: str) -> list[str]:
    return [part.strip() for part in _DIVIDER.split(text) if part.strip()]


def _csv_identity(text: str) -> _Identity:
    """Parts as published: [country,] [dates,] number, label."""
    *parts, label = text.split(", ")
    country = parts.pop(0) if len(parts) > 1 and _CODE.fullmatch(parts[0]) else ""
    dates = []
    while len(parts) > 1 and _ISO_DATE.fullmatch(parts[0]):
        dates.append(parts.pop(0))
    return _Identity(label=label, number=", ".join(parts), country=country, dates=tuple(dates))


def _json(path: Path) -> Iterator[_Row]:
    with opened(path) as stream:
        data = stream.read()
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ListError(f"is not JSON: {error}", file=path) from error
    results = document.get("results") if isinstance(document, dict) else None
    if not isinstance(results, list):
        raise ListError("is not a list of entries", file=path, field="results")
    for number, entry in enumerate(results, start=1):
        if not isinstance(entry, dict):
            raise ListError("is not a JSON object", file=path, row=number)
        yield _JsonEntry(entry, path, number).row()


class _JsonEntry:
    """One object of `results`, its types checked."""

    def __init__(self, entry: dict[str, object], path: Path, number: int) -> None:
        self._entry = entry
        self._path = path
        self._number = number
        for field in entry.keys() - _JSON_FIELDS:
            raise self._error("the key is not known", field)

    def row(self) -> _Row:
        texts = ("source", "entity_number", "type", "name", "start_date", "remarks")
        return _Row(
            number=self._number,
            texts={
                "_id": self._text(self._entry, "id"),
                **{field: self._text(self._entry, field) for field in (*texts, *_TEXTS, *_NOTES)},
            },
            lists={
                **{field: self._texts(field) for field in (*_LISTS, "dates_of_birth")},
                "addresses": [
                    ", ".join(filter(None, (self._text(part, p) for p in _ADDRESS_PARTS)))
                    for part in self._parts("addresses", _ADDRESS_PARTS)
                ],
            },
            ids=[
                _Identity(
                    label=self._text(part, "type"),
                    number=self._text(part, "number"),
                    country=self._text(part, "country"),
                    dates=tuple(
                        filter(
                            None, (self._text(part, p) for p in ("expiration_date", "issue_date"))
                        )
                    ),
                )
                for part in self._parts("ids", _ID_PARTS)
            ],
        )

    def _parts(self, field: str, known: tuple[str, ...]) -> list[dict[str, object]]:
        found = self._entry.get(field) or []
        if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
            raise self._error("is not a list of objects", field)
        for part in found:
            for name in part.keys() - set(known):
                raise self._error("the key is not known", f"{field}/{name}")
        return found

    def _text(self, part: Mapping[str, object], field: str) -> str:
        value = part.get(field)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self._error(f"{value!r} is not text", field)
        return " ".join(str(value).split())

    def _texts(self, field: str) -> list[str]:
        found = self._entry.get(field) or []
        if not isinstance(found, list):
            raise self._error("is not a list", field)
        return [self._text({field: value}, field) for value in found]

    def _error(self, message: str, field: str) -> ListError:
        return ListError(message, file=self._path, row=self._number, field=field)


def _error(message: str, path: Path, row: _Row, field: str) -> ListError:
    return ListError(message, file=path, row=row.number, field=field)
