"""The rules by which two listings are taken for one party: evidence, never a likeness alone.

The bars were set on the organisations of 13 lists, where publishers that print registration
numbers show how often a rule is wrong (docs/resolve.md has the figures).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from matcher.canonical.profile import NameFigure, Profile
from matcher.comparison.addresses import best_address
from matcher.comparison.background import Background
from matcher.normalise.identifiers import SINGLE
from matcher.records import Listed

# Publishers print a sister company's number now and then, so a number needs a name beside it.
_SHARED_INFORMATION = 0.7  # of the longer name
# Of names that are equal word for word, in one country, those of two words or more and of 15
# bits differed in registration number in 3% of pairs (half of them one company, registered
# anew); of one word, in 25%.
_NAME_BITS = 15.0
_NAME_WORDS = 2
# Equal names at addresses that share nothing: 5% with 25 bits, 20% below.
_NAME_BITS_ELSEWHERE = 25.0
# Where a side does not say its country.
_NAME_BITS_NO_COUNTRY = 30.0
_NAME_WORDS_NO_COUNTRY = 3
_SAME_STREET_AND_NUMBER = 3  # address level
_SOMETHING_SHARED = 1
# No word of an address counts for more than another: what is rare among addresses is known
# to a model, and a snapshot does not depend on one.
_PLACES = Background(counts={}, names=1 << 16)


class Rule(IntEnum):
    """Why two listings are one party, strongest first."""

    SAME_ID = 0  # two readings of one entry
    DECISION = 1  # somebody said so
    REFERENCE = 2  # a publisher names the other's entry, or both name a third
    IDENTIFIER = 3  # a number that one company has, and the name
    NUMBER = 4  # any other number, and the same name
    NAME = 5  # the same name, and what stands beside it


@dataclass(frozen=True, slots=True)
class Link:
    """Two entries that are one party by a rule.

    Args:
        first: Row of an entry.
        second: Row of another one.
        bits: Information of the name that they share; 0.0 where none was asked for.
        detail: What was found, for whoever reviews it.
    """

    first: int
    second: int
    rule: Rule
    bits: float = 0.0
    detail: str = ""


def may_be_one(first: Profile, second: Profile) -> bool:
    """Whether both can be one thing at all: a person is no ship."""
    return first.kind is None or second.kind is None or first.kind == second.kind


def conflict(first: Profile, second: Profile) -> str | None:
    """Numbers of which one company has one, and that differ; None if there are none."""
    ours, theirs = _by_family(first), _by_family(second)
    for family in sorted(ours.keys() & theirs.keys()):
        if not ours[family] & theirs[family]:
            values = f"{'/'.join(sorted(ours[family]))} and {'/'.join(sorted(theirs[family]))}"
            return f"{family} differs: {values}"
    return None


def reference_link(rows: tuple[int, int], first: Profile, second: Profile) -> Link | None:
    """The link of two entries that name one another, or share an id or a reference."""
    ours, theirs = first.listed, second.listed
    if ours.id == theirs.id:
        return Link(*rows, Rule.SAME_ID, detail=f"both are {ours.id}")
    shared = references(ours) & references(theirs)
    if not shared or not may_be_one(first, second):
        return None
    return Link(*rows, Rule.REFERENCE, detail=f"reference {min(shared)}")


def references(listed: Listed) -> frozenset[str]:
    """Its id and referents, alone and as another reading of the list would prefix them."""
    prefixed = {f"{key}-{ref}" for key in listed.datasets for ref in listed.referents}
    return frozenset({listed.id, *listed.referents, *prefixed})


def number_link(rows: tuple[int, int], first: Profile, second: Profile) -> Link | None:
    """The link of two entries that share a number and a name, and contradict in none."""
    shared = first.context.identifiers & second.context.identifiers
    if not shared or not may_be_one(first, second) or conflict(first, second):
        return None
    bits, same = _best_shared_name(first, second)
    # IMO gives numbers to ships and to their owners, and lists file one for the other.
    single = {found for found in shared if found[0] in SINGLE and (found[0] != "imo" or same)}
    is_one_list = bool(first.lists & second.lists)
    if single and bits and (same or not is_one_list):
        family, value = min(single)
        return Link(*rows, Rule.IDENTIFIER, bits, f"{family} {value}, and the name")
    if same and not is_one_list and not _are_apart(first, second):
        family, value = min(shared)
        return Link(*rows, Rule.NUMBER, bits, f"{family} {value}, and the same name")
    return None


def name_link(
    rows: tuple[int, int],
    first: Profile,
    second: Profile,
    is_unique: Callable[[str, frozenset[tuple[str, str]]], bool],
) -> Link | None:
    """The link of two entries of equal names, if what stands beside them bears it out.

    Args:
        rows: Of the two.
        first: One of them.
        second: The other.
        is_unique: Whether one party alone has a name on each of these lists.
    """
    if not may_be_one(first, second) or first.lists & second.lists or conflict(first, second):
        return None
    lists = first.lists | second.lists
    shared = sorted(
        (first.names[key] for key in first.names.keys() & second.names.keys()),
        key=lambda figure: (-figure.bits, figure.key),
    )
    for figure in shared:
        other = second.names[figure.key]
        if _forms_contradict(figure, other) or not is_unique(figure.key, lists):
            continue
        if detail := _borne_out(figure, first, second):
            return Link(*rows, Rule.NAME, figure.bits, f"name {figure.key!r}, {detail}")
    return None


def _borne_out(name: NameFigure, first: Profile, second: Profile) -> str | None:
    """What bears out that two equal names are one party; None if too little does."""
    if first.kind == "person" or second.kind == "person":
        if name.words >= _NAME_WORDS and (shared := first.birth_dates & second.birth_dates):
            return f"born {min(shared)}"
        return None
    if "vessel" in (first.kind, second.kind) or "aircraft" in (first.kind, second.kind):
        return None  # names of ships are used again; a number tells them
    if _are_apart(first, second):
        return None
    address = best_address(first.context, second.context, _PLACES)
    level = address.level if address else None
    if level is not None and level >= _SAME_STREET_AND_NUMBER:
        return "the address agrees"
    if name.words < _NAME_WORDS or name.bits < _NAME_BITS:
        return None
    if level is not None and level < _SOMETHING_SHARED and name.bits < _NAME_BITS_ELSEWHERE:
        return None
    if first.context.countries and second.context.countries:
        return "the country is the same"
    if name.bits < _NAME_BITS_NO_COUNTRY or name.words < _NAME_WORDS_NO_COUNTRY:
        return None
    return "and nothing speaks against it"


def _best_shared_name(first: Profile, second: Profile) -> tuple[float, bool]:
    """Bits of the name they share most of, and whether it is the same word for word.

    0.0 if no two names agree well enough.
    """
    if same := [first.names[key].bits for key in first.names.keys() & second.names.keys()]:
        return max(same), True
    best = 0.0
    for ours in first.names.values():
        for theirs in second.names.values():
            shared = sum(ours.sounds[sound] for sound in ours.sounds.keys() & theirs.sounds.keys())
            longer = max(ours.bits, theirs.bits)
            if ours.numbers == theirs.numbers and shared >= _SHARED_INFORMATION * longer:
                best = max(best, shared)
    return best, False


def _are_apart(first: Profile, second: Profile) -> bool:
    """Whether both say their countries and share none."""
    ours, theirs = first.context.countries, second.context.countries
    return bool(ours and theirs and not ours & theirs)


def _forms_contradict(first: NameFigure, second: NameFigure) -> bool:
    return bool(
        first.legal_forms and second.legal_forms and not first.legal_forms & second.legal_forms
    )


def _by_family(profile: Profile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for family, value in profile.context.identifiers:
        if family in SINGLE and family != "imo":
            found.setdefault(family, set()).add(value)
    return found
