"""OFAC's lists in the advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML).

The file is a database in XML: parties point to locations, documents, relations and
sanctions entries by number, and to words in its first part. What a feature or document
says is put into the words of the CSV's remarks and read by the same rules, so that an entry
has the same id and facts in each of OFAC's forms; beyond them, names in their own script.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_advanced_parts import (
    GROUPS,
    KNOWN,
    Parts,
    gathered,
    period_text,
)
from matcher.lists.ofac_remarks import clause_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries, text_of
from matcher.records import AliasKind, Listed, Provenance

_SCHEMATA = {
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
    "Entity": "Organization",
    "Individual": "Person",
}
_ALIAS_KINDS = {
    "A.K.A.": AliasKind.ALIAS,
    "N.K.A.": AliasKind.ALIAS,
    "F.K.A.": AliasKind.FORMER,
    "Name": AliasKind.PRIMARY,
}
# Features whose detail is a value of its own; all others are clauses of remarks.
_DETAILS = {
    "VESSEL TYPE": "type",
    "Vessel Type": "type",
    "Vessel Call Sign": "callSign",
    "Vessel Flag": "flag",
    "Vessel Owner": "owner",
    "Vessel Tonnage": "tonnage",
    "Vessel Gross Registered Tonnage": "grossRegisteredTonnage",
    "Nationality Country": "nationality",
    "Citizenship Country": "citizenship",
}
_CLAUSES = {"Birthdate": "DOB", "Place of Birth": "POB"}
_LAST_NAME = "Last Name"


def read_ofac_advanced(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of an OFAC list.

    Args:
        source: `us_ofac_sdn` or `us_ofac_cons`.
        path: The XML file, plain or .gz; it is read twice, because the sanctions programmes
            stand behind the parties.
        tally: Takes the counts.
        as_of: Date of the list where the file does not say it (`DateOfIssue`).

    Raises:
        ListError: The XML is broken, an element is not known, a number points to nothing,
            or a party has no name. The row is the party's position, from 1.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    parts = gathered(path)
    tally.as_of = parts.issued or as_of
    seen: set[str] = set()
    parties = XmlEntries(path, root="Sanctions", entries=KNOWN, groups=GROUPS, has_attributes=True)
    for element in parties:
        if element.tag != "DistinctParty":
            continue
        row = len(seen) + 1
        party = _Party(element, parts, path, row)
        if party.key in seen:
            raise party.error("the entry stands twice", "FixedRef")
        seen.add(party.key)
        yield party.draft(tally).listed(
            entry_id=f"{source.key}-{party.key}",
            schema=party.schema,
            provenance=Provenance(
                source=source.key, entry_id=party.key, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            first_seen=parts.listed_on.get(party.profile),
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


class _Party:
    """One DistinctParty and what it points to."""

    def __init__(self, element: Element, parts: Parts, path: Path, row: int) -> None:
        self._element = element
        self._parts = parts
        self._path = path
        self._row = row
        self.key = element.get("FixedRef", "")
        profile = element.find("Profile")
        if not self.key or profile is None:
            raise self.error("the entry has no number or profile", "FixedRef")
        self._profile = profile
        self.profile = profile.get("ID", "")
        kind = parts.party_type(profile.get("PartySubTypeID", ""))
        if kind not in _SCHEMATA:
            raise self.error(f"{kind!r} is not a type of entry", "PartySubTypeID")
        self.schema = _SCHEMATA[kind]

    def error(self, message: str, field: str) -> ListError:
        """What is wrong with this entry."""
        where = f"FixedRef {self.key or '?'}: {message}"
        return ListError(where, file=self._path, row=self._row, field=field)

    def draft(self, tally: Tally) -> Draft:
        """What the entry says, by FollowTheMoney property."""
        draft = Draft(tally)
        for identity in self._profile.iterfind("Identity"):
            self._names(identity, draft)
        if not draft.has_names:
            raise self.error("the entry has no name", "Identity/Alias")
        draft.add("program", *self._parts.programs.get(self.profile, ()))
        draft.add("notes", text_of(self._element, "Comment"))
        features = [
            *self._element.iterfind("Feature"),
            *self._profile.iterfind("Feature"),
        ]
        # Addresses first: their country says whose an identifier without an issuer is.
        for feature in sorted(features, key=lambda found: self._type(found) != "Location"):
            for version in feature.iterfind("FeatureVersion"):
                self._feature(self._type(feature), version, draft)
        home = draft.only_country
        for identity in self._profile.iterfind("Identity"):
            for clause in self._parts.documents.get(identity.get("ID", ""), ()):
                for prop, value in clause_facts(clause, home=home):
                    draft.add(prop, value)
        draft.add("linkedTo", *self._parts.linked_to(self.profile))
        return draft

    def _type(self, feature: Element) -> str:
        return self._word("FeatureType", feature, "FeatureTypeID")

    def _word(self, kind: str, element: Element, attribute: str) -> str:
        number = element.get(attribute, "")
        found = self._parts.words.get((kind, number))
        if found is None:
            raise self.error(f"there is no {kind} {number!r}", attribute)
        return found

    def _names(self, identity: Element, draft: Draft) -> None:
        types = {
            group.get("ID", ""): self._word("NamePartType", group, "NamePartTypeID")
            for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            printed = self._word("AliasType", alias, "AliasTypeID")
            kind = _ALIAS_KINDS.get(printed)
            if kind is None:
                raise self.error(f"{printed!r} is not a kind of alias", "AliasTypeID")
            if alias.get("LowQuality") == "true" and kind is AliasKind.ALIAS:
                kind = AliasKind.WEAK
            for position, name in enumerate(alias.iterfind("DocumentedName")):
                values = [
                    (types.get(value.get("NamePartGroupID", ""), ""), text)
                    for value in name.iterfind("DocumentedNamePart/NamePartValue")
                    if (text := " ".join((value.text or "").split()))
                ]
                # A further spelling of the primary name is in another script.
                is_other = position > 0 and kind is AliasKind.PRIMARY
                draft.add((AliasKind.ALIAS if is_other else kind).value, _printed(values))
                if kind is AliasKind.PRIMARY and not is_other and self.schema == "Person":
                    last = " ".join(text for part, text in values if part == _LAST_NAME)
                    draft.add("lastName", last)
                    draft.add("firstName", " ".join(t for p, t in values if p != _LAST_NAME))

    def _feature(self, kind: str, version: Element, draft: Draft) -> None:
        location = version.find("VersionLocation")
        if location is not None:
            place = self._parts.locations.get(location.get("LocationID", ""))
            if place is None:
                raise self.error("there is no such location", "LocationID")
            if kind == "Location":
                draft.add("country", place.country)
                draft.add("address", place.text)
                return
            self._clause(kind, place.text or place.country, draft)
        for period in version.iterfind("DatePeriod"):
            self._clause(kind, period_text(period), draft)
        for detail in version.iterfind("VersionDetail"):
            reference = detail.get("DetailReferenceID")
            text = " ".join((detail.text or "").split())
            if reference:
                text = text or self._word("DetailReference", detail, "DetailReferenceID")
            self._clause(kind, text, draft)
        draft.add("notes", text_of(version, "Comment"))

    def _clause(self, kind: str, text: str, draft: Draft) -> None:
        if not text:
            return
        if kind in _DETAILS:
            draft.add(_DETAILS[kind], text)
        elif kind == "Title":
            draft.add("position" if self.schema == "Person" else "notes", text)
        else:
            clause = f"{_CLAUSES.get(kind, kind.removesuffix(':'))} {text}"
            for prop, value in clause_facts(clause, home=draft.only_country):
                draft.add(prop, value)


def _printed(parts: list[tuple[str, str]]) -> str:
    """As in the CSV: "PETROV, Ivan"; what is no person's name as it stands."""
    last = " ".join(text for kind, text in parts if kind == _LAST_NAME)
    others = " ".join(text for kind, text in parts if kind != _LAST_NAME)
    return f"{last}, {others}" if last and others else last or others
