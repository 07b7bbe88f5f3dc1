"""Comparisons of what stands beside a name: country, address, identifiers."""

from matcher.comparison.levels import Comparison, Level
from matcher.comparison.party import Context
from matcher.normalise.identifiers import SINGLE

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


def country_level(query: Context, listed: Context) -> int | None:
    """1 a country in common or compatible ones, 0 neither, None where a side has none."""
    if not query.countries or not listed.countries:
        return None
    if query.countries & listed.countries:
        return 1
    return int(any(group & query.countries and group & listed.countries for group in _COMPATIBLE))


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
