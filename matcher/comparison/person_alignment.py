"""Which words of two persons' names stand for each other: in any order, initials last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from rapidfuzz.distance import OSA

from matcher.comparison.alignment import Alignment, Pair
from matcher.comparison.background import Background, read_background
from matcher.comparison.counterparts import written_alike
from matcher.comparison.resemblance import Kind, Writing, resemblance
from matcher.comparison.sounds import Sounds
from matcher.comparison.words import SpelledWord, WeighedName, Word, of_words, spell, weigh_word
from matcher.normalise.persons import Part, PersonName
from matcher.normalise.pinyin import is_pinyin
from matcher.normalise.scripts import consonant_key, script_name, sound_key

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
# person's few words `Omar` is heard at 5.2, `Amir` for the same letters at 4.6.
_FEWEST_HEARD = 5.0
_ACROSS = (Kind.ROMANISED, Kind.INFLECTED, Kind.TYPO, Kind.SOUNDS)
_LONG_VOWELS = re.compile("a?([iu])[iu]*")  # `husayn`, `hussein`; `fawzi`, `fouzi`
_INITIAL_CLASSES = ({"c", "k", "q", "x"}, {"e", "y", "i", "j"}, {"g", "j"}, {"u", "o", "w", "y"},
                    {"v", "w"}, {"s", "c", "z"}, {"f", "p"}, {"h", "k"}, {"g", "h"})  # fmt: skip
NAMES = frozenset((Part.WORD.value, Part.PATRONYMIC.value))  # the parts that make a name


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
                    names = both or our_part in NAMES or their_part in NAMES
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
    if across and (written_alike(ours, theirs) or _heard(ours, theirs, sounds) >= _FEWEST_HEARD):
        return Kind.SOUNDS  # in an abjad `Omar` and `Amir` may be written alike
    found = resemblance(a, b, writing, is_person=True)
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
            if len(left) < length or not others_left:
                continue
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
