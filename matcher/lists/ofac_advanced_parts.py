"""What the parties of OFAC's advanced XML point to: words, places, documents, programmes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.xml_entries import XmlEntries, text_of, texts_of

KNOWN = frozenset(
    {
        *("DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty"),
        *("ProfileRelationship", "SanctionsEntry", "SanctionsEntryLink"),
    }
)
GROUPS = frozenset(
    {
        *("Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships"),
        *("SanctionsEntries", "SanctionsEntryLinks"),
    }
)
# Every element below an entry that the schema has; attributes are numbers and flags.
_ELEMENTS = frozenset(
    "LocationAreaCode LocationCountry LocationPart LocationPartValue Comment Value"
    " FeatureVersionReference IDRegDocumentReference IDRegistrationNo IssuingAuthority IssuedIn"
    " DocumentDate DocumentedNameReference DocumentMention DatePeriod Start End From To Year Month"
    " Day DurationMinimum DurationMaximum Duration Date Profile Identity Alias DocumentedName"
    " DocumentedNamePart NamePartValue DocumentedNameCountry NamePartGroups MasterNamePartGroup"
    " NamePartGroup Feature FeatureVersion VersionDetail VersionLocation IdentityReference"
    " SanctionsEntryReference ExternalReference ExRefValue DirectURL SubLink Description Issuer"
    " EntryEvent SanctionsMeasure LimitationsToListing SupportingInformation".split()
)
_LINES = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_TOWN = ("CITY", "STATE/PROVINCE")
_POSTAL = "POSTAL CODE"
_PROGRAM = "Program"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location: an address on one line, as the CSV prints it, and its country's name."""

    text: str
    country: str


@dataclass(slots=True, kw_only=True)
class Parts:
    """What was gathered.

    Args:
        words: By the kind of word (`FeatureType`) and its number.
        party_types: Of a subtype that is not known: the number of its type.
        documents: Clauses as in the remarks, by the number of the identity.
        programs: By the number of the profile.
        listed_on: ISO date of the first entry, by the number of the profile.
    """

    issued: date | None = None
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    locations: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    programs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    listed_on: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    captions: dict[str, str] = field(default_factory=dict)

    def party_type(self, subtype: str) -> str:
        """Vessel, Aircraft, Entity or Individual; "" if the number is not known."""
        word = self.words.get(("PartySubType", subtype), "")
        if word in {"Vessel", "Aircraft"}:
            return word
        return self.words.get(("PartyType", self.party_types.get(subtype, "")), "")

    def linked_to(self, profile: str) -> list[str]:
        """Primary names of the parties that this one is related to."""
        return [self.captions[other] for other in self.relations[profile] if other in self.captions]


def gathered(path: Path) -> Parts:
    """Read the file once for all but its parties.

    Raises:
        ListError: The XML is broken or has an element that is not known.
    """
    parts = Parts()
    entries = XmlEntries(path, root="Sanctions", entries=KNOWN, groups=GROUPS, has_attributes=True)
    for element in entries:
        if element.tag == "ReferenceValueSets":
            _take_words(element, parts)
            continue
        _refuse_unknown(element, path)
        if element.tag == "DateOfIssue":
            parts.issued = _day(element)
        elif element.tag == "Location":
            parts.locations[element.get("ID", "")] = _place(element, parts)
        elif element.tag == "IDRegDocument":
            parts.documents[element.get("IdentityID", "")].append(_document(element, parts))
        elif element.tag == "ProfileRelationship":
            parts.relations[element.get("From-ProfileID", "")].append(
                element.get("To-ProfileID", "")
            )
        elif element.tag == "SanctionsEntry":
            _take_sanction(element, parts)
        elif element.tag == "DistinctParty":
            _take_caption(element, parts)
    if not parts.words:
        raise ListError("there are no ReferenceValueSets", file=path, field="ReferenceValueSets")
    return parts


