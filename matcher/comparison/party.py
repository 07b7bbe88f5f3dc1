"""One side of a comparison: one name with the evidence that stands beside it.

A listed entity with five aliases is five parties that share countries, addresses and
identifiers; scores are kept per alias and the best one speaks for the entity, so that more
aliases never dilute evidence.
"""

from dataclasses import dataclass

from matcher.comparison.births import Birth, parse_births
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import WeighedName, weigh
from matcher.normalise.addresses import Address, normalise_address
from matcher.normalise.identifiers import normalise_identifiers
from matcher.normalise.names import Name, normalise_name
from matcher.records import Identifier, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The evidence beside the name. Empty collections are "not known"."""

    countries: frozenset[str] = frozenset()
    addresses: tuple[Address, ...] = ()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    births: tuple[Birth, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands beside the name; what the party is does not count."""
        return not (self.countries or self.addresses or self.identifiers or self.births)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A normalised party.

    Args:
        name: None if there is no name, or nothing in it but a legal form.
    """

    name: WeighedName | None
    context: Context


def weigh_name(name: Name, knowledge: Knowledge) -> WeighedName | None:
    """The name with its words' information; None if it has no words."""
    return weigh(name, knowledge.words) if name.tokens else None


def make_context(
    countries: tuple[str, ...],
    addresses: tuple[str, ...],
    identifiers: tuple[Identifier, ...],
    births: tuple[str, ...] = (),
    kind: PartyKind = PartyKind.UNKNOWN,
) -> Context:
    """Normalise the evidence beside a name.

    Args:
        countries: ISO 3166-1 alpha-2, lower case.
        addresses: As printed.
        identifiers: As printed.
        births: Dates of birth, as printed.
        kind: What the party is.
    """
    return Context(
        countries=frozenset(countries),
        addresses=tuple(filter(None, map(normalise_address, addresses))),
        identifiers=normalise_identifiers(identifiers),
        births=parse_births(births),
        kind=kind,
    )


def make_party(name: str | None, context: Context, knowledge: Knowledge) -> Party:
    """Normalise a name and put it beside its context."""
    weighed = weigh_name(normalise_name(name), knowledge) if name else None
    return Party(name=weighed, context=context)
