"""Comparisons of two names, all read off one alignment of their words.

- `name`: how rare the rarest word is that agrees, and how rare the rarest word is that each
  side has and the other lacks. Measured against shares, sums and edit distances of whole
  names on the labelled pairs, these three figures separate same from different best.
- `coverage`: how much of the longer name's information agrees.
- `spelling`: how surely the words agree: letter for letter, by romanisation, as typos, as
  translations, as abbreviations.
- `numbers` and `legal_form`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import product

from matcher.comparison.alignment import Alignment, Kind, WeighedName, align
from matcher.comparison.levels import Comparison, Level, Population
from matcher.comparison.lexicon import Lexicon
from matcher.normalise.legal_forms import classes_of

# Bands in bits. Where they lie was chosen on the training rows of the labelled pairs
# (docs/experiments.md); finer bands fit no better.
_AGREED = (4.0, 8.0, 11.0, 14.0)
_MISSED_BY_ONE = (2.0, 6.0, 9.0, 12.0)
_MISSED_BY_BOTH = (2.0, 6.0, 10.0)
_COVERAGE = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)

_RARITY = ("generic", "common", "uncommon", "rare", "very rare")


@dataclass(frozen=True, slots=True)
class Rarest:
    """The rarest words, in bits: that agrees; missing on the side that misses more; less."""

    agreed: float
    missed_by_one: float
    missed_by_both: float


def rarest(query: WeighedName, listed: WeighedName, alignment: Alignment) -> Rarest:
    """Read the three figures of the `name` comparison off an alignment."""
    query_missed = _rarest_left(query, {q for pair in alignment.pairs for q in pair.query})
    listed_missed = _rarest_left(listed, {p for pair in alignment.pairs for p in pair.listed})
    return Rarest(
        agreed=max((pair.bits for pair in alignment.pairs), default=0.0),
        missed_by_one=max(query_missed, listed_missed),
        missed_by_both=min(query_missed, listed_missed),
    )


def _rarest_left(name: WeighedName, taken: set[int]) -> float:
    return max(
        (
            word.bits
            for place, word in enumerate(name.words)
            if place not in taken and not word.token.optional and not word.token.number
        ),
        default=0.0,
    )


def _cells() -> list[tuple[int, int, int]]:
    """(band agreed, band missed by one, band missed by both), agreeing least first."""
    cells = [(0, 0, both) for both in range(len(_MISSED_BY_BOTH) + 1)]
    for agreed, one, both in product(
        range(1, len(_AGREED) + 1), range(len(_MISSED_BY_ONE) + 1), range(len(_MISSED_BY_BOTH) + 1)
    ):
        least_missed = _MISSED_BY_BOTH[both - 1] if both else 0.0
        most_missed = _MISSED_BY_ONE[one] if one < len(_MISSED_BY_ONE) else float("inf")
        if least_missed < most_missed:  # both cannot miss more than one does
            cells.append((agreed, one, both))
    return sorted(cells, key=lambda cell: (cell[0], -cell[2], -cell[1]))


_CELLS = _cells()
_LEVEL_OF_CELL = {cell: level for level, cell in enumerate(_CELLS)}


def name_level(figures: Rarest) -> int:
    """Level of the `name` comparison."""
    agreed = bisect_right(_AGREED, figures.agreed)
    both = bisect_right(_MISSED_BY_BOTH, figures.missed_by_both)
    one = bisect_right(_MISSED_BY_ONE, figures.missed_by_one) if agreed else 0
    return _LEVEL_OF_CELL[agreed, one, both]


def _sentence(cell: tuple[int, int, int]) -> str:
    agreed, one, both = cell
    if not agreed:
        found = "No word agrees that tells companies apart"
    else:
        found = f"The rarest word that agrees is {_RARITY[agreed]}"
    if not one and not both:
        return found + ("; nothing distinctive is missing" if agreed else "")
    if not both:
        return f"{found}; one name has a {_RARITY[one]} word that the other lacks"
    if not agreed or one <= both:
        return f"{found}; each name has a {_RARITY[both]} word that the other lacks"
    return (
        f"{found}; each name has words that the other lacks, "
        f"one {_RARITY[both]}, the other {_RARITY[one]}"
    )


def coverage_level(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int | None:
    """Level of the `coverage` comparison; None where neither name carries information."""
    longer = max(query.bits, listed.bits)
    return bisect_right(_COVERAGE, alignment.agreed / longer) if longer else None


def spelling_level(alignment: Alignment) -> int | None:
    """Level of the `spelling` comparison; None where no word agrees."""
    if not alignment.agreed:
        return None
    share = dict.fromkeys(Kind, 0.0)
    for pair in alignment.pairs:
        share[pair.kind] += pair.bits / alignment.agreed
    written_alike = share[Kind.SAME] + share[Kind.JOINED]
    if written_alike > 0.95:
        return 5
    if written_alike + share[Kind.ROMANISED] > 0.9:
        return 4
    if share[Kind.TYPO] > 0.3:
        return 2
    if share[Kind.TRANSLATED] > 0.3:
        return 1
    return 0 if share[Kind.SHORTENED] > 0.2 else 3


def numbers_level(query: WeighedName, listed: WeighedName) -> int | None:
    """Level of the `numbers` comparison; None where neither name has a number."""
    ours = {word.text for word in query.words if word.token.number}
    theirs = {word.text for word in listed.words if word.token.number}
    if not ours and not theirs:
        return None
    if not ours or not theirs:
        return 1
    if ours == theirs:
        return 3
    return 2 if ours & theirs else 0


def legal_form_level(query: WeighedName, listed: WeighedName) -> int | None:
    """Level of the `legal_form` comparison; None where a side states none."""
    ours, theirs = query.name.legal_forms, listed.name.legal_forms
    if set(ours) & set(theirs):
        return 2
    our_classes, their_classes = classes_of(ours), classes_of(theirs)
    if not our_classes or not their_classes:
        return None
    return 1 if our_classes & their_classes else 0


def _levels(*labels: str) -> tuple[Level, ...]:
    return tuple(Level(label=label) for label in labels)


NAME_COMPARISONS = (
    Comparison(
        name="name",
        levels=_levels(*map(_sentence, _CELLS)),
        null_label="A side has no name",
        population=Population.LABELLED_NAMES,
    ),
    Comparison(
        name="coverage",
        levels=_levels(
            *(
                f"{low:.0%} to {high:.0%} of the longer name's information agrees"
                for low, high in zip((0.0, *_COVERAGE), (*_COVERAGE, 1.0), strict=True)
            )
        ),
        null_label="A side has no name",
        population=Population.LABELLED_NAMES,
    ),
    Comparison(
        name="spelling",
        levels=_levels(
            "Words agree as abbreviations or initials",
            "Words agree as translations",
            "Words agree but for misspellings",
            "Words agree in several ways",
            "Words agree when written in Latin letters",
            "Words agree letter for letter",
        ),
        null_label="No word agrees",
        population=Population.LABELLED_NAMES,
    ),
    Comparison(
        name="numbers",
        levels=_levels(
            "The names have different numbers",
            "Only one name has a number",
            "The names share one of their numbers",
            "The names have the same numbers",
        ),
        null_label="Neither name has a number",
        population=Population.LABELLED_NAMES,
    ),
    Comparison(
        name="legal_form",
        levels=_levels(
            "The legal forms contradict each other",
            "The legal forms are compatible",
            "The legal form is the same",
        ),
        null_label="A side states no legal form",
        population=Population.LABELLED_NAMES,
    ),
)

NameLevels = tuple[int | None, int | None, int | None, int | None, int | None]
NO_NAME: NameLevels = (None, None, None, None, None)


def compare_names(
    query: WeighedName | None, listed: WeighedName | None, lexicon: Lexicon
) -> tuple[NameLevels, Alignment | None]:
    """Levels of the name comparisons, in the order of `NAME_COMPARISONS`.

    Returns:
        The levels, and the alignment they were read off (None where a side has no name).
    """
    if query is None or listed is None:
        return NO_NAME, None
    alignment = align(query, listed, lexicon)
    levels = (
        name_level(rarest(query, listed, alignment)),
        coverage_level(query, listed, alignment),
        spelling_level(alignment),
        numbers_level(query, listed),
        legal_form_level(query, listed),
    )
    return levels, alignment
