"""Switzerland's list of sanctioned parties (SECO) as XML, the whole list.

The list keeps parties that were taken off it, and in `modification` what each change added
and removed; only the present state of parties that are on it is read. Places, which addresses
and births refer to, stand after the parties, so that the file is read twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import Fact
from matcher.lists.registrations import registration_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.seco_names import alias_kind, name_of, variants_of
from matcher.lists.seco_schema import BOUNDS, KINDS, KNOWN
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, text_of, texts_of
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_ENTRIES = frozenset({"sanctions-program", "target", "place"})
_OBJECTS = {"vessel": "Vessel", "aircraft": "Airplane"}
_PERSONAL = {"given-name": "firstName", "family-name": "lastName", "father-name": "fatherName"}
_IMO = re.compile(r"\bIMO\b[^0-9]{0,20}(\d{7})\b")
_REGISTERED = re.compile(r"(?:registration|tax|INN|OGRN)[^:;]{0,40}:\s*([^;]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Register:
    """What parties refer to, by `ssid`."""

    programmes: dict[str, str] = field(default_factory=dict)  # of a sanctions-set
    places: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)  # code, of a place
    names: dict[str, str] = field(default_factory=dict)  # of a target


def read_seco(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The parties that are on the list.

    Args:
        source: `ch_seco`.
        path: The XML file, plain or .gz.
        tally: Takes the counts; parties taken off the list are `skipped`.
        as_of: Date of the list where the file does not say it (`date`).

    Raises:
        ListError: The XML is broken or has an element or attribute that is not known, or a
            party has no name. The row is the party's position, from 1.
    """
    sha256 = sha256_of(path)
    register = _register(path)
    elements = _elements(path)
    seen: set[str] = set()
    count = 0
    for element in elements:
        if element.tag != "target":
            continue
        count += 1
        day = elements.attributes.get("date", "")
        tally.as_of = _date(day, path) if day else as_of
        changes = element.findall("modification")
        for change in changes:
            element.remove(change)
        refuse_unknown(element, KNOWN, file=path, row=count)
        target = _Target(element, path, count, register)
        if target.ssid in seen:
            raise target.error("the party stands twice", "ssid")
        seen.add(target.ssid)
        if _is_off(changes):
            tally.skipped["taken off the list"] += 1
            continue
        listed = [c for c in changes if c.get("modification-type") == "listed"]
        yield target.draft(tally).listed(
            entry_id=f"{source.key}-{target.ssid}",
            schema=target.schema,
            provenance=Provenance(
                source=source.key, entry_id=target.ssid, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            referents=tuple(texts_of(element, "foreign-identifier")),
            first_seen=min(filter(None, map(_effective, listed)), default=None),
            last_change=max(filter(None, map(_effective, changes)), default=None),
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=count))


def _elements(path: Path) -> XmlEntries:
    return XmlEntries(path, root="swiss-sanctions-list", entries=_ENTRIES, has_attributes=True)


def _register(path: Path) -> _Register:
    register = _Register()
    for element in _elements(path):
        ssid = element.get("ssid", "")
        if element.tag == "sanctions-program":
            keys = {part.get("lang"): text_of(part, ".") for part in element.iter("program-key")}
            key = keys.get("eng") or next(iter(keys.values()), "")
            for part in element.iter("sanctions-set"):
                register.programmes[part.get("ssid", "")] = key
        elif element.tag == "place":
            country = element.find("country")
            code = "" if country is None else country.get("iso-code", "")
            words = [text_of(element, name) for name in ("location", "area", "country")]
            register.places[ssid] = ", ".join(filter(None, words))
            register.countries[ssid] = code
        else:
            name = element.find("*/identity/name")
            register.names[ssid] = "" if name is None else name_of(name)
    return register


