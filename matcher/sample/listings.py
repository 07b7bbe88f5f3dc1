"""Who puts whom on which list, and under which of the names.

Five fictitious lists with the habits of real ones: one prints capitals and identifiers in
remarks, one native scripts and tax numbers, one addresses and no identifiers, and so on.
A third of the parties are on two or three of them, under names that differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from matcher.records import Alias, AliasKind
from matcher.sample.coinage import without_marks
from matcher.sample.parties import Listing, NameKind, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A fictitious list and its habits.

    Args:
        source: Its key.
        topic: FollowTheMoney topic of its entries.
        weight: How many parties it takes, against the others.
        schemata: What it lists.
        countries: Whom it lists; empty for everybody.
        native: Prints names in their own script.
        capitals: Prints names in capitals without diacritics, persons as `FAMILY, Given`.
        romanised: Chance in 100 that the primary name is a romanised native one.
        identifiers: Chance in 100 that an entry has the identifiers known.
        addresses: The most addresses that an entry has.
    """

    source: str
    topic: str
    weight: int
    schemata: frozenset[str]
    countries: frozenset[str] = frozenset()
    native: bool = False
    capitals: bool = False
    romanised: int = 0
    identifiers: int = 0
    addresses: int = 2


_ORGANISATIONS = frozenset({"Company", "Organization"})
_ALL = _ORGANISATIONS | {"Vessel", "Person"}
OFAC = "sample_ofac"
UN = "sample_un"
EXPORT_CONTROL = "sample_export_control"
JOURNAL = "sample_journal"
END_USER = "sample_end_user"

PUBLISHERS = (
    Publisher(source=OFAC, topic="sanction", weight=8, schemata=_ALL, capitals=True, romanised=35,
        identifiers=80,
   ),
    Publisher(
        source=UN, topic="sanction", weight=5, schemata=_ALL - {"Vessel"},
        countries=frozenset({"ir", "kp", "cn", "hk"}), native=True,
    ),
    Publisher(source=EXPORT_CONTROL, topic="export.control", weight=5, schemata=_ORGANISATIONS,
        romanised=20),
    Publisher(
        source=JOURNAL, topic="sanction", weight=5, schemata=_ALL, native=True, romanised=25,
        identifiers=90,
    ),
    Publisher(
        source=END_USER, topic="export.control", weight=2, schemata=_ORGANISATIONS, native=True,
        addresses=1,
    ),
)  # fmt: skip

_KIND_OF_ALIAS: Mapping[NameKind, AliasKind] = {
    NameKind.WEAK: AliasKind.WEAK,
    NameKind.FORMER: AliasKind.FORMER,
}


def _in_capitals(text: str, party: Party) -> str:
    text = without_marks(text).replace('"', "'")
    first, _, rest = text.partition(" ")
    if party.schema != "Person" or not rest:
        return text.upper()
    family_first = first == party.properties["lastName"][0]
    given, family = (rest, first) if family_first else (first, rest)
    return f"{family.upper()}, {given}"


def _primary(rng: Random, party: Party, publisher: Publisher, used: set[str]) -> str:
    """The name that heads the entry: publishers seldom agree on it."""
    kind = NameKind.ENGLISH
    if rng.randrange(100) < publisher.romanised:
        kind = NameKind.ROMANISED
    names = party.named(kind) or party.named(NameKind.ENGLISH)
    if rng.randrange(100) < 60:
        names = tuple(name for name in names if name not in used) or names
    return rng.choice(names)


def _aliases(rng: Random, party: Party, publisher: Publisher, used: set[str]) -> tuple[Alias, ...]:
    primary = _primary(rng, party, publisher, used)
    used.add(primary)
    kinds = {primary: AliasKind.PRIMARY}
    for name in party.names:
        if name.kind is NameKind.NATIVE and not publisher.native:
            continue
        # A publisher knows a third of the names; the native one more often.
        if rng.randrange(100) < (70 if name.kind is NameKind.NATIVE else 35):
            kinds.setdefault(name.text, _KIND_OF_ALIAS.get(name.kind, AliasKind.ALIAS))
    printed: dict[str, AliasKind] = {}
    for text, kind in kinds.items():
        printed.setdefault(_in_capitals(text, party) if publisher.capitals else text, kind)
    return tuple(Alias(name=text, kind=kind) for text, kind in printed.items())


def _listing(
    rng: Random, party: Party, publisher: Publisher, entry_id: str, used: set[str]
) -> Listing:
    knows = rng.randrange(100) < publisher.identifiers or party.schema == "Vessel"
    count = (
        rng.randrange(publisher.addresses + 1) if party.schema == "Person" else publisher.addresses
    )
    day = f"{rng.randrange(2014, 2026)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    return Listing(
        source=publisher.source,
        entry_id=entry_id,
        aliases=_aliases(rng, party, publisher, used),
        addresses=party.addresses[:count],
        identifiers=party.identifiers if knows else (),
        listed_on=day,
    )


def _publishers(rng: Random, party: Party) -> list[Publisher]:
    able = [
        publisher
        for publisher in PUBLISHERS
        if party.schema in publisher.schemata
        and (not publisher.countries or party.country in publisher.countries)
    ]
    wanted = rng.choice((1, 1, 1, 1, 1, 1, 2, 2, 2, 3))
    chosen: list[Publisher] = []
    while able and len(chosen) < wanted:
        publisher = rng.choice([one for one in able for _ in range(one.weight)])
        able.remove(publisher)
        chosen.append(publisher)
    return chosen


class Gazette:
    """Numbers the entries of each list in the order in which they come."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._last = {publisher.source: 0 for publisher in PUBLISHERS}

    def _entry_id(self, publisher: Publisher) -> str:
        self._last[publisher.source] += 1
        number = self._last[publisher.source]
        if publisher.source == OFAC:
            return str(90_000 + 3 * number)  # gaps, as entries are removed
        if publisher.source == UN:
            return str(7_900_000 + number)  # the DATAID; `un.py` makes the reference number of it
        return f"{number:05d}"

    def publish(self, party: Party, like: Party | None = None) -> Party:
        """The party with its listings.

        Args:
            party: On no list yet.
            like: Put it on a list that this other party is on, where possible.
        """
        publishers = _publishers(self.rng, party)
        if like:
            shared = {listing.source for listing in like.listings}
            same = [
                one for one in PUBLISHERS if one.source in shared and party.schema in one.schemata
            ]
            publishers = same[:1] or publishers
        used: set[str] = set()
        return replace(
            party,
            listings=tuple(
                _listing(self.rng, party, publisher, self._entry_id(publisher), used)
                for publisher in publishers
            ),
        )
