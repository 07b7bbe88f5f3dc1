"""Writes the four CSV files of the OFAC format: sdn, alt, add and sdn_comments.

As published: no header, CRLF, text in quotation marks and numbers without, `-0- ` for what
is not known, remarks of more than 1,000 characters continued in the comments, and a byte
0x1a at the end.
"""

from collections.abc import Iterable
from pathlib import Path
from random import Random

from matcher.records import AliasKind, Identifier
from matcher.sample.coinage import without_marks
from matcher.sample.dice import dice
from matcher.sample.listings import OFAC
from matcher.sample.parties import Listing, Party, World
from matcher.sample.places import COUNTRIES

_NULL = "-0- "
_REMARKS_WIDTH = 1000
_END = b"\x1a"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

_PROGRAMS = {
    "ru": ("RUSSIA-EO14024", "RUSSIA-EO14024", "UKRAINE-EO13661", "UKRAINE-EO13662] [RUSSIA-EO14024"),
    "by": ("BELARUS-EO14038",), "ir": ("IRAN", "NPWMD] [IFSR", "SDGT] [IFSR"), "sy": ("SYRIA",),
    "kp": ("DPRK2", "DPRK3", "NPWMD"), "mx": ("SDNTK",),
}  # fmt: skip
_OTHER_PROGRAMS = ("RUSSIA-EO14024", "NPWMD] [IFSR", "IRAN-EO13902", "SDGT")
_LABELS = {
    "innCode": "Tax ID No.", "taxNumber": "Tax ID No.", "ogrnCode": "Registration Number",
    "registrationNumber": "Registration Number", "leiCode": "Legal Entity Number",
    "uscCode": "Unified Social Credit Code (USCC)", "passportNumber": "Passport",
    "imoNumber": "Vessel Registration Identification IMO", "mmsi": "MMSI",
}  # fmt: skip
_WITHOUT_COUNTRY = frozenset({"imoNumber", "mmsi", "leiCode"})


def _text(value: str | None) -> str:
    if not value:
        return _NULL
    return '"' + without_marks(value).replace('"', "'") + '"'


def _row(*cells: str) -> str:
    return ",".join(cells) + "\r\n"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day} {_MONTHS[int(month) - 1]} {year}"


def _identifier(identifier: Identifier, country: str) -> str:
    remark = f"{_LABELS[identifier.kind]} {identifier.value}"
    return remark if identifier.kind in _WITHOUT_COUNTRY else f"{remark} ({country})"


def _wallets(rng: Random) -> list[str]:
    """A few persons have so many that the remarks run over into the comments."""
    alphabet = "acdefghjklmnpqrstuvwxyz023456789"
    wallets = ["bc1q" + "".join(rng.choice(alphabet) for _ in range(38)) for _ in range(16)]
    return [
        f"{'alt. ' if at else ''}Digital Currency Address - XBT {wallet}"
        for at, wallet in enumerate(wallets)
    ]


def _remarks(rng: Random, party: Party, listing: Listing, linked: str | None) -> str:
    country = COUNTRIES[party.country].name
    facts = party.properties
    parts: list[str] = []
    if party.schema == "Person":
        parts += [f"DOB {_day(facts['birthDate'][0])}", f"POB {facts['birthPlace'][0]}, {country}"]
        parts += [f"nationality {country}"]
        if rng.randrange(5) == 0:
            parts += _wallets(rng)
    parts += [f"Website {site}" for site in facts.get("website", ())]
    if party.country in {"ir", "kp"}:
        parts.append("Additional Sanctions Information - Subject to Secondary Sanctions")
    if party.schema in {"Company", "Organization"} and rng.randrange(3) == 0:
        established = (
            f"{rng.randrange(1958, 2023)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        )
        parts.append(f"Organization Established Date {_day(established)}")
    parts += [_identifier(identifier, country) for identifier in listing.identifiers]
    parts += [
        f"a.k.a. '{alias.name.upper()}'"
        for alias in listing.aliases
        if alias.kind is AliasKind.WEAK
    ]
    if linked:
        parts.append(f"Linked To: {linked}")
    text = "; ".join(parts)
    return text if not text or text.endswith(".") else text + "."


def _entry(party: Party, listing: Listing, program: str, remarks: str) -> str:
    facts = party.properties
    kind = {"Person": "individual", "Vessel": "vessel"}.get(party.schema)
    return _row(
        listing.entry_id,
        _text(listing.aliases[0].name),
        _text(kind),
        _text(program),
        _text(facts["position"][0] if party.schema == "Person" else None),
        _text(next(iter(facts.get("callSign", ())), None)),
        _text(next(iter(facts.get("type", ())), None)),
        _text(next(iter(facts.get("deadweightTonnage", ())), None)),
        _text(next(iter(facts.get("grossRegisteredTonnage", ())), None)),
        _text(COUNTRIES[party.country].name if party.schema == "Vessel" else None),
        _NULL,
        _text(remarks),
    )


def _address_rows(party: Party, listing: Listing, first: int) -> list[str]:
    country = None if party.schema == "Vessel" else COUNTRIES[party.country].name
    if not listing.addresses:
        return [_row(listing.entry_id, str(first), _NULL, _NULL, _text(country), _NULL)]
    return [
        _row(
            listing.entry_id,
            str(first + at),
            _text(address.street),
            _text(" ".join(filter(None, (address.city, address.postcode)))),
            _text(address.country.name),
            _NULL,
        )
        for at, address in enumerate(listing.addresses)
    ]


def write_ofac(world: World, directory: Path) -> Path:
    """Writes `sdn.csv`, `alt.csv`, `add.csv` and `sdn_comments.csv`.

    Args:
        world: The parties.
        directory: Made if it is not there.

    Returns:
        The directory.
    """
    directory.mkdir(parents=True, exist_ok=True)
    rng = dice("ofac", world.seed)
    entries = [
        (party, listing)
        for party in world.listed
        for listing in party.listings
        if listing.source == OFAC
    ]
    printed = {party.id: listing.aliases[0].name for party, listing in entries}
    sdn: list[str] = []
    alt: list[str] = []
    add: list[str] = []
    comments: list[str] = []
    for party, listing in entries:
        number = listing.entry_id
        program = rng.choice(_PROGRAMS.get(party.country, _OTHER_PROGRAMS))
        remarks = _remarks(rng, party, listing, printed.get(party.parent or ""))
        sdn.append(_entry(party, listing, program, remarks[:_REMARKS_WIDTH]))
        if len(remarks) > _REMARKS_WIDTH:
            comments.append(_row(number, _text(remarks[_REMARKS_WIDTH:])))
        for alias in listing.aliases[1:]:
            if alias.kind is not AliasKind.WEAK:  # those stand in the remarks
                kind = "fka" if alias.kind is AliasKind.FORMER else "aka"
                alt_number = str(70_001 + len(alt))
                alt.append(_row(number, alt_number, _text(kind), _text(alias.name), _NULL))
        add += _address_rows(party, listing, 80_001 + len(add))
    _write(directory / "sdn.csv", sdn)
    _write(directory / "alt.csv", alt)
    _write(directory / "add.csv", add)
    _write(directory / "sdn_comments.csv", comments)
    return directory


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_bytes("".join(rows).encode("ascii") + _END)
