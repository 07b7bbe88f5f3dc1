"""One entity out of the listings of one party; each listing is kept as its list has it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from matcher.lists.sources import SOURCES
from matcher.records import Alias, AliasKind, Identifier, Listed, Listing

# What a publisher says most of goes first; of a `LegalEntity` none says less.
_SCHEMATA = ("Person", "Company", "PublicBody", "Organization", "Vessel", "Airplane", "LegalEntity")
_KINDS = (AliasKind.PRIMARY, AliasKind.ALIAS, AliasKind.FORMER, AliasKind.WEAK)
_RANKS = {source.key: place for place, source in enumerate(SOURCES)}


def rank(listed: Listed) -> tuple[bool, int, str]:
    """The order of listings in an entity: the first one gives it its id.

    A publisher's own file goes before a conversion of it, then lists go in the order of the
    catalogue; the id decides within one list.
    """
    places = [_RANKS[key] for key in listed.datasets if key in _RANKS]
    return listed.provenance.source == "ftm", min(places, default=len(_RANKS)), listed.id


def ranked(listings: Iterable[Listed]) -> tuple[Listed, ...]:
    """The entries of one party in the order of `rank`."""
    return tuple(sorted(listings, key=rank))


def merge(listings: Sequence[Listed]) -> Listed:
    """The entity that several listings are of.

    Args:
        listings: Two or more entries as their lists have them, in the order of `rank`.

    Returns:
        Every value of every listing once, in that order; the other ids among the referents;
        the earliest `first_seen`, the latest `last_seen`, and the last change if every
        listing says its own: a party may have changed since where one does not.
    """
    first = listings[0]
    ids = [listed.id for listed in listings]
    referents = [referent for listed in listings for referent in listed.referents]
    return replace(
        first,
        schema=min((listed.schema for listed in listings), key=_schema_place),
        aliases=_aliases(listings),
        countries=_union(listings, lambda listed: listed.countries),
        addresses=_union(listings, lambda listed: listed.addresses),
        identifiers=_identifiers(listings),
        topics=_union(listings, lambda listed: listed.topics),
        properties=_properties(listings),
        datasets=_union(listings, lambda listed: listed.datasets),
        referents=tuple(found for found in dict.fromkeys(ids + referents) if found != first.id),
        target=any(listed.target for listed in listings),
        first_seen=min(_known(listed.first_seen for listed in listings), default=None),
        last_seen=max(_known(listed.last_seen for listed in listings), default=None),
        last_change=_latest_if_known(listed.last_change for listed in listings),
        listings=tuple(map(_listing, listings)),
    )


def _listing(listed: Listed) -> Listing:
    return Listing(
        id=listed.id,
        caption=listed.caption,
        datasets=listed.datasets,
        provenance=listed.provenance,
    )


def _aliases(listings: Sequence[Listed]) -> tuple[Alias, ...]:
    """Each name once, as the kind that says most of it, grouped by kind."""
    kinds: dict[str, AliasKind] = {}
    for listed in listings:
        for alias in listed.aliases:
            known = kinds.get(alias.name, alias.kind)
            kinds[alias.name] = min(known, alias.kind, key=_KINDS.index)
    return tuple(
        Alias(name=name, kind=kind)
        for kind in AliasKind
        for name, its_kind in kinds.items()
        if its_kind is kind
    )


def _properties(listings: Sequence[Listed]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for listed in listings:
        for prop, values in listed.properties.items():
            found.setdefault(prop, {}).update(dict.fromkeys(values))
    return {prop: tuple(values) for prop, values in found.items()}


def _identifiers(listings: Sequence[Listed]) -> tuple[Identifier, ...]:
    """Each identifier once, grouped by kind."""
    found = dict.fromkeys(found for listed in listings for found in listed.identifiers)
    kinds = list(dict.fromkeys(identifier.kind for identifier in found))
    return tuple(sorted(found, key=lambda identifier: kinds.index(identifier.kind)))


def _union(
    listings: Sequence[Listed], values: Callable[[Listed], Iterable[str]]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for listed in listings for value in values(listed)))


def _known(moments: Iterable[str | None]) -> list[str]:
    return [moment for moment in moments if moment]


def _latest_if_known(moments: Iterable[str | None]) -> str | None:
    given = list(moments)
    known = _known(given)
    return max(known) if len(known) == len(given) else None


def _schema_place(schema: str) -> int:
    return _SCHEMATA.index(schema) if schema in _SCHEMATA else len(_SCHEMATA)
