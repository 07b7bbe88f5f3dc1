"""Comparisons of two names, all read off one alignment of their words.

- `name`: how rare the rarest word is that agrees, and how rare the rarest word is that each
  of the two names has and the other lacks. Measured against shares, sums and edit distances
  of whole names on the labelled pairs, these figures separate same from different best.
- `extra`: how rare the rarest word is that one name has and the other lacks.
- `spelling`: how surely the words agree (letter for letter, by romanisation, as typos, as
  translations, as abbreviations), which counts the less the more is missing.
- `coverage`: how much of the longer name's information finds a counterpart.
- `substance`: how much the shorter name says at all.
- `numbers` and `legal_form`.
- `missed`, `remainder` and `places`: what is left of the names (`remainder`).

Longer than 300 lines because the sentences of the levels stand beside the rules that reach them.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from matcher.comparison.alignment import CREDIT, Alignment, Pair, align
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.remainder import (
    REMAINDER_COMPARISONS,
    missed_level,
    places_level,
    remainder_level,
)
from matcher.comparison.resemblance import Kind
from matcher.comparison.words import WeighedName, Word
from matcher.normalise.legal_forms import classes_of

# Bands in bits. Where they lie was chosen on the training rows of the labelled pairs
# (docs/experiments.md); finer bands fit no better.
_AGREED = (2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0)
_MISSED_BY_BOTH = (2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
_MISSED_BY_ONE = (2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0)
_MISSED_COARSE = (2.0, 6.0, 10.0)
_COVERAGE = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
_SUBSTANCE = (6.0, 10.0, 14.0, 18.0, 24.0, 32.0)  # bits of the whole name
# A word that agrees by so many bits tells companies apart; `international` and `group` do not.
_TELLING_BITS = 6.0
# Where one word stands for another, what the rarer of the two says more is not said: it is as
# rare as it is because of how it is written. A part or a short form says less than the whole.
_SAYS_THE_SAME = frozenset(Kind) - {Kind.PART, Kind.SHORTENED}
# Of such a word so much is covered at least, however it is spelled. With all of it names that differ
# by a letter were covered like equal ones: 23 of 1,000 ordinary names alerted, instead of 13.
_COVERED = 0.9
# Of two different words that ordinary names carry, neither need be a misspelling.
_KNOWN_WORD_BITS = 15.3
# Of two that many carry one hardly ever is: `Power` and `Tower`, `Export` and `Import`. They cover
# no more than they agree.
_COMMON_WORD_BITS = 12.0


class Rarest(NamedTuple):
    """The rarest words, in bits: that agrees; missing on the side that misses more; less."""

    agreed: float
    missed_by_one: float
    missed_by_both: float


def rarest(query: WeighedName, listed: WeighedName, alignment: Alignment) -> Rarest:
    """Read the figures of the `name` and `extra` comparisons off an alignment."""
    # A word in brackets is not missed, unless the other name has another one there:
    # `(Shanghai)` and `(Chengdu)` are two branches.
    bracketed = (
        query.bracketed
        and listed.bracketed
        and _has_optional(query, alignment.query_left)
        and _has_optional(listed, alignment.listed_left)
    )
    query_missed = _rarest_left(query, alignment.query_left, bracketed)
    listed_missed = _rarest_left(listed, alignment.listed_left, bracketed)
    return Rarest(
        agreed=max([pair.bits for pair in alignment.pairs], default=0.0),
        missed_by_one=max(query_missed, listed_missed),
        missed_by_both=min(query_missed, listed_missed),
    )


def _has_optional(name: WeighedName, left: tuple[int, ...]) -> bool:
    return any(name.words[place].token.optional for place in left)


def _rarest_left(name: WeighedName, left: tuple[int, ...], bracketed: bool) -> float:
    rarest_bits = 0.0
    for place in left:
        word = name.words[place]
        token = word.token
        if word.bits > rarest_bits and not token.number and (bracketed or not token.optional):
            rarest_bits = word.bits
    return rarest_bits


def name_level(figures: Rarest) -> int:
    """Level of the `name` comparison: a row of bands of what agrees, a column of what is missed."""
    missed = bisect_right(_MISSED_BY_BOTH, figures.missed_by_both)
    return (
        bisect_right(_AGREED, figures.agreed) * (len(_MISSED_BY_BOTH) + 1)
        + len(_MISSED_BY_BOTH)
        - missed
    )


def extra_level(figures: Rarest) -> int:
    """Level of the `extra` comparison."""
    return len(_MISSED_BY_ONE) - bisect_right(_MISSED_BY_ONE, figures.missed_by_one)


def spelling_level(
    query: WeighedName, listed: WeighedName, alignment: Alignment, missed_by_both: float
) -> int | None:
    """Level of the `spelling` comparison; None where no word agrees."""
    if not alignment.agreed:
        return None
    missed = len(_MISSED_COARSE) - bisect_right(_MISSED_COARSE, missed_by_both)
    return _manner(query, listed, alignment) * (len(_MISSED_COARSE) + 1) + missed


def _manner(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int:
    """How the words agree, by the kinds that most of the agreeing bits come from: `_MANNERS`."""
    share = [0.0] * len(Kind)
    misspelt = None
    for pair in alignment.pairs:
        kind = pair.kind
        if kind is Kind.JOINED and _across(
            query.words[pair.query[0]], listed.words[pair.listed[0]]
        ):
            kind = Kind.ROMANISED
        share[kind] += pair.bits / alignment.agreed
        if pair.kind is Kind.TYPO and (misspelt is None or pair.bits > misspelt.bits):
            misspelt = pair
    written_alike = share[Kind.SAME] + share[Kind.JOINED]
    if written_alike > 0.95:
        return 9
    if written_alike + share[Kind.ROMANISED] > 0.9:
        return 8
    if misspelt is not None and share[Kind.TYPO] > 0.3:
        return 5 if _may_be_two_words(query, listed, misspelt, _KNOWN_WORD_BITS) else 6
    if share[Kind.SOUNDS] > 0.3:
        if len(alignment.pairs) == 1:
            return 1
        telling = sum([pair.bits >= _TELLING_BITS for pair in alignment.pairs])
        return 2 if telling <= 1 else 3
    if share[Kind.TRANSLATED] > 0.3:
        return 4
    return 0 if share[Kind.SOUNDS] + share[Kind.PART] + share[Kind.SHORTENED] > 0.2 else 7


def _may_be_two_words(
    query: WeighedName, listed: WeighedName, pair: Pair, known_bits: float
) -> bool:
    """Whether what was taken for a misspelling may be another word, as ordinary names have both."""
    return (
        pair.kind is Kind.TYPO
        and query.words[pair.query[0]].bits < known_bits
        and listed.words[pair.listed[0]].bits < known_bits
    )


def _across(ours: Word, theirs: Word) -> bool:
    """Whether one word is Latin and the other is not."""
    return bool(ours.writing) != bool(theirs.writing)


def coverage_level(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int | None:
    """Level of the `coverage` comparison; None where neither name carries information.

    How surely words stand for each other is for `spelling` to say: here counts that they do.
    `Tchnology` is rarer than `Technology`, and all that it says is `Technology`.
    """
    ours, theirs, covered = query.bits, listed.bits, 0.0
    for pair in alignment.pairs:
        if pair.kind not in _SAYS_THE_SAME or _may_be_two_words(
            query, listed, pair, _COMMON_WORD_BITS
        ):
            covered += pair.bits
            continue
        credit = CREDIT[pair.kind]
        covered += pair.bits / credit * max(credit, _COVERED)
        more = sum([query.words[place].bits for place in pair.query]) - sum(
            [listed.words[place].bits for place in pair.listed]
        )
        if more > 0.0:
            ours -= more
        else:
            theirs += more
    longer = max(ours, theirs)
    return bisect_right(_COVERAGE, covered / longer) if longer > 0.0 else None


def substance_level(query: WeighedName, listed: WeighedName) -> int:
    """Level of the `substance` comparison."""
    return bisect_right(_SUBSTANCE, min(query.bits, listed.bits))


def numbers_level(query: WeighedName, listed: WeighedName) -> int | None:
    """Level of the `numbers` comparison; None where neither name has a number."""
    ours, theirs = query.numbers, listed.numbers
    if not ours and not theirs:
        return None
    if not ours or not theirs:
        return 1
    if ours == theirs:
        return 3
    return 2 if ours < theirs or theirs < ours else 0


def legal_form_level(query: WeighedName, listed: WeighedName) -> int | None:
    """Level of the `legal_form` comparison; None where a side states none."""
    return forms_level(query.name.legal_forms, listed.name.legal_forms)


@lru_cache(maxsize=4096)
def forms_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int | None:
    """The same of the legal forms themselves."""
    if set(ours) & set(theirs):
        return 2
    our_classes, their_classes = classes_of(ours), classes_of(theirs)
    if not our_classes or not their_classes:
        return None
    return 1 if our_classes & their_classes else 0


def _levels(*labels: str) -> tuple[Level, ...]:
    return tuple(Level(label=label) for label in labels)


_RARITY = (
    "says nothing",
    "is generic",
    "is common",
    "is less common",
    "is uncommon",
    "is rare",
    "is very rare",
    "is all but unique",
)
_MANNERS = (
    "Words agree as abbreviations or parts",
    "One word agrees, and by ear alone",
    "One word agrees that tells companies apart, and by ear",
    "Words agree by ear",
    "Words agree as translations",
    "Words that both exist differ by a letter or two",
    "Words agree but for misspellings",
    "Words agree in several ways",
    "Words agree when written in Latin letters",
    "Words agree letter for letter",
)


def _name_sentence(agreed: int, missed: int) -> str:
    if not agreed:
        found = "No word agrees that tells companies apart"
    else:
        found = f"The rarest word that agrees {_RARITY[agreed]}"
    if not missed:
        return f"{found}; one name has nothing of note that the other lacks"
    return f"{found}; each name has a word that the other lacks, and it {_RARITY[missed]}"


def _extra_sentence(missed: int) -> str:
    if not missed:
        return "Neither name has a word of note that the other lacks"
    return f"The rarest word that only one name has {_RARITY[missed]}"


_MISSING = (
    "little else is missing",
    "each name has a common word that the other lacks",
    "each name has an uncommon word that the other lacks",
    "each name has a rare word that the other lacks",
)

NAME_COMPARISONS = (
    Comparison(
        name="name",
        levels=_levels(
            *(
                _name_sentence(agreed, missed)
                for agreed, missed in product(
                    range(len(_AGREED) + 1), range(len(_MISSED_BY_BOTH), -1, -1)
                )
            )
        ),
        shape=(len(_AGREED) + 1, len(_MISSED_BY_BOTH) + 1),
        null_label="A side has no name",
    ),
    Comparison(
        name="extra",
        levels=_levels(*map(_extra_sentence, range(len(_MISSED_BY_ONE), -1, -1))),
        null_label="A side has no name",
    ),
    Comparison(
        name="spelling",
        levels=_levels(
            *(f"{manner}; {missing}" for manner, missing in product(_MANNERS, _MISSING[::-1]))
        ),
        shape=(len(_MANNERS), len(_MISSING)),
        ordered=False,  # manners of agreeing: none of them is less agreement than another
        null_is_unknown=False,  # that no word agrees is known
        null_label="No word agrees",
    ),
    Comparison(
        name="coverage",
        levels=_levels(
            *(
                f"{low:.0%} to {high:.0%} of the longer name's information has a counterpart"
                for low, high in zip((0.0, *_COVERAGE), (*_COVERAGE, 1.0), strict=True)
            )
        ),
        null_label="A side has no name",
    ),
    Comparison(
        name="substance",
        levels=_levels(
            "The shorter name says next to nothing",
            "The shorter name is one plain word",
            "The shorter name is one rare word or a few plain ones",
            "The shorter name is short",
            "The shorter name is of ordinary length",
            "The shorter name is long",
            "The shorter name is very long",
        ),
        null_label="A side has no name",
    ),
    Comparison(
        name="numbers",
        levels=_levels(
            "The names have different numbers",
            "Only one name has a number",
            "One name has a number more than the other",
            "The names have the same numbers",
        ),
        null_is_unknown=False,  # that neither has one is known
        null_label="Neither name has a number",
    ),
    Comparison(
        name="legal_form",
        levels=_levels(
            "The legal forms contradict each other",
            "The legal forms are compatible",
            "The legal form is the same",
        ),
        null_label="A side states no legal form",
    ),
    *REMAINDER_COMPARISONS,
)

NameLevels = tuple[int | None, ...]
NO_NAME: NameLevels = (None,) * len(NAME_COMPARISONS)


def compare_names(
    query: WeighedName | None,
    listed: WeighedName | None,
    knowledge: Knowledge,
    counterparts: Counterparts | None = None,
) -> tuple[NameLevels, Alignment | None]:
    """Levels of the name comparisons, in the order of `NAME_COMPARISONS`.

    Args:
        query: None if there is none.
        listed: The same.
        knowledge: Of the model.
        counterparts: Of the query, where it is compared with many names; None for one alone.

    Returns:
        The levels, and the alignment they were read off (None where a side has no name).
    """
    if query is None or listed is None:
        return NO_NAME, None
    alignment = align(query, listed, knowledge, counterparts)
    figures = rarest(query, listed, alignment)
    levels = (
        name_level(figures),
        extra_level(figures),
        spelling_level(query, listed, alignment, figures.missed_by_both),
        coverage_level(query, listed, alignment),
        substance_level(query, listed),
        numbers_level(query, listed),
        legal_form_level(query, listed),
        missed_level(alignment),
        remainder_level(query, listed, alignment),
        places_level(query, listed, alignment),
    )
    return levels, alignment
