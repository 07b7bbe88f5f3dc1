"""Any table as CSV or JSON, with a mapping beside it that says what each column is evidence of.

The mapping of `parties.csv` is `parties.mapping.toml` in the same folder:

    delimiter = ";"                # optional
    id = "Ref"                     # the column with the entry's id; of a table without
                                   # one, the columns that tell entries apart: ["Name", "Date"]
    schema = "Company"             # FollowTheMoney; of entries whose type names no other
    schema_column = "Type"         # optional, with
    schemata = { ship = "Vessel" } # what its values mean
    topics = ["export.control"]    # optional; else the list's

    [columns]                      # every column: a FollowTheMoney property, or "ignore"
    "Name" = "name"
    "Also known as" = { property = "alias", split = "|" }
    "Row" = "ignore"

In JSON a row is an object, a column one of its keys, and several values are a list:

    records = "entities"           # the key of the document that holds the rows; optional
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import opened, sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, csv_rows, records
from matcher.lists.vocabulary import PARTY_SCHEMATA, PROPERTIES
from matcher.records import Listed, Provenance

_IGNORE = "ignore"
_HEAD_BYTES = 64
_JSON = frozenset({b"{", b"["})
_Values = dict[str, list[str]]  # column -> what stands there
_Letter = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Several(_Strict):
    """A column with several values."""

    property: str
    split: Annotated[str, StringConstraints(min_length=1)]


class _Mapping(_Strict):
    """The mapping file, its types checked."""

    id: str | list[str]
    schema_name: str
    columns: dict[str, str | _Several]
    delimiter: _Letter = ","
    schema_column: str | None = None
    schemata: dict[str, str] = {}
    topics: list[str] | None = None
    records: str | None = None


def mapping_path(path: Path) -> Path:
    """Where the mapping of a table is: `parties.csv.gz` has `parties.mapping.toml`."""
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    return path.with_name(f"{stem}.mapping.toml")


def read_mapped(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of a table.

    Args:
        source: The list.
        path: The CSV or JSON file, plain or .gz; its mapping stands beside it.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: There is no mapping or it is malformed, a column is not in it, a value is
            no text, an entry has no id, stands twice, or has no name, address or identifier.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    mapping = _mapping(mapping_path(path))
    seen: dict[str, int] = {}
    rows = 0
    for number, record in _rows(path, mapping):
        rows += 1
        key = _key(record, mapping)
        field = mapping.id if isinstance(mapping.id, str) else ", ".join(mapping.id)
        if not key:
            raise ListError("the entry has no id", file=path, row=number, field=field)
        printed = hash(tuple(map(tuple, record.values())))
        if seen.get(key) == printed and not isinstance(mapping.id, str):
            tally.repeated["entries"] += 1  # without an id, and the same in every column
            continue
        if key in seen:
            message = f"entry {key} stands twice"
            raise ListError(message, file=path, row=number, field=field)
        seen[key] = printed
        draft = _draft(record, mapping, tally)
        if draft.is_anonymous:
            message = "there is no name, address or identifier"
            raise ListError(message, file=path, row=number)
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=_schema(record, mapping),
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics if mapping.topics is None else tuple(mapping.topics),
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=rows))


def _rows(path: Path, mapping: _Mapping) -> Iterator[tuple[int, _Values]]:
    with opened(path) as stream:
        is_json = stream.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _JSON
    if is_json:
        yield from _json_rows(path, mapping)
        return
    columns = Columns(required=tuple(mapping.columns))
    rows = csv_rows(path, delimiter=mapping.delimiter)
    for number, record in records(rows, columns, file=path):
        yield number, {column: [value] for column, value in record.items()}


def _json_rows(path: Path, mapping: _Mapping) -> Iterator[tuple[int, _Values]]:
    """The objects of a document; a column that none of them has is missing."""
    with opened(path) as stream:
        try:
            document = json.loads(stream.read())
        except ValueError as error:
            raise ListError(f"the JSON is broken: {error}", file=path) from error
    key = mapping.records
    found = document if key is None else document.get(key) if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise ListError("is no list of entries", file=path, field=key)
    missing = set(mapping.columns)
    for number, item in enumerate(found, start=1):
        if not isinstance(item, dict):
            raise ListError("is no object", file=path, row=number)
        for column in item.keys() - mapping.columns.keys():
            raise ListError("the column is not known", file=path, row=number, field=column[:60])
        missing -= item.keys()
        yield (
            number,
            {column: _texts(item.get(column), path, number, column) for column in mapping.columns},
        )
    if found and missing:
        raise ListError("the column is missing", file=path, field=min(missing))


def _texts(value: Any, path: Path, number: int, column: str) -> list[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(one, str | int | float) for one in values):
        raise ListError("is neither text nor a list of texts", file=path, row=number, field=column)
    return [" ".join(str(one).split()) for one in values]


def _key(record: _Values, mapping: _Mapping) -> str:
    if isinstance(mapping.id, str):
        return "; ".join(record[mapping.id])
    printed = "\n".join("; ".join(record[column]) for column in mapping.id)
    return hashlib.sha256(printed.encode()).hexdigest()[:12] if printed.strip() else ""


def _draft(record: _Values, mapping: _Mapping, tally: Tally) -> Draft:
    draft = Draft(tally)
    for column, target in mapping.columns.items():
        for value in record[column]:
            if isinstance(target, _Several):
                draft.add(target.property, *value.split(target.split))
            elif target != _IGNORE:
                draft.add(target, value)
    return draft


def _schema(record: _Values, mapping: _Mapping) -> str:
    if mapping.schema_column is None:
        return mapping.schema_name
    printed = "; ".join(record[mapping.schema_column])
    if printed in PARTY_SCHEMATA:
        return printed
    return mapping.schemata.get(printed, mapping.schema_name)


def _mapping(path: Path) -> _Mapping:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"the table needs a mapping beside it: {error.strerror}"
        raise ListError(message, file=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ListError(f"is not TOML: {error}", file=path) from error
    if "schema" in document:  # a name that pydantic keeps for itself
        document["schema_name"] = document.pop("schema")
    try:
        mapping = _Mapping.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])).replace("schema_name", "schema")
        raise ListError(first["msg"], file=path, field=field) from error
    _check(mapping, path)
    return mapping


def _check(mapping: _Mapping, path: Path) -> None:
    for column, target in mapping.columns.items():
        prop = target.property if isinstance(target, _Several) else target
        if prop not in PROPERTIES | {_IGNORE}:
            message = f"{prop!r} is no property of FollowTheMoney"
            raise ListError(message, file=path, field=f"columns.{column}")
    ids = [mapping.id] if isinstance(mapping.id, str) else mapping.id
    if not ids:
        raise ListError("names no column", file=path, field="id")
    for field, named in (
        *(("id", column) for column in ids),
        ("schema_column", mapping.schema_column),
    ):
        if named is not None and named not in mapping.columns:
            raise ListError(f"{named!r} is not among the columns", file=path, field=field)
    for schema in (mapping.schema_name, *mapping.schemata.values()):
        if schema not in PARTY_SCHEMATA:
            message = f"{schema!r} is no schema of a party"
            raise ListError(message, file=path, field="schema")
