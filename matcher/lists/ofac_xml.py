"""OFAC's SDN and Consolidated lists as XML (SDN.XML, CONSOLIDATED.XML): one file, one schema.

What the CSV prints in its remarks has elements of its own here; both readers give the same
facts, names and ids, so a list may change from one form to the other.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.ofac_remarks import clause_facts, remark_facts
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, text_of, texts_of
from matcher.records import AliasKind, Listed, Provenance

_SCHEMATA = {
    "Entity": "Organization",
    "Individual": "Person",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_ALIAS_KINDS = {
    ("a.k.a.", "strong"): AliasKind.ALIAS,
    ("a.k.a.", "weak"): AliasKind.WEAK,
    ("f.k.a.", "strong"): AliasKind.FORMER,
    ("f.k.a.", "weak"): AliasKind.FORMER,
    ("n.k.a.", "strong"): AliasKind.ALIAS,
    ("n.k.a.", "weak"): AliasKind.WEAK,
}
_VESSEL = {
    "callSign": "callSign",
    "vesselType": "type",
    "tonnage": "tonnage",
    "grossRegisteredTonnage": "grossRegisteredTonnage",
    "vesselFlag": "flag",
    "vesselOwner": "owner",
}
_ADDRESS = (
    *("address1", "address2", "address3"),
    *("city", "stateOrProvince", "postalCode", "country"),
)
_ID = ("idType", "idNumber", "idCountry", "issueDate", "expirationDate")
# Lists of an entry: their item, its parts. Each item has a `uid` too, which says nothing.
_LISTS = {
    "akaList": ("aka", ("type", "category", "lastName", "firstName")),
    "addressList": ("address", _ADDRESS),
    "idList": ("id", _ID),
    "dateOfBirthList": ("dateOfBirthItem", ("dateOfBirth", "mainEntry")),
    "placeOfBirthList": ("placeOfBirthItem", ("placeOfBirth", "mainEntry")),
    "nationalityList": ("nationality", ("country", "mainEntry")),
    "citizenshipList": ("citizenship", ("country", "mainEntry")),
}
_KNOWN = frozenset(
    {
        *("uid", "firstName", "lastName", "sdnType", "title", "remarks"),
        *("programList", "programList/program", "vesselInfo"),
        *(f"vesselInfo/{part}" for part in _VESSEL),
        *_LISTS,
        *(f"{name}/{item}" for name, (item, _) in _LISTS.items()),
        *(f"{n}/{item}/{part}" for n, (item, parts) in _LISTS.items() for part in (*parts, "uid")),
    }
)
_HEAD = "publshInformation"  # so spelt by the publisher


def read_ofac_xml(
    source: Source, path: Path, tally: Tally, *, as_of: date | None
) -> Iterator[Listed]:
    """The entries of an OFAC list.

    Args:
        source: `us_ofac_sdn` or `us_ofac_cons`.
        path: The XML file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list where the file does not say it (`Publish_Date`).

    Raises:
        ListError: The XML is broken, has an element that is not known, or not as many
            entries as it says (`Record_Count`). The row is the entry's position, from 1.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    expected: int | None = None
    seen: set[str] = set()
    for element in XmlEntries(path, root="sdnList", entries=frozenset({"sdnEntry", _HEAD})):
        if element.tag == _HEAD:
            tally.as_of = _published_on(element, path) or as_of
            expected = int(text_of(element, "Record_Count") or 0) or None
            continue
        row = len(seen) + 1
        refuse_unknown(element, _KNOWN, file=path, row=row)
        entry = _Entry(element, path, row)
        if entry.uid in seen:
            raise entry.error("the entry stands twice", "uid")
        seen.add(entry.uid)
        yield entry.draft(tally).listed(
            entry_id=f"{source.key}-{entry.uid}",
            schema=entry.schema,
            provenance=Provenance(
                source=source.key, entry_id=entry.uid, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
        )
    if not seen:
        raise ListError("the list has no entries", file=path)
    if expected not in {None, len(seen)}:
        message = f"{expected} entries announced, {len(seen)} found"
        raise ListError(message, file=path, field="Record_Count")
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=len(seen)))


