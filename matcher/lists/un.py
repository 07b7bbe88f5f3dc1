"""The United Nations Security Council's Consolidated List as XML.

Every element is known by name; one that is not is refused, with the entry's DATAID.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# Elements with one text, by what they are evidence of.
_TEXTS = {
    "UN_LIST_TYPE": "program",
    "COMMENTS1": "notes",
    "SUBMITTED_BY": "notes",
    "SUBMITTED_ON": "notes",
    "NATIONALITY2": "nationality",
}
# Elements that hold a list of <VALUE>.
_VALUES = {
    "TITLE": "title",
    "DESIGNATION": "position",
    "NATIONALITY": "nationality",
    "LAST_DAY_UPDATED": None,
    "LIST_TYPE": None,
}
# Read by name elsewhere in this module, or of the file's making (its version, its order).
_HANDLED = frozenset(
    {
        *_NAME_PARTS,
        *("DATAID", "REFERENCE_NUMBER", "LISTED_ON", "GENDER", "NAME_ORIGINAL_SCRIPT"),
        *("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD"),
    }
)
_ALIAS_KINDS = {
    "Good": AliasKind.ALIAS,
    "a.k.a.": AliasKind.ALIAS,
    "Low": AliasKind.WEAK,
    "f.k.a.": AliasKind.FORMER,
}
_PARTS = {
    "ALIAS": {
        "QUALITY",
        "ALIAS_NAME",
        "NOTE",
        "DATE_OF_BIRTH",
        "CITY_OF_BIRTH",
        "COUNTRY_OF_BIRTH",
    },
    "ADDRESS": {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"},
    "DATE_OF_BIRTH": {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"},
    "PLACE_OF_BIRTH": {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"},
    "DOCUMENT": {
        *("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "DATE_OF_ISSUE"),
        *("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "NOTE"),
    },
}
_GROUPS = frozenset({"INDIVIDUALS", "ENTITIES"})
_SCHEMATA = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}
_PASSPORT = re.compile(r"pass?e?port|pasaporte", re.IGNORECASE)
_FORMERLY = re.compile(r"(formerly|previously) listed as", re.IGNORECASE)


def read_un(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The individuals and entities of the list.

    Args:
        source: `un_sc`.
        path: The XML file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list where the file does not say it (`dateGenerated`).

    Raises:
        ListError: The XML is broken or has an element, alias quality or entry that is not
            understood. The row is the entry's position in the file, from 1; of broken XML
            the line.
    """
    sha256 = sha256_of(path)
    elements = XmlEntries(
        path, root="CONSOLIDATED_LIST", groups=_GROUPS, entries=frozenset(_SCHEMATA)
    )
    seen: set[str] = set()
    for row, element in enumerate(elements, start=1):
        tally.as_of = elements.date_of("dateGenerated") or as_of
        entry = _Entry(element, path, row, tally)
        if entry.data_id in seen:
            raise ListError(
                f"entry {entry.data_id} stands twice", file=path, row=row, field="DATAID"
            )
        seen.add(entry.data_id)
        draft = entry.draft()
        changes = [text for part in element.iter("LAST_DAY_UPDATED") for text in _texts(part)]
        listed_on = _text(element, "LISTED_ON")
        yield draft.listed(
            entry_id=f"{source.key}-{entry.data_id}",
            schema=_SCHEMATA[element.tag],
            provenance=Provenance(
                source=source.key, entry_id=entry.data_id, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            referents=tuple(filter(None, [_text(element, "REFERENCE_NUMBER")])),
            first_seen=listed_on or None,
            last_change=max(changes, default=listed_on) or None,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


class _Entry:
    """One individual or entity, read element by element."""

    def __init__(self, element: Element, path: Path, row: int, tally: Tally) -> None:
        self._element = element
        self._path = path
        self._row = row
        self._draft = Draft(tally)
        self.data_id = _text(element, "DATAID")
        if not self.data_id:
            raise self._error("the entry has no DATAID", "DATAID")

    def draft(self) -> Draft:
        """What the entry says, by FollowTheMoney property."""
        name = " ".join(filter(None, (_text(self._element, part) for part in _NAME_PARTS)))
        if not name:
            raise self._error("the entry has no name", "FIRST_NAME")
        self._draft.add(AliasKind.PRIMARY.value, name)
        self._draft.add(AliasKind.PRIMARY.value, _text(self._element, "NAME_ORIGINAL_SCRIPT"))
        self._draft.add("gender", _text(self._element, "GENDER").lower())
        if ";" in name:  # "FIRST COMPANY ; SECOND COMPANY": each of them is a name as well
            self._draft.add(AliasKind.ALIAS.value, *name.split(";"))
        for part in self._element:
            self._take(part)
        return self._draft

    def _take(self, part: Element) -> None:
        tag = part.tag.removeprefix(f"{self._element.tag}_")
        if tag in _TEXTS:
            self._draft.add(_TEXTS[tag], _squeezed(part))
        elif tag in _VALUES:
            self._only(part, {"VALUE"})
            if prop := _VALUES[tag]:
                self._draft.add(prop, *_texts(part))
        elif tag in _PARTS:
            self._only(part, _PARTS[tag])
            fields = {field.tag: _squeezed(field) for field in part}
            _TAKERS[tag](self, {name: text for name, text in fields.items() if text})
        elif tag not in _HANDLED:
            raise self._error("the element is not known", part.tag)
        elif len(part):
            raise self._error(f"<{part[0].tag}> is not known here", part.tag)

    def _alias(self, fields: dict[str, str]) -> None:
        names = [name.strip() for name in fields.pop("ALIAS_NAME", "").split(";")]
        quality = fields.pop("QUALITY", "")
        if any(names):
            kind = _ALIAS_KINDS.get(quality)
            if kind is None:
                raise self._error(f"{quality!r} is not a quality of alias", "QUALITY")
            if _FORMERLY.search(fields.get("NOTE", "")):
                kind = AliasKind.FORMER
            self._draft.add(kind.value, *names)
        self._note("Alias", [*names[:1], *fields.values()] if fields else [])

    def _address(self, fields: dict[str, str]) -> None:
        note = fields.pop("NOTE", "")
        parts = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
        address = ", ".join(filter(None, (fields.get(part) for part in parts)))
        self._draft.add("country", fields.get("COUNTRY", ""))
        self._draft.add("address", address)
        self._note("Address", [part for part in (address, note) if part] if note else [])

    def _birth_date(self, fields: dict[str, str]) -> None:
        dates = [
            fields[name] for name in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR") if name in fields
        ]
        if "DATE" in fields:
            dates = [fields["DATE"]]
        self._draft.add("birthDate", *dates)
        if fields.get("TYPE_OF_DATE", "EXACT") != "EXACT" or "NOTE" in fields:
            self._note("Date of birth", list(fields.values()))

    def _birth_place(self, fields: dict[str, str]) -> None:
        parts = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE")
        self._draft.add("birthPlace", ", ".join(fields[part] for part in parts if part in fields))
        country = fields.get("COUNTRY", "")
        self._draft.add("birthCountry", country_code(country) or country)

    def _document(self, fields: dict[str, str]) -> None:
        kinds = f"{fields.get('TYPE_OF_DOCUMENT', '')} {fields.get('TYPE_OF_DOCUMENT2', '')}"
        kind = "passportNumber" if _PASSPORT.search(kinds) else "idNumber"
        self._draft.add(kind, fields.get("NUMBER", ""))
        for name in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"):
            self._draft.add("country", fields.get(name, ""))
        if fields.keys() - {"TYPE_OF_DOCUMENT", "NUMBER"}:
            self._note("Document", list(fields.values()))

    def _note(self, about: str, parts: list[str]) -> None:
        if parts:
            self._draft.add("notes", f"{about}: {', '.join(parts)}")

    def _only(self, part: Element, known: set[str]) -> None:
        for field in part:
            if field.tag not in known or len(field):
                raise self._error("the element is not known", f"{part.tag}/{field.tag}")

    def _error(self, message: str, field: str) -> ListError:
        data_id = _text(self._element, "DATAID") or "?"
        return ListError(
            f"DATAID {data_id}: {message}", file=self._path, row=self._row, field=field
        )


_TAKERS = {
    "ALIAS": _Entry._alias,  # noqa: SLF001 (its own table)
    "ADDRESS": _Entry._address,  # noqa: SLF001
    "DATE_OF_BIRTH": _Entry._birth_date,  # noqa: SLF001
    "PLACE_OF_BIRTH": _Entry._birth_place,  # noqa: SLF001
    "DOCUMENT": _Entry._document,  # noqa: SLF001
}


def _text(element: Element, tag: str) -> str:
    part = element.find(tag)
    return "" if part is None else _squeezed(part)


def _texts(element: Element) -> list[str]:
    return [text for text in map(_squeezed, element) if text]


def _squeezed(element: Element) -> str:
    """Its text on one line: the file wraps and indents long ones."""
    return " ".join((element.text or "").split())
