"""Whether two words may be spellings of one: the kinds of resemblance, the surest first."""

import re
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from matcher.normalise.pinyin import is_pinyin, syllables
from matcher.normalise.scripts import (
    consonant_key,
    loose_key,
    sound_key,
    stem_key,
)
from matcher.normalise.tokens import Token, is_han


class Kind(IntEnum):
    """Why two words are taken for each other, the surest first."""

    SAME = 0
    ROMANISED = 1  # written alike in Latin letters, or by another convention
    JOINED = 2  # one word here, two or three there
    INFLECTED = 3  # another case or adjective of one word: `Kazan`, `Kazanskiy`
    TYPO = 4
    TRANSLATED = 5
    SOUNDS = 6  # the same consonants through a script that spells by ear: kana, Arabic
    PART = 7  # one word is the beginning or end of the other, written without spaces
    SHORTENED = 8  # `Tech` for Technology, `IMT` for the initials


class Writing(IntEnum):
    """How much of a word was lost when it was romanised."""

    LATIN = 0
    VOWELLED = 1  # every sound has a letter, whatever the convention: Cyrillic, Greek
    ALPHABETIC = 2  # vowels and some consonants are a guess
    KANA = 3  # so is where the word ends
    HAN = 4  # where the word ends is a guess, but its syllables are sure


# Greek, Cyrillic, Armenian, Georgian.
_VOWELLED = frozenset(map(chr, (*range(0x370, 0x590), *range(0x10A0, 0x1100))))


def writing_of(token: Token) -> Writing:
    """The writing a token was found in."""
    if not token.native:
        return Writing.LATIN
    if "\u3040" <= token.native[0] < "\u3100":
        return Writing.KANA
    if is_han(token):
        return Writing.HAN
    return Writing.VOWELLED if token.native[0] in _VOWELLED else Writing.ALPHABETIC


_SHORTEST_TYPO = 4  # letters; in a shorter word one other letter makes another word
# `haixin` and `yixin` are two names: of two Chinese syllables no letter is a slip.
_SHORTEST_HAN_SLIP = 9
# Of two words that sound alike in scripts that write vowels, the letters that may differ: `shch`
# and `sch` are two conventions, `yeti` and `jetee` two words.
_CONVENTIONS_DIFFER = 0.34
_SILENT = re.compile("[h']")
_VOWEL = re.compile("[aeiouy]")
_SECOND_EDIT_FROM = 8  # letters
MOST_EDITS = 2
_SHORTEST_CONSONANTS = 3
_SHORTEST_LOOSE = 3
_LOOSE_EDIT_FROM = 5  # consonants
SHORTEST_PREFIX = 3
_SHORTEST_PART = 5
_SHORTEST_HAN_TYPO = 3


@lru_cache(maxsize=1 << 15)
def resemblance(a: str, b: str, writing: Writing, *, is_person: bool = False) -> Kind | None:
    """The surest kind of resemblance of two romanised words; None if they have none.

    Args:
        a: Lower case ASCII.
        b: The same; the order does not matter.
        writing: Of the two words' writings the one that loses more.
        is_person: Whether they are of persons' names, which put vowels in where another spelling
            has none (`Barka`, `Baraka`).
    """
    if a == b:
        return Kind.ROMANISED
    if _digits(a) != _digits(b):  # `GT77` and `GT78` are two, however long what stands beside them
        return None
    # Pinyin is spelled in one way: `qingyi` and `qingji` are not two conventions, and no slip.
    if writing is not Writing.HAN or not (is_pinyin(a) and is_pinyin(b)):
        if sound_key(a) == sound_key(b) and (writing or _spelled_alike(a, b)):
            return Kind.ROMANISED
        if stem_key(a) == stem_key(b):
            return Kind.INFLECTED
        if is_typo(a, b, writing, is_person=is_person):
            return Kind.TYPO
    by_ear = writing not in (Writing.LATIN, Writing.HAN)
    if by_ear and _sounds_alike(loose_key(a), loose_key(b)) and _vowels_agree(a, b, writing):
        return Kind.SOUNDS
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if (
        writing >= Writing.KANA
        and len(short) >= _SHORTEST_PART
        and (long.startswith(short) or long.endswith(short))
        and (writing is not Writing.HAN or _is_syllables(short, long))
    ):
        return Kind.PART
    if len(short) >= SHORTEST_PREFIX and long.startswith(short):
        return Kind.SHORTENED
    return None


