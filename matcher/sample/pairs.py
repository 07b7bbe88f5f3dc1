"""Labelled pairs of names: what is the same party, and what only looks it.

The kinds are named as in the collections of labelled pairs that models are trained and
measured on. Each pair says what its label rests on.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from matcher.records import Alias, AliasKind, Identifier
from matcher.sample.dice import dice
from matcher.sample.parties import Listing, Party, World
from matcher.sample.places import Address
from matcher.sample.trade import Shipment

_SIDE = ("source", "id", "name", "country", "address", "identifiers", "script")
COLUMNS = (
    "pair_id", "label", "kind",
    *(f"left_{name}" for name in _SIDE), *(f"right_{name}" for name in _SIDE),
    "cluster_left", "cluster_right", "evidence", "use",
)  # fmt: skip

_TYPES = {
    "innCode": "INN", "ogrnCode": "OGRN", "uscCode": "USCC", "leiCode": "LEI", "imoNumber": "IMO",
    "mmsi": "MMSI", "swiftBic": "SWIFT", "passportNumber": "PASSPORT",
}  # fmt: skip
_TAX_TYPES = {"by": "BYUNP", "tw": "TWUBN"}
_SCRIPTS = (
    (0x370, 0x3FF, "Greek"), (0x400, 0x52F, "Cyrillic"), (0x530, 0x58F, "Armenian"),
    (0x600, 0x6FF, "Arabic"), (0x10A0, 0x10FF, "Georgian"), (0x3040, 0x30FF, "Japanese"),
    (0x4E00, 0x9FFF, "Han"), (0xAC00, 0xD7A3, "Hangul"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a pair, as its source prints it."""

    party: Party
    source: str
    entry_id: str
    name: str
    addresses: str = ""
    identifiers: tuple[Identifier, ...] = ()

    def cells(self) -> tuple[str, ...]:
        """The values of its columns."""
        country = self.party.country
        typed = (f"{_type(one.kind, country)}:{one.value}" for one in self.identifiers)
        return (
            self.source, self.entry_id, self.name, country.upper(), self.addresses,
            ";".join(typed), script_of(self.name),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names, and whether they are one party's."""

    kind: str
    left: Side
    right: Side
    evidence: str

    @property
    def same(self) -> bool:
        """The label."""
        return self.left.party.id == self.right.party.id


def _type(kind: str, country: str) -> str:
    if kind == "taxNumber" and country in _TAX_TYPES:
        return _TAX_TYPES[country]
    return _TYPES.get(kind, f"REG-{country.upper()}")


def script_of(text: str) -> str:
    """The script of most value: the native one, marked as mixed where Latin words stand in it."""
    found = {name for char in text for first, last, name in _SCRIPTS if first <= ord(char) <= last}
    if "Japanese" in found:
        found.discard("Han")
    latin_letters = sum("a" <= char.lower() <= "z" for char in text)
    if not found:
        return "Latin"
    native = min(found)
    return f"Mixed:{native}+Latin" if latin_letters > 2 else native


def _addresses(addresses: Iterable[Address]) -> str:
    return "; ".join(address.line() for address in addresses)


def _side(party: Party, listing: Listing, alias: Alias) -> Side:
    return Side(
        party=party,
        source=listing.source,
        entry_id=listing.entry_id,
        name=alias.name,
        addresses=_addresses(listing.addresses),
        identifiers=listing.identifiers,
    )


def _alias_kind(primary: Alias, alias: Alias) -> str:
    if alias.kind is AliasKind.WEAK:
        return "alias_weak"
    if alias.kind is AliasKind.FORMER:
        return "alias_fka"
    script = script_of(alias.name)
    if script.startswith("Mixed"):
        return "alias_mixed"
    if script != script_of(primary.name):
        return "alias_xscript"
    if alias.name.isupper() and " " not in alias.name:
        return "alias_acronym"
    return "alias_aka"


def _of_one_entry(rng: Random, party: Party) -> Iterator[Pair]:
    for listing in party.listings:
        primary, *others = listing.aliases
        rng.shuffle(others)
        taken: list[str] = []
        for alias in others:
            kind = _alias_kind(primary, alias)
            if taken.count(kind) < 2:  # a party with many aliases must not outweigh the rest
                taken.append(kind)
                yield Pair(
                    kind=kind, left=_side(party, listing, primary), right=_side(party, listing, alias),
                    evidence=f"same entry, published alias type={alias.kind.value}",
                )  # fmt: skip


def _across_lists(party: Party) -> Iterator[Pair]:
    for left, right in combinations(party.listings, 2):
        shared = [one for one in left.identifiers if one in right.identifiers]
        same_address = set(left.addresses) & set(right.addresses)
        first, second = left.aliases[0], right.aliases[0]
        if shared:
            kind, evidence = (
                "xlist_hardid",
                f"{_type(shared[0].kind, party.country)}:{shared[0].value}",
            )
        elif {a.name for a in left.aliases} & {a.name for a in right.aliases}:
            kind, evidence = "xlist_sharedname_silver", "shared name string"
        elif same_address:
            kind, evidence = "xlist_sameaddr", "same address"
        else:
            continue
        if first.name.casefold() == second.name.casefold():
            kind = "xlist_samename_trivial"
        yield Pair(
            kind=kind, left=_side(party, left, first), right=_side(party, right, second),
            evidence=evidence,
        )  # fmt: skip
        native = next((a for a in right.aliases if script_of(a.name) != "Latin"), None)
        if shared and native:
            yield Pair(
                kind="xlist_hardid_xscript", left=_side(party, right, native),
                right=_side(party, left, first), evidence=evidence,
            )  # fmt: skip


_DOUBLES = {"form": "neg_samename_diffid", "address": "neg_samelist_sameaddr"}


def _doubles(world: World) -> Iterator[Pair]:
    by_id = {party.id: party for party in world.parties}
    for party in world.listed:
        other = by_id.get(party.resembles or "")
        if other is None:
            continue
        for left in party.listings:
            for right in other.listings:
                one_list = left.source == right.source
                kind = _DOUBLES.get(party.resemblance, "neg_samelist_similar")
                if kind == "neg_samelist_similar" and not one_list:
                    kind = "neg_hardid"
                yield Pair(
                    kind=kind,
                    left=_side(party, left, left.aliases[0]),
                    right=_side(other, right, right.aliases[0]),
                    evidence=f"different parties of the sample; resemblance={party.resemblance}",
                )


def _neighbours(rng: Random, world: World) -> Iterator[Pair]:
    """Other parties of the same list and country; some in one line of business, with its words."""
    groups: dict[tuple[str, str, bool], list[tuple[Party, Listing]]] = {}
    for party in world.listed:
        for listing in party.listings:
            key = (listing.source, party.country, party.schema == "Person")
            groups.setdefault(key, []).append((party, listing))
    for members in groups.values():
        for party, listing in members:
            same_line = [one for one in members if one[0].line == party.line]
            other, right = rng.choice(same_line)
            if party.id != other.id:
                yield Pair(
                    kind="neg_samelist_similar",
                    left=_side(party, listing, listing.aliases[0]),
                    right=_side(other, right, right.aliases[0]),
                    evidence="different parties of the sample, in one line of business",
                )
            natives = [a for a in listing.aliases if script_of(a.name) != "Latin"]
            other, right = rng.choice(members)
            if natives and party.id != other.id:
                yield Pair(
                    kind="neg_xscript",
                    left=_side(party, listing, natives[0]),
                    right=_side(other, right, right.aliases[0]),
                    evidence="different parties of the sample, in two scripts",
                )


def _in_trade(rng: Random, world: World, shipments: Iterable[Shipment]) -> Iterator[Pair]:
    by_id = {party.id: party for party in world.parties}
    listed = world.listed
    for shipment in shipments:
        for mention in shipment.mentions:
            party = mention.party
            if mention.variation == "reference" or party.schema == "Vessel":
                continue
            typed = Side(
                party=party, source="sample_trade", entry_id=f"{mention.shipment_id}-{mention.role}",
                name=mention.text,
                addresses=_addresses(party.addresses[:1]) if rng.randrange(2) else "",
            )  # fmt: skip
            double = by_id.get(party.resembles or "")
            if party.listings:
                kind, other = "trade_typo", party
            elif double and double.listings:
                kind, other = "trade_neg_hard", double
            elif rng.randrange(10) == 0:
                kind, other = "trade_neg_easy", rng.choice(listed)
            else:
                continue
            listing = rng.choice(other.listings)
            yield Pair(
                kind=kind, left=typed, right=_side(other, listing, listing.aliases[0]),
                evidence=f"variation={mention.variation}",
            )  # fmt: skip


def make_pairs(world: World, shipments: Iterable[Shipment]) -> Iterator[Pair]:
    """All labelled pairs of a world and its trade, the same for the same arguments."""
    rng = dice("pairs", world.seed)
    for party in world.listed:
        yield from _of_one_entry(rng, party)
        yield from _across_lists(party)
    yield from _doubles(world)
    yield from _neighbours(rng, world)
    yield from _in_trade(rng, world, shipments)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def write_pairs(pairs: Iterable[Pair], path: Path) -> Path:
    """Writes the pairs as CSV with `COLUMNS`, each pair once, and returns the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        seen: set[str] = set()
        for pair in pairs:
            left, right = pair.left.cells(), pair.right.cells()
            pair_id = _digest("|".join((pair.kind, *left, *right)), 16)
            if pair_id in seen:
                continue
            seen.add(pair_id)
            clusters = (_digest(side.party.id, 12) for side in (pair.left, pair.right))
            rows.writerow(
                (
                    pair_id,
                    int(pair.same),
                    pair.kind,
                    *left,
                    *right,
                    *clusters,
                    pair.evidence,
                    "train",
                )
            )
    return path
