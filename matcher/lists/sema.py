"""Canada's Consolidated Autonomous Sanctions List (SEMA and JVCFOR) as XML.

One flat record per party. It has no id of its own: regulation, schedule and item say which
party it is, as in the law. Names in English and French share a field, divided by a slash.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import iso_date
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, text_of
from matcher.records import AliasKind, Listed, Provenance

_FIELDS = frozenset(
    {
        *("Country", "Schedule", "Item", "DateOfListing", "Aliases"),
        *("LastName", "GivenName", "DateOfBirthOrShipBuildDate"),
        *("EntityOrShip", "TitleOrShip", "ShipIMONumber"),
    }
)
# "Belarusian: ..., Russian: ...": the language is not part of the name.
_LANGUAGE = re.compile(
    r"\b(?:Arabic|Belarus+ian|Burmese|Chinese|English|Farsi|French|Persian|Russian|Spanish"
    r"|Ukrainian)\s*:\s*"
)
_LEGAL_FORM = (
    r"(?:A\.?O|AG|АО|CJSC|Co|Corp|GmbH|Inc|JSC|ЗАО|LLC|LLP|Ltd|Limited|НАО|OAO|ОАО|OJSC"
    r"|OOO|ООО|PAO|ПАО|PJSC|S\.?A|САО|ФГУП|ФКП|ЧАО)\b\.?"
)
# A comma parts two names, or a name and its legal form ("Северный пресс, АО").
_FORM_AFTER_COMMA = re.compile(rf",\s*(?={_LEGAL_FORM}\s*(?:[,;]|$))", re.IGNORECASE)
_FORM_ALONE = re.compile(_LEGAL_FORM, re.IGNORECASE)  # names nobody
_KEPT_COMMA = "\ufdd0"  # a noncharacter: no name has it
# "Россия or Россотрудничество", but not "Joint or Several Co".
_BETWEEN_NAMES = re.compile(r"[;\n]|,(?![^(]*\))|\s(?:and|or)\s(?=[^\x00-\x7f])")
_SLASH = re.compile(r"\s*/\s*")
_ALSO = re.compile(
    r"\((?:also known as|formerly|a\.k\.a\.?|alias)\s+([^()]+)(?:\)|$)", re.IGNORECASE
)
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:-\d\d-\d\d)?\b")


def read_sema(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The individuals, entities and ships of the list.

    Args:
        source: `ca_sema`.
        path: The XML file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: The XML is broken or has an element that is not known, or an entry has no
            name or stands twice. The row is the record's position, from 1.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    seen: set[str] = set()
    elements = XmlEntries(path, root="data-set", entries=frozenset({"record"}))
    for row, element in enumerate(elements, start=1):
        refuse_unknown(element, _FIELDS, file=path, row=row)
        key = _key(element)
        if key in seen:
            raise ListError(f"entry {key} stands twice", file=path, row=row, field="Item")
        seen.add(key)
        draft = Draft(tally)
        schema = _take(element, draft)
        if not draft.has_names:
            raise ListError("the entry has no name", file=path, row=row, field="EntityOrShip")
        yield draft.listed(
            entry_id=f"{source.key}-{key}",
            schema=schema,
            provenance=Provenance(source=source.key, entry_id=key, file_sha256=sha256, as_of=as_of),
            datasets=(source.key,),
            topics=source.topics,
            first_seen=text_of(element, "DateOfListing") or None,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


def _key(element: Element) -> str:
    """Regulation, schedule and item: `russia-1-part-1-17`."""
    parts = (_english(text_of(element, "Country")), *(text_of(element, f) for f in _PLACE))
    words = "-".join(part for part in parts if part)
    return re.sub(r"[^a-z0-9.]+", "-", words.casefold()).strip("-")


_PLACE = ("Schedule", "Item")


def _take(element: Element, draft: Draft) -> str:
    """Every field into the draft; the schema is returned."""
    # The regulation's country is not the party's: a Russian entry may be a company in Dubai.
    draft.add("program", text_of(element, "Country"))
    draft.add("programId", ", ".join(filter(None, (text_of(element, f) for f in _PLACE))))
    organisation = text_of(element, "EntityOrShip")
    imo = text_of(element, "ShipIMONumber")
    title = text_of(element, "TitleOrShip")
    born = text_of(element, "DateOfBirthOrShipBuildDate")
    schema = "Vessel" if imo else "Organization" if organisation else "Person"
    if schema == "Person":
        given, last = text_of(element, "GivenName"), text_of(element, "LastName")
        draft.add(AliasKind.PRIMARY.value, f"{given} {last}")
        draft.add("firstName", given)
        draft.add("lastName", last)
        draft.add("title", title)
    else:
        _add_organisation(organisation, draft)
        draft.add("imoNumber", imo)
        draft.add("type", title)
    _add_dates(born, "birthDate" if schema == "Person" else "buildDate", draft)
    _add_aliases(element.findtext("Aliases") or "", draft, is_person=schema == "Person")
    return schema


def _add_organisation(text: str, draft: Draft) -> None:
    """The name, its French half and what stands in brackets as names of their own."""
    also = [name for names in _ALSO.findall(text) for name in re.split(r"\s+or\s+|;", names)]
    name = " ".join(_ALSO.sub("", text).split())
    english, *others = _SLASH.split(name) if _is_bilingual(name) else [name]
    draft.add(AliasKind.PRIMARY.value, english)
    draft.add(AliasKind.ALIAS.value, *others, *also)
    if len(others) or also:
        draft.add("notes", f"Printed as: {text}")


def _is_bilingual(name: str) -> bool:
    """Whether a slash divides two names; in "Ka/Band Co" or "SIPPAR/7" it divides none."""
    halves = _SLASH.split(name)
    return len(halves) > 1 and all(len(half.split()) > 1 for half in halves)


def _add_aliases(text: str, draft: Draft, *, is_person: bool) -> None:
    """The names of one field: parted by semicolons, lines or commas, with language labels."""
    printed = " ".join(text.split())
    kept = _FORM_AFTER_COMMA.sub(_KEPT_COMMA, text)
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_LANGUAGE.sub(";", kept)):
        name = " ".join(part.replace(_KEPT_COMMA, ", ").split())
        names += _SLASH.split(name) if _is_bilingual(name) else [name]
    names = [
        name
        for name in map(_without_half_brackets, names)
        if any(map(str.isalnum, name)) and not _FORM_ALONE.fullmatch(name)
    ]
    for name in names:
        # "Andrei", of somebody whose full name is printed: by itself it names nobody.
        is_short = is_person and " " not in name and len(names) > 1
        draft.add((AliasKind.WEAK if is_short else AliasKind.ALIAS).value, name)
    if names != [printed] and printed:
        draft.add("notes", f"Aliases: {printed}")


def _without_half_brackets(name: str) -> str:
    """Without a bracket at its ends whose other half went with another name."""
    if name.count(")") > name.count("("):
        name = name.removesuffix(")")
    if name.count("(") > name.count(")"):
        name = name.removeprefix("(")
    return name


def _add_dates(text: str, prop: str, draft: Draft) -> None:
    if not text:
        return
    found = text if _ISO_DATE.fullmatch(text) else iso_date(text)
    if found:
        draft.add(prop, found)
        return
    draft.add(prop, *_YEAR.findall(text))
    draft.add("notes", f"Date: {text}")


def _english(text: str) -> str:
    """The half before the slash."""
    return text.partition(" / ")[0]
