"""All comparisons, in the order in which they are summed.

Defined once, used everywhere: Splink's settings, the online scorer and the explanations are
made from this list.
"""

from matcher.comparison.addresses import best_address
from matcher.comparison.context import CONTEXT_COMPARISONS, country_level, identifier_level
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import NAME_COMPARISONS, compare_names
from matcher.comparison.party import Context, Party

COMPARISONS = NAME_COMPARISONS + CONTEXT_COMPARISONS
# Part of a model's identity: parameters fitted to other comparisons do not fit these.
SPECIFICATION_VERSION = "14"

Vector = tuple[int | None, ...]


def compare(query: Party, listed: Party, knowledge: Knowledge) -> Vector:
    """The comparison vector of two parties.

    Returns:
        Shape (len(COMPARISONS),): a level for each comparison, None for the null level.
    """
    levels, _ = compare_names(query.name, listed.name, knowledge)
    return levels + compare_contexts(query.context, listed.context, knowledge)


def compare_contexts(query: Context, listed: Context, knowledge: Knowledge) -> Vector:
    """Levels of the comparisons beside the name, in the order of `CONTEXT_COMPARISONS`."""
    address = best_address(query, listed, knowledge.places)
    return (
        country_level(query, listed),
        address.level if address else None,
        identifier_level(query, listed),
    )