def _digits(text: str) -> str:
    return "" if text.isalpha() else "".join(filter(str.isdigit, text))


def _is_syllables(short: str, long: str) -> bool:
    """Whether one romanised Chinese word is the first or last syllables of another.

    `fengxi` is no part of `fengxian`, which is `feng` and `xian`.
    """
    ours, theirs = syllables(short), syllables(long)
    return bool(ours) and ours in (theirs[: len(ours)], theirs[-len(ours) :])


def _rhythm(sound: str) -> str:
    """Where the vowels of a word stand: `muhsin` and `mohsen` have one, `barka` and `baraka` have not."""
    return _VOWEL.sub("a", _SILENT.sub("", sound))


def _vowels_agree(a: str, b: str, writing: Writing) -> bool:
    """Whether two words of the same consonants have most vowels in common, if these are written."""
    if writing is Writing.ALPHABETIC:
        return True
    return _spelled_alike(sound_key(a), sound_key(b))


def _spelled_alike(a: str, b: str) -> bool:
    allowed = max(1, int(max(len(a), len(b)) * _CONVENTIONS_DIFFER))
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def is_typo(a: str, b: str, writing: Writing = Writing.LATIN, *, is_person: bool = False) -> bool:
    """Whether one word is a misspelling of the other.

    One edit (a swap of neighbours counts as one) from four letters, two from eight; one letter
    left out of four, if not the first; or the same consonants in order, as where vowels are not
    written or are written at will. Where they are written, most must be the same too, and stand in
    the same places, but in persons' names: `Duks` is no `Doxa`, nor `Conte` Окенит. Of a word in
    Chinese characters the vowels are sure, and a short one is a letter from many others.
    """
    shorter = min(len(a), len(b))
    if writing is Writing.HAN:
        return shorter >= _SHORTEST_HAN_SLIP and _within_edits(a, b)
    if shorter < _SHORTEST_TYPO:
        return (
            not writing
            and shorter == _SHORTEST_TYPO - 1
            and max(len(a), len(b)) == _SHORTEST_TYPO
            and a[0] == b[0]
            and OSA.distance(a, b, score_cutoff=1) <= 1
        )
    if _within_edits(a, b):
        return True
    consonants = consonant_key(a)
    return (
        len(consonants) >= _SHORTEST_CONSONANTS
        and consonants == consonant_key(b)
        and _vowels_agree(a, b, writing)
        and (
            is_person
            or writing > Writing.VOWELLED
            or _rhythm(sound_key(a)) == _rhythm(sound_key(b))
        )
    )


def _within_edits(a: str, b: str) -> bool:
    allowed = MOST_EDITS if min(len(a), len(b)) >= _SECOND_EDIT_FROM else 1
    return abs(len(a) - len(b)) <= allowed and OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _sounds_alike(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    if shorter < _SHORTEST_LOOSE:
        return False
    allowed = int(shorter >= _LOOSE_EDIT_FROM)
    return a == b or OSA.distance(a, b, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=1 << 16)
def han_resemblance(a: str, b: str) -> Kind | None:
    """Of two different Chinese terms, whose sounds prove nothing."""
    if len(a) == len(b) >= _SHORTEST_HAN_TYPO and sum(x != y for x, y in zip(a, b)) == 1:  # noqa: B905
        return Kind.TYPO
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return Kind.SHORTENED if len(short) > 1 and long.startswith(short) else None
