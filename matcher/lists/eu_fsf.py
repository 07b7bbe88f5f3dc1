"""The EU's consolidated list of financial sanctions as XML (xmlFullSanctionsList, schema 1.1).

Nearly everything is an attribute, and nearly every element says by which regulation it was
added. Country "00" and the description "UNKNOWN" stand for "not known".
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.eu_fsf_schema import ATTRIBUTES, KEYED, KNOWN
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import Fact, identifier_kind
from matcher.lists.registrations import registration_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, texts_of
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

_SCHEMATA = {"person": "Person", "enterprise": "Organization", "P": "Person", "E": "Organization"}
_CONTACTS = {
    "EMAIL": "email",
    "PHONE": "phone",
    "FAX": "phone",
    "MOBILE": "phone",
    "WEB": "website",
}
_UNKNOWN = frozenset({"", "00", "UNKNOWN"})
# Types of identification, as OFAC's labels name them; of the others the number is an idNumber.
_LABELS = {
    "regnumber": "Registration Number",
    "fiscalcode": "Tax ID No.",
    "taxid": "Tax ID No.",
    "swiftbic": "SWIFT/BIC",
    "imo": "Identification Number IMO",
    "passport": "Passport",
    "diplomatic-passport": "Passport",
    "diplopassport": "Passport",
    "ssn": "SSN",
}
_DEFECTS = ("knownExpired", "knownFalse", "reportedLost", "revokedByIssuer", "diplomatic")
_DETAILS = ("issueDate", "issuedBy", "nameOnDocument", "validFrom", "validTo", "region")


def read_eu_fsf(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The persons and enterprises of the list.

    Args:
        source: `eu_fsf`.
        path: The XML file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list where the file does not say it (`generationDate`).

    Raises:
        ListError: The XML is broken or has an element, attribute or type of subject that is
            not known, or an entry has no name. The row is the entry's position, from 1.
    """
    sha256 = sha256_of(path)
    elements = XmlEntries(
        path, root="export", entries=frozenset({"sanctionEntity"}), has_attributes=True
    )
    seen: set[str] = set()
    for row, element in enumerate(elements, start=1):
        tally.as_of = elements.date_of("generationDate") or as_of
        refuse_unknown(element, KNOWN, file=path, row=row)
        entry = _Entry(element, path, row)
        if entry.logical_id in seen:
            raise entry.error("the entry stands twice", "logicalId")
        seen.add(entry.logical_id)
        reference = element.get("euReferenceNumber", "")
        united_nations = element.get("unitedNationId", "")
        yield entry.draft(tally).listed(
            entry_id=f"{source.key}-{entry.logical_id}",
            schema=entry.schema,
            provenance=Provenance(
                source=source.key,
                entry_id=entry.logical_id,
                file_sha256=sha256,
                as_of=tally.as_of,
            ),
            datasets=(source.key,),
            topics=source.topics,
            referents=tuple(filter(None, (reference, united_nations))),
            first_seen=element.get("designationDate") or entry.first_published,
            last_change=entry.last_published,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


class _Entry:
    """One sanctionEntity, its elements and attributes known."""

    def __init__(self, element: Element, path: Path, row: int) -> None:
        self._element = element
        self._path = path
        self._row = row
        self.logical_id = element.get("logicalId", "")
        if not self.logical_id:
            raise self.error("the entry has no logicalId", "logicalId")
        subject = element.find("subjectType")
        kind = "" if subject is None else subject.get("code", "").lower()
        if kind not in _SCHEMATA:
            raise self.error(f"{kind!r} is not a type of subject", "subjectType")
        self.schema = _SCHEMATA[kind]
        days = (part.get("publicationDate", "") for part in element.iterfind("regulation"))
        published = sorted(filter(None, days))
        self.first_published = published[0] if published else None
        self.last_published = published[-1] if published else None

    def draft(self, tally: Tally) -> Draft:
        """What the entry says, by FollowTheMoney property."""
        draft = Draft(tally)
        for prop, value in dict.fromkeys(self._names()):
            draft.add(prop, value)
        if not draft.has_names:
            raise self.error("the entry has no name", "nameAlias@wholeName")
        for prop, value in dict.fromkeys(self._facts()):
            draft.add(prop, value)
        home = draft.only_country
        for part in self._element.iterfind("identification"):
            for prop, value in _identification(part, home):
                draft.add(prop, value)
        return draft

    def error(self, message: str, field: str) -> ListError:
        """What is wrong with this entry."""
        logical_id = self._element.get("logicalId", "?")
        return ListError(
            f"logicalId {logical_id}: {message}", file=self._path, row=self._row, field=field
        )

    def _names(self) -> Iterator[Fact]:
        """The first strong name is the primary one; a weak one may lead, but names nobody."""
        aliases = self._element.findall("nameAlias")
        strong = [part for part in aliases if part.get("strong", "true") == "true"]
        primary = (strong or aliases)[:1]
        for part in aliases:
            parts = (_of(part, name) for name in ("firstName", "middleName", "lastName"))
            whole = _of(part, "wholeName") or " ".join(filter(None, parts))
            is_weak = part.get("strong", "true") != "true"
            kind = AliasKind.WEAK if is_weak else AliasKind.ALIAS
            yield (AliasKind.PRIMARY if part in primary else kind).value, whole
            yield "position", _of(part, "function")
            yield "title", _of(part, "title")
            gender = _of(part, "gender")
            yield "gender", {"M": "male", "F": "female"}.get(gender, gender)
            if part in primary:
                yield "firstName", _of(part, "firstName")
                yield "middleName", _of(part, "middleName")
                yield "lastName", _of(part, "lastName")

    def _facts(self) -> Iterator[Fact]:
        element = self._element
        for part in element.iterfind("regulation"):
            yield "program", _of(part, "programme")
            yield "programId", _of(part, "numberTitle")
            for url in texts_of(part, "publicationUrl"):
                yield "sourceUrl", url
        for part in element.iterfind("citizenship"):
            yield "citizenship", _country(part)
            ended = _of(part, "disenfranchisementDate")
            if ended:
                yield "notes", f"Citizenship of {_country(part)} until {ended}"
        for part in element.iterfind("birthdate"):
            yield from _birth(part)
        for part in element.iterfind("address"):
            yield "country", _country(part)
            names = ("street", "poBox", "zipCode", "city", "place", "region")
            lines = [_of(part, name) for name in names]
            country = _of(part, "countryDescription") or _of(part, "countryIso2Code")
            yield "address", ", ".join(filter(None, [*lines, country]))
        yield "notes", _of(element, "designationDetails")
        if delisted := _of(element, "delistingDate"):
            yield "notes", f"Delisted on {delisted}"
        yield from self._remarks()

    def _remarks(self) -> Iterator[Fact]:
        for path in ("remark", *(f"{name}/remark" for name in ATTRIBUTES)):
            for text in texts_of(self._element, path):
                yield "notes", text
        for keyed in KEYED:
            for part in self._element.iter(keyed):
                prop = _CONTACTS.get(_of(part, "key").upper())
                value = _of(part, "value")
                if value and prop:
                    yield prop, value
                elif value:
                    yield "notes", f"{_of(part, 'key')}: {value}"


def _identification(part: Element, home: str | None) -> Iterator[Fact]:
    """A number that is known to be false is a note: it would be evidence of another party."""
    code, printed = _of(part, "identificationTypeCode"), _of(part, "identificationTypeDescription")
    country = country_code(_country(part)) or home
    number = _of(part, "number") or _of(part, "latinNumber")
    label = _LABELS.get(code.lower())
    if not number or part.get("knownFalse") == "true":
        pass
    elif label == "Registration Number":
        yield from registration_facts(number, home=country)
    elif label:
        kind = "passportNumber" if label == "Passport" else identifier_kind(label, number, country)
        yield kind, number
    else:
        yield "idNumber", number
    if _country(part):
        yield "country", _country(part)
    said = [name for name in _DEFECTS if part.get(name) == "true"]
    said += [f"{name} {_of(part, name)}" for name in _DETAILS if _of(part, name)]
    words = ", ".join(filter(None, (printed or code, number, _country(part), *said)))
    yield "notes", f"Identification: {words}" if words else ""


def _birth(part: Element) -> Iterator[Fact]:
    exact, year = _of(part, "birthdate"), _of(part, "year")
    month, day = _of(part, "monthOfYear"), _of(part, "dayOfMonth")
    span = [_of(part, "yearRangeFrom"), _of(part, "yearRangeTo")]
    if exact:
        yield "birthDate", exact
    elif year and month:
        yield "birthDate", "-".join(filter(None, (year, f"{month:0>2}", day and f"{day:0>2}")))
    else:
        for value in (year, *span):
            yield "birthDate", value
    if part.get("circa") == "true" or any(span):
        words = " to ".join(filter(None, span)) or exact or year
        yield "notes", f"Date of birth: circa {words}"
    if _of(part, "calendarType") not in {"", "GREGORIAN"}:
        yield "notes", f"Date of birth: {_of(part, 'calendarType')} calendar"
    lines = [_of(part, name) for name in ("place", "city", "zipCode", "region")]
    yield "birthPlace", ", ".join(filter(None, [*lines, _of(part, "countryDescription")]))
    yield "birthCountry", country_code(_country(part)) or ""


def _country(part: Element) -> str:
    """Its country's code, or what is printed for it; "" if it is not known."""
    return _of(part, "countryIso2Code") or _of(part, "countryDescription")


def _of(part: Element, name: str) -> str:
    """An attribute on one line; "" where it says that it is not known."""
    text = " ".join(part.get(name, "").split())
    return "" if text in _UNKNOWN else text
