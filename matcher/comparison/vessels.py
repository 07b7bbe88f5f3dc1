"""Comparisons of two vessels' names.

A ship's name is short, of plain words, changed when she is sold, and shared with a dozen other
ships; a number in it tells one ship of a fleet from the next. So a name proves less than an
organisation's, another name speaks less against, and another number more.
"""

from bisect import bisect_right
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from matcher.comparison.alignment import Alignment, Pair
from matcher.comparison.counterparts import Counterparts
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.name import compare_names
from matcher.comparison.resemblance import Kind
from matcher.comparison.words import WeighedName

_MISSPELT_LETTERS = 7  # in shorter names one letter makes another name: Adena, Dena
_SAME = (9.0, 14.0, 20.0)  # bits that agree
_MOST_SLIPS = 2  # letters; `Harmony` is no misspelling of Hermann
_FEWEST_MISSED = 1.0  # bits; a word that says less is none
_SHORT_FORMS = (Kind.PART, Kind.SHORTENED)  # no ship is called `Aqua` for Aquatica
_SURE = (Kind.SAME, Kind.ROMANISED, Kind.JOINED, Kind.INFLECTED)

VESSEL_NAME_COMPARISONS = (
    Comparison(
        name="vessel_name",
        # u counted: OFAC's vessels listed after 2019, each beside the three names of other
        # vessels most like hers. m judged: who asks gives the name that she has or had, one
        # in eight with a slip; as many ships were renamed since.
        levels=(
            Level(label="The names have different numbers: ships of one fleet", m=0.01, u=0.19),
            Level(label="No word of the names agrees", m=0.06, u=0.54),
            Level(label="Each name has a word that the other lacks", m=0.02, u=0.18),
            Level(label="One name has a word that the other lacks", m=0.05, u=0.03),
            Level(label="The names differ by a misspelling, and are short", m=0.05, u=0.03),
            Level(label="The names differ by a misspelling", m=0.06, u=0.0045),
            Level(label="The name is the same, of the plainest words", m=0.05, u=0.002),
            Level(label="The name is the same, of words that many ships have", m=0.15, u=0.005),
            Level(label="The name is the same, and uncommon", m=0.3, u=0.0045),
            Level(label="The name is the same, and rare", m=0.25, u=0.001),
        ),
        null_label="A side has no name",
    ),
)
# Judged: who hides a ship flags her anew first, and half of all ships sail under few flags.
FLAG_COMPARISON = Comparison(
    name="flag",
    levels=(
        Level(label="The flags differ", m=0.4, u=0.75),
        Level(label="The flag is the same", m=0.6, u=0.25),
    ),
    null_label="A side names no flag",
)


def compare_vessels(
    query: WeighedName | None,
    listed: WeighedName | None,
    knowledge: Knowledge,
    counterparts: Counterparts | None = None,
) -> tuple[tuple[int | None, ...], Alignment | None]:
    """Levels of `VESSEL_NAME_COMPARISONS`, and the alignment they were read off.

    Args:
        query: None if there is none; without what stands before a ship's name.
        listed: The same.
        knowledge: Of the model.
        counterparts: Of the query, where it is compared with many names; None for one alone.
    """
    if query is None or listed is None:
        return (None,), None
    _, alignment = compare_names(query, listed, knowledge, counterparts)
    assert alignment is not None
    return (vessel_level(query, listed, alignment),), alignment


def vessel_level(query: WeighedName, listed: WeighedName, alignment: Alignment) -> int:
    """Level of `vessel_name`."""
    pairs = [pair for pair in alignment.pairs if not query.words[pair.query[0]].token.number]
    words = [pair for pair in pairs if pair.kind not in _SHORT_FORMS]
    if not words:
        same_number = query.numbers and query.numbers == listed.numbers
        is_number = len(query.words) == len(listed.words) == len(query.numbers)
        return 6 if same_number and is_number else 1
    ours, theirs = _missed(query, alignment.query_left), _missed(listed, alignment.listed_left)
    if (ours and theirs) or len(words) < len(pairs) or _is_far(query, listed, words):
        return 2
    if query.numbers != listed.numbers:
        return 0
    if ours or theirs:
        return 3
    if any(pair.kind not in _SURE for pair in words):
        letters = sum(len(query.words[place].text) for pair in words for place in pair.query)
        return 5 if letters >= _MISSPELT_LETTERS else 4
    return 6 + bisect_right(_SAME, alignment.agreed)


def _is_far(query: WeighedName, listed: WeighedName, pairs: Sequence[Pair]) -> bool:
    """Whether words that pass for misspellings share their consonants and little else."""
    return any(
        pair.kind is Kind.TYPO
        and OSA.distance(query.words[pair.query[0]].text, listed.words[pair.listed[0]].text)
        > _MOST_SLIPS
        for pair in pairs
    )


def _missed(name: WeighedName, left: tuple[int, ...]) -> bool:
    """Whether a word that says something has no counterpart."""
    return any(
        name.words[place].bits >= _FEWEST_MISSED
        and not name.words[place].token.number
        and not name.words[place].token.optional
        for place in left
    )
