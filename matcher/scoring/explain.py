"""Say what a score is made of, in words and bits that sum to the match weight."""

from matcher.comparison.alignment import Alignment, Kind, WeighedName
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.records import Evidence
from matcher.scoring.model import Model

_SIGNS = {
    Kind.SAME: "=",
    Kind.ROMANISED: "≈",
    Kind.JOINED: "=",
    Kind.TYPO: "~",
    Kind.TRANSLATED: "↔",
    Kind.SHORTENED: "…",
}


def explain(
    model: Model,
    vector: Vector,
    query: WeighedName | None,
    listed: WeighedName | None,
    alignment: Alignment | None,
) -> tuple[Evidence, ...]:
    """The prior and each comparison, in the order in which their bits were added.

    Args:
        model: Whose bits.
        vector: Levels, in the order of `COMPARISONS`.
        query: The query's name that was compared; None if it has none.
        listed: The listed alias.
        alignment: Of the two names; None where there was nothing to align.
    """
    evidence = [
        Evidence(
            comparison="prior",
            level=None,
            label="How likely a match is before anything is compared",
            bits=model.weights.prior_bits,
        )
    ]
    for comparison, bits, level in zip(COMPARISONS, model.weights.bits, vector, strict=True):
        words = alignment if comparison.name == "name" else None
        evidence.append(
            Evidence(
                comparison=comparison.name,
                level=level,
                label=_with_words(comparison.label(level), query, listed, words),
                bits=0.0 if level is None else bits[level],
            )
        )
    return tuple(evidence)


def _with_words(
    label: str, query: WeighedName | None, listed: WeighedName | None, words: Alignment | None
) -> str:
    """Name the words behind the sentence: `klimov = klimov, zavod ↔ plant; only listed: odk`."""
    if query is None or listed is None or words is None:
        return label
    agreed = [
        f"{_texts(query, pair.query)} {_SIGNS[pair.kind]} {_texts(listed, pair.listed)}"
        for pair in sorted(words.pairs, key=lambda pair: -pair.bits)
    ]
    parts = [", ".join(agreed)] if agreed else []
    for side, name, taken in (
        ("query", query, {q for pair in words.pairs for q in pair.query}),
        ("listed", listed, {p for pair in words.pairs for p in pair.listed}),
    ):
        left = tuple(place for place in range(len(name.words)) if place not in taken)
        if left:
            parts.append(f"only {side}: {_texts(name, left)}")
    return f"{label} ({'; '.join(parts)})" if parts else label


def _texts(name: WeighedName, places: tuple[int, ...]) -> str:
    return " ".join(name.words[place].token.native or name.words[place].text for place in places)
