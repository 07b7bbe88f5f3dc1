"""Comparisons of two persons' names.

Persons are written in either order, with initials, without the father's name, with titles;
and two persons share a given name, or a surname, every day. So what counts is how many words
of the name agree and how rare they are together, and whether anything stands against it:
a word that each name has and the other lacks, an initial or a patronymic that does not fit.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import OSA

from matcher.comparison.alignment import Alignment
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.person_alignment import NAMES, WeighedPerson, align_persons
from matcher.comparison.resemblance import Kind
from matcher.comparison.sounds import Sounds
from matcher.normalise.persons import Part
from matcher.normalise.scripts import sound_key

_SOMEWHAT_ALIKE = 0.55  # of the letters of two words without counterpart

_ONE_WORD = (7.0, 10.0)  # bits of a single word that agrees
_WITH_INITIALS = (9.0,)
_WORDS = (13.0, 17.0, 21.0, 26.0, 32.0)  # bits of all words that agree
BOUNDS_OF_BITS = (*_ONE_WORD, *_WITH_INITIALS, *_WORDS)  # from which a level is another


class Found(NamedTuple):
    """What an alignment of two persons' names says.

    Args:
        words: Words of the name that agree.
        bits: Their information, discounted by how they agree.
        initials: Initials that fit a word, or another initial.
        alike: Whether the two likeliest words without counterpart are somewhat alike.
        ours, theirs: What is left on each side, as parts.
    """

    words: int
    bits: float
    initials: int
    alike: bool
    ours: str
    theirs: str


def read_off(query: WeighedPerson, listed: WeighedPerson, alignment: Alignment) -> Found:
    """What the comparisons ask of an alignment."""
    words, bits, initials = 0, 0.0, 0
    for pair in alignment.pairs:
        ours = {query.parts[place] for place in pair.query}
        theirs = {listed.parts[place] for place in pair.listed}
        if Part.INITIAL in ours or Part.INITIAL in theirs:
            initials += 1
        elif ours & NAMES and theirs & NAMES:
            words += 1
            bits += pair.bits
    return Found(
        words=words,
        bits=bits,
        initials=initials,
        alike=_somewhat_alike(
            _left_words(query, alignment.query_left), _left_words(listed, alignment.listed_left)
        ),
        ours="".join([query.parts[place] for place in alignment.query_left]),
        theirs="".join([listed.parts[place] for place in alignment.listed_left]),
    )


def _left_words(name: WeighedPerson, left: Iterable[int]) -> list[str]:
    return [name.weighed.words[place].text for place in left if name.parts[place] == Part.WORD]


def _somewhat_alike(ours: list[str], theirs: list[str]) -> bool:
    return any(
        OSA.normalized_similarity(sound_key(a), sound_key(b)) >= _SOMEWHAT_ALIKE
        for a in ours
        for b in theirs
    )


def name_level(found: Found) -> int:
    """Level of `person_name`: a row of what agrees, a column of what stands against it."""
    return _agreement(found) * len(_AGAINST) + _against(found)


def _agreement(found: Found) -> int:
    """Row: how many words agree, and how rare they are together."""
    if not found.words:
        return int(found.initials > 0)
    if found.words == 1:
        if found.initials:
            rare = bisect_right(_WITH_INITIALS, found.bits)
            return (5 if found.initials == 1 else 7) + rare
        return 2 + bisect_right(_ONE_WORD, found.bits)
    return 9 + bisect_right(_WORDS, found.bits)


def _against(found: Found) -> int:
    """Column: what stands against two names that agree otherwise."""
    ours, theirs = found.ours.count(Part.WORD), found.theirs.count(Part.WORD)
    if ours and theirs:
        if min(ours, theirs) > 1:
            return 0
        return 2 if found.alike else 1
    if _contradict(found.ours, found.theirs) or _contradict(found.theirs, found.ours):
        return 3
    if ours > 1 or theirs > 1:
        return 4
    if ours or theirs:
        return 5
    is_more = any(part in found.ours + found.theirs for part in (Part.INITIAL, Part.PATRONYMIC))
    return 6 if is_more else 7


def _contradict(ours: str, theirs: str) -> bool:
    """Whether an initial or a patronymic is left that fits nothing, and something is."""
    if Part.INITIAL in ours:
        return any(part in theirs for part in (Part.WORD, Part.PATRONYMIC, Part.INITIAL))
    return Part.PATRONYMIC in ours and Part.PATRONYMIC in theirs


def manner_level(alignment: Alignment, found: Found) -> int | None:
    """Level of `person_spelling`; None where no word agrees."""
    if not found.words:
        return None
    share = [0.0] * len(Kind)
    for pair in alignment.pairs:
        share[pair.kind] += pair.bits / alignment.agreed
    loosely = share[Kind.SHORTENED] + share[Kind.PART] + share[Kind.SOUNDS] + share[Kind.TYPO]
    if loosely > 0.45:
        return 0
    if share[Kind.TYPO] + share[Kind.SOUNDS] > 0.1:
        return 1
    return 3 if share[Kind.SAME] + share[Kind.SHORTENED] > 0.95 else 2


def _levels(*labels: str) -> tuple[Level, ...]:
    return tuple(Level(label=label) for label in labels)


_AGREES = (
    "No word of the names agrees",
    "Initials alone agree",
    "One word agrees, and many persons have it",
    "One word agrees, and some persons have it",
    "One word agrees, and it is rare",
    "One word agrees and an initial fits; many persons have that word",
    "One word agrees and an initial fits; the word is rare",
    "One word agrees and initials fit; many persons have that word",
    "One word agrees and initials fit; the word is rare",
    "Several words agree, and many persons have them",
    "Several words agree, and they are common",
    "Several words agree, and together they are uncommon",
    "Several words agree, and together they are rare",
    "Several words agree, and together they are very rare",
    "Several words agree, and together they are all but unique",
)
_AGAINST = (
    "each name has two words or more that the other lacks",
    "each name has a word that the other lacks",
    "each name has a word that the other lacks, and they are somewhat alike",
    "an initial or a patronymic contradicts the other name",
    "one name has two words or more that the other lacks",
    "one name has a word that the other lacks",
    "one name has an initial or a patronymic that the other lacks",
    "neither name has a word that the other lacks",
)

FIRST_WITH_A_WORD = 2 * len(_AGAINST)  # level of `person_name` from which a word agrees

PERSON_NAME_COMPARISONS = (
    Comparison(
        name="person_name",
        levels=_levels(*(f"{agrees}; {against}" for agrees, against in product(_AGREES, _AGAINST))),
        shape=(len(_AGREES), len(_AGAINST)),
        null_label="A side has no name",
    ),
    Comparison(
        name="person_spelling",
        levels=_levels(
            "The words agree loosely: by ear, shortened or misspelt",
            "The words agree but for a misspelling",
            "The words agree in another spelling of the same sounds",
            "The words agree letter for letter",
        ),
        null_label="No word agrees",
    ),
)

NO_PERSON_NAME: tuple[int | None, ...] = (None,) * len(PERSON_NAME_COMPARISONS)


def compare_persons(
    query: WeighedPerson | None, listed: WeighedPerson | None, sounds: Sounds
) -> tuple[tuple[int | None, ...], Alignment | None]:
    """Levels of `PERSON_NAME_COMPARISONS`, and the alignment they were read off."""
    if query is None or listed is None:
        return NO_PERSON_NAME, None
    alignment = align_persons(query, listed, sounds)
    found = read_off(query, listed, alignment)
    return (name_level(found), manner_level(alignment, found)), alignment
