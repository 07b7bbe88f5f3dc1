"""Comparisons of two persons' names.

Persons are written in either order, with initials, without the father's name, with titles;
and two persons share a given name, or a surname, every day. So what counts is how many words
of the name agree and how rare they are together, and whether anything stands against it:
a word that each name has and the other lacks, an initial or a patronymic that does not fit.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from matcher.comparison.alignment import Alignment, Pair
from matcher.comparison.background import Background, read_background
from matcher.comparison.levels import Comparison, Level
from matcher.comparison.resemblance import Kind, Writing, resemblance
from matcher.comparison.sounds import Sounds
from matcher.comparison.words import SpelledWord, WeighedName, Word, of_words, spell, weigh_word
from matcher.normalise.persons import Part, PersonName
from matcher.normalise.scripts import consonant_key, is_pinyin, script_name, sound_key

# Share of a word's information that agrees, by how it agrees.
_CREDIT = {
    Kind.SAME: 1.0,
    Kind.ROMANISED: 0.95,
    Kind.JOINED: 0.95,
    Kind.INFLECTED: 0.9,
    Kind.TYPO: 0.7,
    Kind.TRANSLATED: 0.8,
    Kind.SOUNDS: 0.7,
    Kind.PART: 0.5,
    Kind.SHORTENED: 0.5,
}
_INITIAL_BITS = 2.0  # what one letter says that fits: three in four do not
_ASIDE_INITIAL_BITS = 0.5  # of a particle or a title: `A. Kader` for Abdelkader
# `Karim` and `Karam` are two names; of two that persons often have neither is a misspelling.
_COMMON_BITS = 11.0
_BOTH_COMMON_CREDIT = 0.4
_FEWEST_CONSONANTS = 3
_SHORTEST_LOOSE = 5  # letters
# Bits from which a word writes down one of another script. Of companies it takes 7; of a
# person's few words `Omar` is heard at 5.6, `Amir` for the same letters at 4.7.
_FEWEST_HEARD = 5.5
_ACROSS = (Kind.ROMANISED, Kind.INFLECTED, Kind.TYPO, Kind.SOUNDS)
_SOMEWHAT_ALIKE = 0.55  # of the letters of two words without counterpart

_ONE_WORD = (7.0, 10.0)  # bits of a single word that agrees
_WITH_INITIALS = (9.0,)
_WORDS = (13.0, 17.0, 21.0, 26.0, 32.0)  # bits of all words that agree

_LONG_VOWELS = re.compile("a?([iu])[iu]*")  # `husayn`, `hussein`; `fawzi`, `fouzi`
_INITIAL_CLASSES = ({"c", "k", "q", "x"}, {"e", "y", "i", "j"}, {"g", "j"}, {"u", "o", "w", "y"},
                    {"v", "w"}, {"s", "c", "z"}, {"f", "p"}, {"h", "k"}, {"g", "h"})  # fmt: skip


@cache
def person_words() -> Background:
    """How common words are among persons (`data/persons.tsv`; `models.persons` counts them)."""
    return read_background(Path(str(files("matcher.comparison").joinpath("data/persons.tsv"))))


@dataclass(frozen=True, slots=True)
class WeighedPerson:
    """A person's name whose words carry their information.

    Args:
        weighed: The words.
        parts: What each is, as of `PersonName`.
    """

    weighed: WeighedName
    parts: str


def weigh_person(name: PersonName) -> WeighedPerson | None:
    """Attach to each word its information; None of a name without words."""
    if not name.parts:
        return None
    words = tuple([weigh_person_word(spell(token)) for token in name.name.tokens])
    return WeighedPerson(of_words(words, (), ()), name.parts)


@lru_cache(maxsize=50_000)
def weigh_person_word(spelled: SpelledWord) -> Word:
    """A word with its information among persons."""
    return weigh_word(spelled, person_words())


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


def align_persons(query: WeighedPerson, listed: WeighedPerson, sounds: Sounds) -> Alignment:
    """Which words stand for each other, the surest pairs first, wherever they stand."""
    ours, theirs = query.weighed.words, listed.weighed.words
    found = sorted(_counterparts(query, listed, sounds))
    query_left, listed_left = list(range(len(ours))), list(range(len(theirs)))
    pairs: list[Pair] = []
    for is_initial in (False, True):
        if is_initial:
            pairs.extend(_joined(ours, query_left, theirs, listed_left))
        for initial, kind, less_bits, q, p in found:
            if initial is is_initial and q in query_left and p in listed_left:
                pairs.append(Pair((q,), (p,), kind, -less_bits))
                query_left.remove(q)
                listed_left.remove(p)
    return Alignment(
        pairs=tuple(pairs),
        agreed=sum([pair.bits for pair in pairs]),
        query_left=tuple(query_left),
        listed_left=tuple(listed_left),
    )


def _counterparts(
    query: WeighedPerson, listed: WeighedPerson, sounds: Sounds
) -> Iterator[tuple[bool, Kind, float, int, int]]:
    """Whether by an initial, kind, -bits, and places of any two words that may be one."""
    for q, (ours, our_part) in enumerate(zip(query.weighed.words, query.parts, strict=True)):
        for p, (theirs, their_part) in enumerate(
            zip(listed.weighed.words, listed.parts, strict=True)
        ):
            if Part.INITIAL in (our_part, their_part):
                if _begins(ours.text, theirs.text):
                    both = our_part == their_part
                    kind = Kind.SAME if both else Kind.SHORTENED
                    names = both or our_part in _NAMES or their_part in _NAMES
                    yield True, kind, -(_INITIAL_BITS if names else _ASIDE_INITIAL_BITS), q, p
                continue
            kind_found = _kind(ours, theirs, sounds)
            if kind_found is Kind.SHORTENED and not our_part == their_part == Part.WORD:
                continue  # `Fedorov` is no short form of `Fedorovich`, nor `del` of Delrio
            if kind_found is not None:
                yield False, kind_found, -_agreed(ours, theirs, kind_found), q, p


def _begins(a: str, b: str) -> bool:
    if a[0] == b[0]:
        return True
    return any(a[0] in letters and b[0] in letters for letters in _INITIAL_CLASSES)


def _agreed(ours: Word, theirs: Word, kind: Kind) -> float:
    credit = _CREDIT[kind]
    if kind is Kind.TYPO and ours.bits < _COMMON_BITS and theirs.bits < _COMMON_BITS:
        credit = _BOTH_COMMON_CREDIT
    return credit * min(ours.bits, theirs.bits)


def _kind(ours: Word, theirs: Word, sounds: Sounds) -> Kind | None:
    """How two words may be one name; None if they may not."""
    across = bool(ours.writing) != bool(theirs.writing)
    if ours.form == theirs.form:
        return Kind.ROMANISED if across else Kind.SAME
    if ours.han and theirs.han:
        return None  # of one or two characters another one is another name
    a, b = ours.text, theirs.text
    is_short = not across and min(len(a), len(b)) < _SHORTEST_LOOSE
    if is_short and a[0] == b[0] and sound_key(a) == sound_key(b):
        return Kind.ROMANISED
    if not is_short and _vowels_folded(a) == _vowels_folded(b):
        return Kind.ROMANISED
    writing = max(ours.writing, theirs.writing)
    if writing is Writing.HAN:
        return None  # a syllable's neighbour is another name
    if across and _heard(ours, theirs, sounds) >= _FEWEST_HEARD:
        return Kind.SOUNDS
    found = resemblance(a, b, writing)
    if across:
        return found if found in _ACROSS else None
    if found is Kind.ROMANISED and is_short:
        return None  # `Yong` is not `Jong`: of a short word every sound counts
    if found in (Kind.TYPO, Kind.SOUNDS) and _same_consonants(a, b):
        if is_short or (is_pinyin(a) and is_pinyin(b)):
            return Kind.TYPO if OSA.distance(a, b) == 1 else None  # `Yan` is not `Yun`
        return Kind.SOUNDS if writing is Writing.LATIN else Kind.ROMANISED
    return found


@lru_cache(maxsize=65536)
def _vowels_folded(text: str) -> str:
    """`mohamed` and `muhammad` differ in vowels that Arabic does not tell apart."""
    key = sound_key(text).replace("o", "u").replace("e", "i")
    return _LONG_VOWELS.sub(r"\1", key)


def _same_consonants(a: str, b: str) -> bool:
    key = consonant_key(a)
    return len(key) >= _FEWEST_CONSONANTS and key == consonant_key(b)


def _heard(ours: Word, theirs: Word, sounds: Sounds) -> float:
    native, latin = (ours, theirs) if ours.writing else (theirs, ours)
    return sounds.bits(script_name(native.token.native), native.text, latin.text)


def _joined(
    ours: tuple[Word, ...], query_left: list[int], theirs: tuple[Word, ...], listed_left: list[int]
) -> Iterator[Pair]:
    """Two or three neighbours of one name that are one word of the other: `al Hassan`, `Alhassan`.

    A word that was paired before may be taken for a join no more.
    """
    for words, left, others, others_left, is_query in (
        (ours, query_left, theirs, listed_left, True),
        (theirs, listed_left, ours, query_left, False),
    ):
        for length in (3, 2):
            for start in range(len(words) - length + 1):
                places = tuple(range(start, start + length))
                if not others_left or any(place not in left for place in places):
                    continue
                if any(len(words[place].text) == 1 for place in places):
                    continue  # initials are no word
                key = _vowels_folded("".join([words[place].text for place in places]))
                for other in tuple(others_left):
                    if _vowels_folded(others[other].text) == key:
                        bits = sum([words[place].bits for place in places])
                        bits = _CREDIT[Kind.JOINED] * min(bits, others[other].bits)
                        for place in places:
                            left.remove(place)
                        others_left.remove(other)
                        whole = (other,)
                        yield (
                            Pair(places, whole, Kind.JOINED, bits)
                            if is_query
                            else Pair(whole, places, Kind.JOINED, bits)
                        )
                        break


def read_off(query: WeighedPerson, listed: WeighedPerson, alignment: Alignment) -> Found:
    """What the comparisons ask of an alignment."""
    words, bits, initials = 0, 0.0, 0
    for pair in alignment.pairs:
        ours = {query.parts[place] for place in pair.query}
        theirs = {listed.parts[place] for place in pair.listed}
        if Part.INITIAL in ours or Part.INITIAL in theirs:
            initials += 1
        elif ours & _NAMES and theirs & _NAMES:
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


_NAMES = frozenset((Part.WORD.value, Part.PATRONYMIC.value))


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
