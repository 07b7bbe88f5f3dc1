"""Writes the consolidated XML of the United Nations Security Council's format."""

from pathlib import Path
from xml.sax.saxutils import escape

from matcher.records import Alias, AliasKind
from matcher.sample.listings import UN
from matcher.sample.parties import Listing, Party, World
from matcher.sample.places import COUNTRIES, Address

AS_OF = "2026-01-31"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" '
    f'dateGenerated="{AS_OF}T00:00:09.554Z">\n'
)


def reference_number(party: Party, listing: Listing) -> str:
    """Programme, `i` for individuals or `e` for entities, and a number: `KPe.017`."""
    programme = "IR" if party.country == "ir" else "KP"
    kind = "i" if party.schema == "Person" else "e"
    return f"{programme}{kind}.{int(listing.entry_id) % 100_000:03d}"


def _tag(name: str, value: str | None, indent: int) -> str:
    pad = "  " * indent
    return f"{pad}<{name}>{escape(value)}</{name}>\n" if value else f"{pad}<{name}/>\n"


def _block(name: str, inner: str, indent: int) -> str:
    pad = "  " * indent
    return f"{pad}<{name}>\n{inner}{pad}</{name}>\n"


def _is_native(alias: Alias) -> bool:
    return any(ord(char) > 0x2FF for char in alias.name)


def _alias(tag: str, alias: Alias | None, *, person: bool) -> str:
    quality = None
    if alias and person:
        quality = "Low" if alias.kind is AliasKind.WEAK else "Good"
    elif alias:
        quality = "f.k.a." if alias.kind is AliasKind.FORMER else "a.k.a."
    inner = _tag("QUALITY", quality, 4) + _tag("ALIAS_NAME", alias.name if alias else None, 4)
    return _block(tag, inner, 3)


def _address(tag: str, address: Address | None) -> str:
    if address is None:
        return _block(tag, _tag("COUNTRY", None, 4), 3)
    inner = _tag("STREET", address.street, 4) + _tag("CITY", address.city, 4)
    if address.region:
        inner += _tag("STATE_PROVINCE", address.region, 4)
    if address.postcode:
        inner += _tag("ZIP_CODE", address.postcode, 4)
    return _block(tag, inner + _tag("COUNTRY", address.country.un_name, 4), 3)


def _value(tag: str, value: str) -> str:
    return _block(tag, _tag("VALUE", value, 4), 3)


def _person_facts(party: Party) -> str:
    facts = party.properties
    country = COUNTRIES[party.country].un_name
    born = _tag("TYPE_OF_DATE", "EXACT", 4) + _tag("DATE", facts["birthDate"][0], 4)
    place = _tag("CITY", facts["birthPlace"][0], 4) + _tag("COUNTRY", country, 4)
    text = _block("INDIVIDUAL_DATE_OF_BIRTH", born, 3)
    text += _block("INDIVIDUAL_PLACE_OF_BIRTH", place, 3)
    document = "".join(
        _tag("TYPE_OF_DOCUMENT", "Passport", 4)
        + _tag("NUMBER", identifier.value, 4)
        + _tag("ISSUING_COUNTRY", country, 4)
        for identifier in party.identifiers
    )
    return text + (
        _block("INDIVIDUAL_DOCUMENT", document, 3) if document else "      <INDIVIDUAL_DOCUMENT/>\n"
    )


def _entry(party: Party, listing: Listing) -> str:
    person = party.schema == "Person"
    kind = "INDIVIDUAL" if person else "ENTITY"
    primary = listing.aliases[0].name
    first, _, second = primary.partition(" ") if person else (primary, "", "")
    native = [alias for alias in listing.aliases if _is_native(alias)]
    programme = "Iran" if party.country == "ir" else "DPRK"
    text = _tag("DATAID", listing.entry_id, 3) + _tag("VERSIONNUM", "1", 3)
    text += _tag("FIRST_NAME", first.upper(), 3)
    if second:
        text += _tag("SECOND_NAME", second.upper(), 3)
    text += _tag("UN_LIST_TYPE", programme, 3) + _tag(
        "REFERENCE_NUMBER", reference_number(party, listing), 3
    )
    text += _tag("LISTED_ON", listing.listed_on, 3)
    if native:
        text += _tag("NAME_ORIGINAL_SCRIPT", native[0].name, 3)
    text += _tag("COMMENTS1", f"Fictitious entry of the {programme} programme.", 3)
    if person:
        text += _value("DESIGNATION", party.properties["position"][0])
        text += _value("NATIONALITY", COUNTRIES[party.country].un_name)
    text += _value("LIST_TYPE", "UN List") + _value("LAST_DAY_UPDATED", listing.listed_on)
    # The publisher prints an empty element where there is nothing to say.
    others: list[Alias | None] = [one for one in listing.aliases[1:] if one not in native[:1]]
    for alias in others or [None]:
        text += _alias(f"{kind}_ALIAS", alias, person=person)
    addresses: list[Address | None] = [*listing.addresses]
    for address in addresses or [None]:
        text += _address(f"{kind}_ADDRESS", address)
    if person:
        text += _person_facts(party)
    text += _tag("SORT_KEY", None, 3) + _tag("SORT_KEY_LAST_MOD", None, 3)
    return _block(kind, text, 2)


def write_un(world: World, path: Path) -> Path:
    """Writes the entries of the sample's UN-format list, individuals first, and returns the path."""
    individuals: list[str] = []
    entities: list[str] = []
    for party in world.listed:
        for listing in party.listings:
            if listing.source == UN:
                group = individuals if party.schema == "Person" else entities
                group.append(_entry(party, listing))
    text = _HEAD + _block("INDIVIDUALS", "".join(individuals), 1)
    text += _block("ENTITIES", "".join(entities), 1) + "</CONSOLIDATED_LIST>\n"
    path.write_bytes(text.encode())
    return path