def _published_on(head: Element, path: Path) -> date | None:
    text = text_of(head, "Publish_Date")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 (a date, no time)
    except ValueError as error:
        raise ListError(f"{text!r} is not a date", file=path, field="Publish_Date") from error


class _Entry:
    """One sdnEntry, its elements known."""

    def __init__(self, element: Element, path: Path, row: int) -> None:
        self._element = element
        self._path = path
        self._row = row
        self.uid = text_of(element, "uid")
        if not self.uid:
            raise self.error("the entry has no uid", "uid")
        kind = text_of(element, "sdnType")
        if kind not in _SCHEMATA:
            raise self.error(f"{kind!r} is not a type of entry", "sdnType")
        self.schema = _SCHEMATA[kind]

    def draft(self, tally: Tally) -> Draft:
        """What the entry says, by FollowTheMoney property."""
        draft = Draft(tally)
        self._names(draft)
        draft.add("program", *texts_of(self._element, "programList/program"))
        title = "position" if self.schema == "Person" else "notes"
        draft.add(title, text_of(self._element, "title"))
        for part, prop in _VESSEL.items():
            draft.add(prop, text_of(self._element, f"vesselInfo/{part}"))
        for address in self._items("addressList"):
            draft.add("country", address["country"])
            draft.add("address", _printed_address(address))
        home = draft.only_country
        for name, prop in (("nationalityList", "nationality"), ("citizenshipList", "citizenship")):
            draft.add(prop, *(item["country"] for item in self._items(name)))
        clauses = [
            *(f"DOB {item['dateOfBirth']}" for item in self._items("dateOfBirthList")),
            *(f"POB {item['placeOfBirth']}" for item in self._items("placeOfBirthList")),
            *map(_clause, self._items("idList")),
        ]
        for clause in clauses:
            for prop, value in clause_facts(clause, home=home):
                draft.add(prop, value)
        for prop, value in remark_facts(text_of(self._element, "remarks"), home=home):
            draft.add(prop, value)
        return draft

    def error(self, message: str, field: str) -> ListError:
        """What is wrong with this entry."""
        uid = text_of(self._element, "uid") or "?"
        return ListError(f"uid {uid}: {message}", file=self._path, row=self._row, field=field)

    def _names(self, draft: Draft) -> None:
        last, first = text_of(self._element, "lastName"), text_of(self._element, "firstName")
        if not last:
            raise self.error("the entry has no name", "lastName")
        draft.add(AliasKind.PRIMARY.value, _printed(last, first))
        if self.schema == "Person":
            draft.add("lastName", last)
            draft.add("firstName", first)
        for alias in self._items("akaList"):
            kind = _ALIAS_KINDS.get((alias["type"], alias["category"]))
            if kind is None:
                message = f"{alias['type']!r}, {alias['category']!r} is not a kind of alias"
                raise self.error(message, "akaList/aka/type")
            draft.add(kind.value, _printed(alias["lastName"], alias["firstName"]))

    def _items(self, name: str) -> Iterator[dict[str, str]]:
        item, parts = _LISTS[name]
        for element in self._element.iterfind(f"{name}/{item}"):
            yield {part: text_of(element, part) for part in parts}


def _printed(last: str, first: str) -> str:
    """As in the CSV: "PETROV, Ivan"."""
    return f"{last}, {first}" if first else last


def _printed_address(address: dict[str, str]) -> str:
    """As in the CSV, the postal code behind town and province: "Moscow 101000"."""
    lines = [address[part] for part in _ADDRESS[:3]]
    town = ", ".join(filter(None, (address["city"], address["stateOrProvince"])))
    town = f"{town} {address['postalCode']}".strip()
    return ", ".join(filter(None, [*lines, town, address["country"]]))


def _clause(item: dict[str, str]) -> str:
    """The identifier as the CSV's remarks print it."""
    issuer = f" ({item['idCountry']})" if item["idCountry"] else ""
    issued = f" issued {item['issueDate']}" if item["issueDate"] else ""
    expires = f" expires {item['expirationDate']}" if item["expirationDate"] else ""
    return f"{item['idType']} {item['idNumber']}{issuer}{issued}{expires}".strip()
