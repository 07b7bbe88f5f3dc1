"""FollowTheMoney entities as JSON lines: what OpenSanctions publishes and others convert to.

Parties become entries; links, documents and loose addresses are counted by schema. A key,
schema or property that is not in the vocabulary is refused.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import numbered_lines, sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.vocabulary import (
    ADDRESS_PARTS,
    ADDRESS_SCHEMA,
    OTHER_SCHEMATA,
    PARTY_SCHEMATA,
    PROPERTIES,
)
from matcher.records import AliasKind, Listed, Provenance

_TEXT_KEYS = ("caption", "first_seen", "last_seen", "last_change")
_LIST_KEYS = ("datasets", "referents", "origin")
_KEYS = frozenset({"id", "schema", "properties", "target", *_TEXT_KEYS, *_LIST_KEYS})


def read_ftm(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The parties of a file of FollowTheMoney entities.

    Args:
        source: `ftm`, or a list of which the file is a conversion: its key and topics are
            given to entities that name no dataset and no topic.
        path: One JSON object a line, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A line is not such an entity; names the line and the key or property.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    seen: set[str] = set()
    rows = 0
    for row, line in numbered_lines(path):
        if not line.strip():
            continue
        rows += 1
        entity = _Entity(line, path, row)
        if entity.id in seen:
            raise entity.error(f"entity {entity.id!r} stands twice", "id")
        seen.add(entity.id)
        if not entity.is_party:
            tally.skipped[entity.schema] += 1
            continue
        provenance = Provenance(
            source=source.key, entry_id=entity.id, file_sha256=sha256, as_of=as_of
        )
        yield entity.listed(source, provenance, tally)
    if not rows:
        raise ListError("the file has no entities", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=rows))


class _Entity:
    """One line, its types checked."""

    def __init__(self, line: bytes, path: Path, row: int) -> None:
        self._path = path
        self._row = row
        try:
            entity = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            raise self.error(f"is not JSON: {error}") from error
        if not isinstance(entity, dict):
            raise self.error("is not a JSON object")
        for key in entity.keys() - _KEYS:
            raise self.error("the key is not known", key)
        self._entity: dict[str, Any] = entity
        self.id = self._required("id")
        self.schema = self._required("schema")
        if self.schema not in PARTY_SCHEMATA | OTHER_SCHEMATA | {ADDRESS_SCHEMA}:
            raise self.error(f"schema {self.schema!r} is not known", "schema")
        self._target = entity.get("target", True)
        if not isinstance(self._target, bool):
            raise self.error("is neither true nor false", "target")
        self._properties = self._checked_properties()

    @property
    def is_party(self) -> bool:
        """Whether it can be screened against: an address only where it is listed itself."""
        if self.schema == ADDRESS_SCHEMA:
            return bool(self._entity.get("target") or self._properties.get("topics"))
        return self.schema in PARTY_SCHEMATA

    def listed(self, source: Source, provenance: Provenance, tally: Tally) -> Listed:
        """The entry."""
        draft = Draft(tally)
        caption = self._text("caption") or ""
        if caption in self._properties.get(AliasKind.PRIMARY.value, ()):
            draft.add(AliasKind.PRIMARY.value, caption)  # of several names the first is shown
        for prop, values in self._properties.items():
            if prop not in PROPERTIES:
                raise self.error("the property is not known", prop)
            draft.add(prop, *(v for v in values if prop != AliasKind.PRIMARY or v != caption))
        draft.add(AliasKind.WEAK.value, *self._properties.get("abbreviation", ()))
        if self.schema == ADDRESS_SCHEMA:
            draft.add("address", *self._full_addresses())
        if draft.is_anonymous:
            raise self.error("there is no name, address or identifier", "name")
        return draft.listed(
            entry_id=self.id,
            schema=self.schema,
            provenance=provenance,
            datasets=self._texts("datasets") or (source.key,),
            topics=() if "topics" in self._properties else source.topics,
            referents=self._texts("referents"),
            target=self._target,
            first_seen=self._text("first_seen"),
            last_seen=self._text("last_seen"),
            last_change=self._text("last_change"),
        )

    def error(self, message: str, field: str | None = None) -> ListError:
        """What is wrong with this line."""
        return ListError(message, file=self._path, row=self._row, field=field)

    def _full_addresses(self) -> list[str]:
        if full := self._properties.get("full"):
            return full
        parts = [value for part in ADDRESS_PARTS for value in self._properties.get(part, ())]
        return [", ".join(parts)]

    def _checked_properties(self) -> dict[str, list[str]]:
        properties: object = self._entity.get("properties")
        if not isinstance(properties, dict):
            raise self.error("is not a JSON object", "properties")
        checked: dict[str, list[str]] = {}
        for prop, values in properties.items():
            checked[prop] = values if isinstance(values, list) else [values]
            for value in checked[prop]:
                self._require_text(value, prop)
        return checked

    def _require_text(self, value: object, prop: str) -> None:
        if isinstance(value, dict):
            raise self.error("an entity nested in an entity is not read", prop)
        if not isinstance(value, str):
            raise self.error(f"{_shown(value)} is not text", prop)

    def _required(self, key: str) -> str:
        value = self._text(key)
        if not value:
            raise self.error("is missing", key)
        return value

    def _text(self, key: str) -> str | None:
        value: object = self._entity.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(f"{_shown(value)} is not text", key)
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        values: object = self._entity.get(key) or []
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        raise self.error("is not a list of texts", key)


def _shown(value: object) -> str:
    return repr(value)[:40]