def period_text(period: Element) -> str:
    """A period in the words of the remarks: "14 Jun 1975", "1975", "circa 1975", "1962 to 1964"."""
    first, last = _day(period.find("Start/From")), _day(period.find("End/To"))
    start = period.find("Start")
    about = "circa " if start is not None and start.get("Approximate") == "true" else ""
    last = last or _day(period.find("Start/To")) or first
    if first is None or last is None:
        return ""
    if first == last:
        return f"{about}{first.day:02} {_MONTHS[first.month - 1]} {first.year}"
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if is_year and first.year == last.year:
        return f"{about}{first.year}"
    if first.day == 1 and last.day >= 28 and (first.year, first.month) == (last.year, last.month):
        return f"{about}{_MONTHS[first.month - 1]} {first.year}"
    return f"{first.year} to {last.year}"


def _refuse_unknown(entry: Element, path: Path) -> None:
    for part in entry.iter():
        if part is not entry and part.tag not in _ELEMENTS:
            raise ListError("the element is not known", file=path, field=f"{entry.tag}//{part.tag}")


def _take_words(sets: Element, parts: Parts) -> None:
    for word in sets.iterfind("*/*"):
        parts.words[word.tag, word.get("ID", "")] = " ".join((word.text or "").split())
        if word.tag == "PartySubType":
            parts.party_types[word.get("ID", "")] = word.get("PartyTypeID", "")


def _place(location: Element, parts: Parts) -> Place:
    found: dict[str, list[str]] = defaultdict(list)
    for part in location.iterfind("LocationPart"):
        kind = parts.words.get(("LocPartType", part.get("LocPartTypeID", "")), "")
        values = part.findall("LocationPartValue")
        primary = [value for value in values if value.get("Primary") != "false"] or values
        found[kind].extend(text_of(value, "Value") for value in primary)
    country_element = location.find("LocationCountry")
    number = country_element.get("CountryID", "") if country_element is not None else ""
    country = parts.words.get(("Country", number), "")
    if country.lower() == "undetermined":
        country = ""
    town = ", ".join(text for kind in _TOWN for text in found.pop(kind, ()))
    town = " ".join(filter(None, (town, *found.pop(_POSTAL, ()))))
    lines = [text for kind in _LINES for text in found.pop(kind, ())]
    others = [text for texts in found.values() for text in texts]
    return Place(text=", ".join(filter(None, (*lines, *others, town, country))), country=country)


def _document(document: Element, parts: Parts) -> str:
    kind = parts.words.get(("IDRegDocType", document.get("IDRegDocTypeID", "")), "")
    clause = f"{kind} {text_of(document, 'IDRegistrationNo')}"
    issuer = parts.words.get(("Country", document.get("IssuedBy-CountryID", "")), "")
    clause += f" ({issuer})" if issuer else ""
    for dated in document.iterfind("DocumentDate"):
        word = parts.words.get(("IDRegDocDateType", dated.get("IDRegDocDateTypeID", "")), "")
        period = dated.find("DatePeriod")
        text = period_text(period) if period is not None else ""
        verb = "expires" if "xpir" in word else "issued"
        clause += f" {verb} {text}" if text else ""
    return clause.strip()


def _take_sanction(entry: Element, parts: Parts) -> None:
    profile = entry.get("ProfileID", "")
    for measure in entry.iterfind("SanctionsMeasure"):
        kind = parts.words.get(("SanctionsType", measure.get("SanctionsTypeID", "")))
        if kind == _PROGRAM:
            parts.programs[profile].extend(texts_of(measure, "Comment"))
    days = [found for event in entry.iterfind("EntryEvent/Date") if (found := _day(event))]
    if days:
        parts.listed_on[profile] = min(days).isoformat()


def _take_caption(party: Element, parts: Parts) -> None:
    profile = party.find("Profile")
    if profile is None:
        return
    for alias in profile.iterfind("Identity/Alias"):
        name = alias.find("DocumentedName")
        if alias.get("Primary") == "true" and name is not None:
            values = name.iterfind("DocumentedNamePart/NamePartValue")
            texts = (" ".join((value.text or "").split()) for value in values)
            parts.captions.setdefault(profile.get("ID", ""), " ".join(filter(None, texts)))


def _day(element: Element | None) -> date | None:
    if element is None:
        return None
    year, month, day = (text_of(element, part) for part in ("Year", "Month", "Day"))
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
