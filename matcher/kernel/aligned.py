"""Alignments as the kernel hands them over."""

from collections.abc import Iterable

from matcher.comparison.alignment import Alignment, Pair
from matcher.comparison.resemblance import Kind
from matcher.kernel import layout


def alignment_of(
    found: Iterable[layout.AlignedPair], query_words: int, listed_words: int
) -> Alignment:
    """An alignment of two names.

    Args:
        found: Its pairs, the surest first.
        query_words: How many the query's name has.
        listed_words: How many the listed name has.
    """
    pairs = tuple(
        Pair(places_of(pair.query), places_of(pair.listed), Kind(pair.kind), pair.bits)
        for pair in found
    )
    query = {place for pair in pairs for place in pair.query}
    listed = {place for pair in pairs for place in pair.listed}
    return Alignment(
        pairs=pairs,
        agreed=sum([pair.bits for pair in pairs]),
        query_left=tuple(place for place in range(query_words) if place not in query),
        listed_left=tuple(place for place in range(listed_words) if place not in listed),
    )


def places_of(bits: int) -> tuple[int, ...]:
    """The places whose bits are set, ascending."""
    return tuple([place for place in range(bits.bit_length()) if bits >> place & 1])
