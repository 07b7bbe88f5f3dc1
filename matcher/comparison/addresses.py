"""How much two addresses agree: the level of the `address` comparison.

Publishers spell one street in several ways (`Panfilov Street`, `ulitsa Panfilova`), and one
town and country is what thousands of companies share. So words may agree but for an ending or
a slip, a town alone is no more than a town, and a postcode or a house number tells two
addresses of one street apart.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from matcher.comparison.background import Background
from matcher.comparison.party import Context
from matcher.normalise.addresses import Address
from matcher.normalise.tokens import Token

DIFFERENT, PLACE, MOST_WORDS, STREET_AND_NUMBER, SAME = range(5)
MOST_ADDRESSES = 32  # compared on each side; more never decided a pair
_SHARE_OF_WORDS = (0.25, 0.5, 0.8)
# Words in common that say no more than a town and its country.
_TOWN_BITS = 8.0
_POSTCODE_DIGITS = 5
_SHORTEST_ALIKE = 4  # letters
_ONE_SLIP_FROM, _TWO_SLIPS_FROM = 5, 8
_SAME_BEGINNING = 0.75  # of the shorter word


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
    numbers = query.numbers & listed.numbers
    if not numbers and query.words.isdisjoint(listed.words):
        return DIFFERENT
    shared = min(_bits(words, places) for words in _shared_words(query, listed))
    least = min(_bits(query.words, places), _bits(listed.words, places))
    words = bisect_right(_SHARE_OF_WORDS, shared / least) if least else 0
    fewest = min(len(query.numbers), len(listed.numbers))
    if words == 3 and fewest and len(numbers) == fewest:
        return SAME
    has_postcode = any(len(number) >= _POSTCODE_DIGITS for number in numbers)
    has_house = any(len(number) < _POSTCODE_DIGITS for number in numbers)
    if has_house and ((words >= 2 and shared >= _TOWN_BITS) or (shared and has_postcode)):
        return STREET_AND_NUMBER
    if words >= 2 and shared >= _TOWN_BITS:
        return MOST_WORDS
    return PLACE if words or has_postcode else DIFFERENT


def _shared_words(query: Address, listed: Address) -> tuple[frozenset[str], frozenset[str]]:
    """The words of each address that the other has too, some in another spelling."""
    shared = query.words & listed.words
    ours, theirs = query.words - shared, listed.words - shared
    if not ours or not theirs:
        return shared, shared
    alike = [(a, b) for a in ours for b in theirs if _is_alike(a, b)]
    return shared | {a for a, _ in alike}, shared | {b for _, b in alike}


@lru_cache(maxsize=1 << 16)
def _is_alike(a: str, b: str) -> bool:
    """Whether two words name one place: but for a slip, or for how they end."""
    shorter = min(len(a), len(b))
    if shorter < _SHORTEST_ALIKE:
        return False
    slips = (shorter >= _ONE_SLIP_FROM) + (shorter >= _TWO_SLIPS_FROM)
    beginning = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), shorter)
    return (
        beginning >= max(_SHORTEST_ALIKE, _SAME_BEGINNING * shorter)
        or OSA.distance(a, b, score_cutoff=slips) <= slips
    )


def _bits(words: frozenset[str], places: Background) -> float:
    return sum(places.bits(Token(word)) for word in sorted(words))
