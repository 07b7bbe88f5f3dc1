"""The Consolidated Screening List's two forms, CSV and JSON, as the same rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from matcher.errors import ListError
from matcher.lists.files import opened
from matcher.lists.tables import Columns, csv_rows, records
from matcher.records import AliasKind

# Fields with one value, by what they are evidence of.
TEXTS = {
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
NOTES = {
    "federal_register_notice": "Federal Register",
    "end_date": "Until",
    "standard_order": "Standard order",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
}
# Fields with several values.
LISTS = {
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
        *LISTS,
        *(field for field in TEXTS if field != "country"),
        *NOTES,
    ),
    optional=("country",),
)
_JSON_FIELDS = frozenset({*_COLUMNS.required, *_COLUMNS.optional, "id"}) - {"_id"}
_ADDRESS_PARTS = ("address", "city", "state", "postal_code", "country")
_ID_PARTS = ("country", "expiration_date", "issue_date", "number", "type")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# The CSV's divider.
_DIVIDER = re.compile(r";\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CslRow:
    """One entry, in either form.

    Args:
        number: Line of the CSV, position in the JSON, from 1.
        texts: Fields with one value, by the names of the CSV.
        lists: Fields with several.
    """

    number: int
    texts: Mapping[str, str]
    lists: Mapping[str, list[str]]
    ids: list["Identity"]

    def repeats(self, other: "CslRow") -> bool:
        """Whether it says what the other says, but for the address of the list."""
        same = all(self.texts[f] == other.texts[f] for f in self.texts if f != "source_list_url")
        return same and self.lists == other.lists and self.ids == other.ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One identifier or other fact that Treasury prints as one.

    Args:
        label: Its kind, as OFAC names it ("Tax ID No.", "Gender").
        country: Of the issuer, ISO 3166-1 alpha-2 as printed.
        dates: Of issue and expiry; the CSV does not say which is which.
    """

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


def rows_of_csv(path: Path) -> Iterator[CslRow]:
    """The entries of the CSV form; ListError where a row or the header is broken."""
    for number, record in records(csv_rows(path), _COLUMNS, file=path):
        lists = {field: _split(record[field]) for field in (*LISTS, "addresses", "dates_of_birth")}
        ids = [_csv_identity(text) for text in _split(record["ids"])]
        yield CslRow(number=number, texts=record, lists=lists, ids=ids)


def _split(text: str) -> list[str]:
    return [part.strip() for part in _DIVIDER.split(text) if part.strip()]


def _csv_identity(text: str) -> Identity:
    """Parts as published: [country,] [dates,] number, label."""
    *parts, label = text.split(", ")
    country = parts.pop(0) if len(parts) > 1 and COUNTRY_CODE.fullmatch(parts[0]) else ""
    dates = []
    while len(parts) > 1 and ISO_DATE.fullmatch(parts[0]):
        dates.append(parts.pop(0))
    return Identity(label=label, number=", ".join(parts), country=country, dates=tuple(dates))


def rows_of_json(path: Path) -> Iterator[CslRow]:
    """The entries of the JSON form; ListError where a key or a type is not known."""
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

    def row(self) -> CslRow:
        texts = ("source", "entity_number", "type", "name", "start_date", "remarks")
        return CslRow(
            number=self._number,
            texts={
                "_id": self._text(self._entry, "id"),
                **{field: self._text(self._entry, field) for field in (*texts, *TEXTS, *NOTES)},
            },
            lists={
                **{field: self._texts(field) for field in (*LISTS, "dates_of_birth")},
                "addresses": [
                    ", ".join(filter(None, (self._text(part, p) for p in _ADDRESS_PARTS)))
                    for part in self._parts("addresses", _ADDRESS_PARTS)
                ],
            },
            ids=[
                Identity(
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
