"""Comparisons of what stands beside a name: country, address, identifiers."""

from bisect import bisect_right
from dataclasses import dataclass

from matcher.comparison.background import Background
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.party import Context
from matcher.normalise.addresses import Address
from matcher.normalise.identifiers import SINGLE
from matcher.normalise.names import Token

# Filed under one another by publishers, or one customs and company territory.
_COMPATIBLE = tuple(
    frozenset(group.split())
    for group in (
        "cn hk mo",
        "ae om",
        "ru su suhh",
        "rs cs yu me",
        "cz cs sk",
        "gb im je gg vg ky bm",
        "us pr vi gu",
    )
)
MOST_ADDRESSES = 32  # compared on each side; more never decided a pair
_SHARE_OF_WORDS = (0.25, 0.5, 0.8)


def country_level(query: Context, listed: Context) -> int | None:
    """1 a country in common or compatible ones, 0 neither, None where a side has none."""
    if not query.countries or not listed.countries:
        return None
    if query.countries & listed.countries:
        return 1
    return int(any(group & query.countries and group & listed.countries for group in _COMPATIBLE))


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """The best pair of addresses: its level and the places of the two addresses."""

    level: int
    query: int
    listed: int


def best_address(query: Context, listed: Context, places: Background) -> AddressMatch | None:
    """The pair of addresses that agrees most; None where a side has none."""
    return max(
        (
            AddressMatch(address_level(ours, theirs, places), q, p)
            for q, ours in enumerate(query.addresses[:MOST_ADDRESSES])
            for p, theirs in enumerate(listed.addresses[:MOST_ADDRESSES])
        ),
        key=lambda match: (match.level, -match.query, -match.listed),
        default=None,
    )


def address_level(query: Address, listed: Address, places: Background) -> int:
    """Level of two addresses, from the rarity of the words they share and their numbers.

    Words are shared in proportion to the address that says less, weighed by rarity, so that
    `Moscow` alone is a town in common and not an address.
    """
    shared = _bits(query.words & listed.words, places)
    least = min(_bits(query.words, places), _bits(listed.words, places))
    words = bisect_right(_SHARE_OF_WORDS, shared / least) if least else 0
    numbers = query.numbers & listed.numbers
    fewest_numbers = min(len(query.numbers), len(listed.numbers))
    if words == 3 and fewest_numbers and len(numbers) == fewest_numbers:
        return 4
    if words >= 2 and numbers:
        return 3
    return min(words, 2)


def _bits(words: frozenset[str], places: Background) -> float:
    return sum(places.bits(Token(word)) for word in sorted(words))


def identifier_level(query: Context, listed: Context) -> int | None:
    """2 the same, 1 the same value under another kind, 0 a conflict, None if not comparable."""
    if not query.identifiers or not listed.identifiers:
        return None
    if query.identifiers & listed.identifiers:
        return 2
    if {value for _, value in query.identifiers} & {value for _, value in listed.identifiers}:
        return 1
    families = {family for family, _ in query.identifiers} & {
        family for family, _ in listed.identifiers
    }
    return 0 if families & SINGLE else None


CONTEXT_COMPARISONS = (
    # Who buys through a third country has another country in the trade record. Of the listed
    # parties whose names are most alike, half share a country (of two at random, one in five).
    Comparison(
        name="country",
        levels=(
            Level(label="The countries differ", m=0.15, u=0.5),
            Level(label="The country is the same, or filed under the other", m=0.85, u=0.5),
        ),
        null_label="A side names no country",
    ),
    Comparison(
        name="address",
        levels=tuple(
            Level(label=label)
            for label in (
                "The addresses differ",
                "The addresses share a place",
                "The addresses share most of their words",
                "The addresses share a street and a number",
                "The address is the same",
            )
        ),
        null_label="A side has no address",
    ),
    # Publishers print a wrong number now and then, and one company has several
    # registrations: a conflict is strong evidence, not proof.
    Comparison(
        name="identifier",
        levels=(
            Level(label="Identifiers of one kind differ", m=0.03, u=0.999),
            Level(label="The same number stands under different kinds", m=0.02, u=5e-6),
            Level(label="An identifier is the same", m=0.95, u=5e-7),
        ),
        null_label="No identifier of one kind on both sides",
    ),
)