def _date(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ListError(f"{text!r} is not a date", file=path, field="date") from error


def _is_off(changes: list[Element]) -> bool:
    """Whether the last change took the party off; changes of one day stand newest first."""
    last = max(changes, key=lambda change: _effective(change) or "", default=None)
    return last is not None and last.get("modification-type") == "de-listed"


def _effective(change: Element) -> str | None:
    return change.get("effective-date") or change.get("publication-date")


class _Target:
    """One party, its elements and attributes known."""

    def __init__(self, element: Element, path: Path, row: int, register: _Register) -> None:
        self._element = element
        self._path = path
        self._row = row
        self._register = register
        self.ssid = element.get("ssid", "")
        if not self.ssid:
            raise self.error("the party has no ssid", "ssid")
        party = next((part for part in element if part.tag in KINDS), None)
        if party is None:
            raise self.error("the party is neither individual, entity nor object", "target")
        self._party = party
        self.schema = _OBJECTS.get(party.get("object-type", ""), KINDS[party.tag])

    def draft(self, tally: Tally) -> Draft:
        """What the party's present state says, by FollowTheMoney property."""
        draft = Draft(tally)
        for prop, value in dict.fromkeys(self._names()):
            draft.add(prop, value)
        if not draft.has_names:
            raise self.error("the party has no name", "name-part")
        for prop, value in dict.fromkeys(self._facts()):
            draft.add(prop, value)
        home = draft.only_country
        for text in self._texts("other-information"):
            draft.add("notes", text)
            draft.add("imoNumber", *_IMO.findall(text))
            for printed in _REGISTERED.findall(text):
                for prop, value in registration_facts(printed, home=home):
                    if prop != "notes":  # the whole text is one already
                        draft.add(prop, value)
        return draft

    def error(self, message: str, path: str) -> ListError:
        """What is wrong with this party."""
        ssid = self._element.get("ssid", "?")
        return ListError(f"ssid {ssid}: {message}", file=self._path, row=self._row, field=path)

    def _names(self) -> Iterator[Fact]:
        """The main identity's primary name first; other identities are aliases."""
        identities = sorted(
            self._party.findall("identity"), key=lambda part: part.get("main") != "true"
        )
        has_primary = False
        for identity in identities:
            for name in identity.findall("name"):
                is_primary = name.get("name-type") == "primary-name" and not has_primary
                has_primary = has_primary or is_primary
                kind = AliasKind.PRIMARY if is_primary else alias_kind(name)
                yield kind.value, name_of(name)
                for variant in variants_of(name):
                    yield (
                        (kind if kind is not AliasKind.PRIMARY else AliasKind.ALIAS).value,
                        variant,
                    )
                if is_primary and self.schema == "Person":
                    for part in name.findall("name-part"):
                        prop = _PERSONAL.get(part.get("name-part-type", ""))
                        if prop:
                            yield prop, text_of(part, "value")

    def _facts(self) -> Iterator[Fact]:
        sets = [self._element.get("sanctions-set-id", "")]
        for ssid in (*sets, *texts_of(self._element, "sanctions-set-id")):
            yield "program", self._register.programmes.get(ssid, "")
        yield "gender", self._party.get("sex", "")
        for identity in self._party.findall("identity"):
            yield from self._identity_facts(identity)
        for text in self._texts("justification"):
            yield "notes", text
        for text in texts_of(self._element, "remark"):
            yield "notes", text
        for part in self._element.findall("generic-attribute"):
            yield "notes", f"{part.get('name', 'Attribute')}: {text_of(part, '.')}"
        for part in (*self._element.findall("relation"), *self._party.findall("relation")):
            yield "linkedTo", self._register.names.get(part.get("target-id", ""), "")
            for text in texts_of(part, "remark"):
                yield "notes", text

    def _identity_facts(self, identity: Element) -> Iterator[Fact]:
        for part in identity.findall("day-month-year"):
            yield "birthDate", _day(part)
        for part in identity.findall("day-month-year-range"):
            span = [_day(bound) for bound in part if bound.tag in BOUNDS]
            for bound in span:
                yield "birthDate", bound
            yield "notes", f"Date of birth: {' to '.join(filter(None, span))}"
        for part in identity.findall("place-of-birth"):
            yield "birthPlace", self._register.places.get(part.get("place-id", ""), "")
            code = self._register.countries.get(part.get("place-id", ""), "")
            yield "birthCountry", country_code(code) or ""
        for part in identity.iterfind("nationality/country"):
            yield "nationality", part.get("iso-code") or text_of(part, ".")
        for part in identity.findall("address"):
            place = part.get("place-id", "")
            yield "country", self._register.countries.get(place, "")
            names = ("c-o", "address-details", "p-o-box", "zip-code")
            lines = [text_of(part, name) for name in names]
            yield "address", ", ".join(filter(None, [*lines, self._register.places.get(place)]))
            for text in texts_of(part, "remark"):
                yield "notes", text
        for part in identity.findall("identification-document"):
            yield from _document(part)

    def _texts(self, path: str) -> Iterator[str]:
        yield from texts_of(self._element, path)
        yield from texts_of(self._party, path)


def _document(part: Element) -> Iterator[Fact]:
    kind, number = part.get("document-type", ""), text_of(part, "number")
    yield "passportNumber" if "passport" in kind else "idNumber", number
    issuer = part.find("issuer")
    issued_by = "" if issuer is None else issuer.get("code") or text_of(issuer, ".")
    yield "country", issued_by
    dated = [
        f"{words} {_day(day)}"
        for tag, words in (("date-of-issue", "issued"), ("expiry-date", "expires"))
        for node in part.findall(tag)
        for day in (node, *node)
        if _day(day)
    ]
    words = ", ".join(filter(None, (kind, number, issued_by, *dated, text_of(part, "remark"))))
    yield "notes", f"Document: {words}" if words else ""


def _day(part: Element) -> str:
    year, month, day = (part.get(name, "") for name in ("year", "month", "day"))
    pieces = [year]
    if year and month:
        pieces.append(f"{month:0>2}")
        if day:
            pieces.append(f"{day:0>2}")
    return "-".join(pieces)
