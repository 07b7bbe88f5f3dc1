"""Say what a score is made of, in words and bits that sum to the match weight."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matcher.comparison.addresses import best_address
from matcher.comparison.alignment import Alignment
from matcher.comparison.births import best_births, birth_text
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import Context
from matcher.comparison.resemblance import Kind
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.normalise.names import Name
from matcher.normalise.places import is_place
from matcher.records import Evidence
from matcher.scoring.families import Scheme
from matcher.scoring.model import Model

_OF_NAMES = frozenset(("name", "person_name", "vessel_name"))  # that show the words behind them
PRIOR = "prior"  # has no level because nothing is compared for it
_SIGNS = {
    Kind.SAME: "=",
    Kind.ROMANISED: "≈",
    Kind.JOINED: "=",
    Kind.INFLECTED: "≈",
    Kind.TYPO: "~",
    Kind.TRANSLATED: "↔",
    Kind.SOUNDS: "≅",
    Kind.PART: "…",
    Kind.SHORTENED: "…",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One side, as it was compared.

    Args:
        text: The name as written; None if there is none.
        name: The same, normalised; None if nothing of it could be compared.
        context: What stands beside the name.
    """

    text: str | None
    name: Name | None
    context: Context


def explain(
    model: Model,
    vector: Vector,
    query: Compared,
    listed: Compared,
    alignment: Alignment | None,
    *,
    scheme: Scheme | None = None,
) -> tuple[Evidence, ...]:
    """The prior and each comparison, in the order in which their bits were added.

    Args:
        model: Whose bits.
        vector: Levels, in the order of `COMPARISONS`, or of the scheme's.
        query: The query's side.
        listed: The listed side.
        alignment: Of the two names; None where there was nothing to align.
        scheme: Of persons, vessels or mixed kinds; None for organisations.
    """
    comparisons = scheme.comparisons if scheme else COMPARISONS
    weights = scheme.weights if scheme else model.weights
    evidence = [
        Evidence(
            comparison=PRIOR,
            level=None,
            label="How likely a match is before anything is compared",
            bits=weights.prior_bits,
        )
    ]
    for comparison, bits, level in zip(comparisons, weights.bits, vector, strict=True):
        label = comparison.label(level)
        if comparison.name in _OF_NAMES and alignment and query.name and listed.name:
            label += _words(query.name, listed.name, alignment)
        ours, theirs = _VALUES.get(comparison.name, _names)(query, listed, model.knowledge)
        evidence.append(
            Evidence(
                comparison=comparison.name,
                level=level,
                label=label,
                bits=0.0 if level is None else bits[level],
                query=ours,
                listed=theirs,
            )
        )
    return tuple(evidence)


def as_line(evidence: Iterable[Evidence]) -> str:
    """The evidence in one line, for a cell of a table: the prior and what is known of both sides."""
    return "; ".join(
        f"{found.comparison} {found.bits:+.2f}: {found.label}"
        for found in evidence
        if found.level is not None or found.comparison == PRIOR
    )


def _words(query: Name, listed: Name, alignment: Alignment) -> str:
    """Name the words behind the sentence: ` (klimov = klimov, zavod ↔ plant; only listed: odk)`."""
    agreed = [
        f"{_texts(query, pair.query)} {_SIGNS[pair.kind]} {_texts(listed, pair.listed)}"
        for pair in sorted(alignment.pairs, key=lambda pair: -pair.bits)
    ]
    parts = [", ".join(agreed)] if agreed else []
    for side, name, taken in (
        ("query", query, {place for pair in alignment.pairs for place in pair.query}),
        ("listed", listed, {place for pair in alignment.pairs for place in pair.listed}),
    ):
        left = tuple(place for place in range(len(name.tokens)) if place not in taken)
        if left:
            parts.append(f"only {side}: {_texts(name, left)}")
    return f" ({'; '.join(parts)})" if parts else ""


def _texts(name: Name, places: Iterable[int]) -> str:
    """Some words of a name, in their order there."""
    tokens = [name.tokens[place] for place in sorted(places)]
    return " ".join([token.native or token.text for token in tokens])


# The two values that a comparison looked at, as an analyst would write them.

_Values = tuple[str | None, str | None]


def _names(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    return query.text, listed.text


def _numbers(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = (
        ", ".join(token.text for token in side.name.tokens if token.number) if side.name else ""
        for side in (query, listed)
    )
    return ours or None, theirs or None


def _legal_forms(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = (
        ", ".join(side.name.legal_forms) if side.name else "" for side in (query, listed)
    )
    return ours or None, theirs or None


def _places(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = (
        ", ".join(token.native or token.text for token in side.name.tokens if is_place(token))
        if side.name
        else ""
        for side in (query, listed)
    )
    return ours or None, theirs or None


def _countries(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = (", ".join(sorted(side.context.countries)) for side in (query, listed))
    return ours or None, theirs or None


def _addresses(query: Compared, listed: Compared, knowledge: Knowledge) -> _Values:
    """The two addresses that agree most; the first of a side that stands alone."""
    best = best_address(query.context, listed.context, knowledge.places)
    if best:
        return (
            query.context.addresses[best.query].text,
            listed.context.addresses[best.listed].text,
        )
    ours, theirs = (
        side.context.addresses[0].text if side.context.addresses else None
        for side in (query, listed)
    )
    return ours, theirs


def _identifiers(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    """What both sides have; where that is nothing, all that each has."""
    ours, theirs = query.context.identifiers, listed.context.identifiers
    shared = {value for _, value in ours} & {value for _, value in theirs}
    shown = (
        ", ".join(
            f"{family} {value}" for family, value in sorted(side) if not shared or value in shared
        )
        for side in (ours, theirs)
    )
    first, second = shown
    return first or None, second or None


def _births(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = best_births(query.context.births, listed.context.births)
    return birth_text(ours), birth_text(theirs)


def _kinds(query: Compared, listed: Compared, _: Knowledge) -> _Values:
    ours, theirs = (
        side.context.kind.name.lower() if side.context.kind else None for side in (query, listed)
    )
    return ours, theirs


_VALUES: dict[str, Callable[[Compared, Compared, Knowledge], _Values]] = {
    "numbers": _numbers,
    "legal_form": _legal_forms,
    "places": _places,
    "birth_date": _births,
    "kind": _kinds,
    "country": _countries,
    "flag": _countries,
    "address": _addresses,
    "listed_address": _addresses,
    "identifier": _identifiers,
}
