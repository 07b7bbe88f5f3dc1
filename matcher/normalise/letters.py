"""Whether a Latin word writes down a word of another script, letter for letter.

Arabic and Persian leave vowels out, kana put them in, Hangul has a letter where conventions write
`g` or `k`: no one romanisation of them is what others write. But each letter is written in a few
ways, and a Latin word is a spelling of a native one if it takes one of them for each letter
(`data/letters.tsv`). Alphabets that write all their sounds have no need of it: conventions of theirs
meet in `sound_key`.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from matcher.normalise.scripts import Script, script_name
from matcher.normalise.spelling import hangul_letters, kana_morae

_REMEMBERED = 1 << 16
LONGEST_LATIN = 63  # letters, so that the places reached fit a word of 64 bits
LONGEST_NATIVE = 254  # letters as `native_letters` counts them
_FEWEST_LETTERS = 2  # of an abjad's word; one consonant is written by every third word
_LONG_ALEF = "ا"
_CARRIED = ("ای", "او")  # vowels at the beginning of a word, which an alef carries
_LONG = "ー"
_KANA_ALONE = {"ン": "nasal", _LONG: "long", "ッ": "double"}
_MAY_BE_SILENT = frozenset("キヒミリトド")
_SILENT_AFTER = frozenset(("ch", "sh", "zh"))


@cache
def letter_spellings() -> tuple[tuple[str, ...], ...]:
    """How each letter may be written, by its number."""
    return tuple(spellings for _, spellings in _table())


@lru_cache(maxsize=_REMEMBERED)
def native_letters(native: str) -> bytes:
    """The letters of a word of an abjad or a syllabary, by their numbers in `letter_spellings`.

    Args:
        native: As `fold_native` has it; one script.

    Returns:
        Empty for another script, and where a letter is not known.
    """
    letters_of = _LETTERS.get(script_name(native))
    numbers = _numbers()
    try:
        letters = bytes([numbers[name] for name in letters_of(native)]) if letters_of else b""
    except KeyError:
        return b""
    return letters if len(letters) <= LONGEST_NATIVE else b""


@lru_cache(maxsize=_REMEMBERED)
def writes(latin: str, letters: bytes) -> bool:
    """Whether a Latin word writes down a native one.

    Args:
        latin: Lower case ASCII.
        letters: Of the native word, as of `native_letters`.
    """
    if not letters or not 0 < len(latin) <= LONGEST_LATIN:
        return False
    reached = 1  # a bit for each place of the Latin word that the letters so far may end at
    for letter in letters:
        reached = _next_places(latin, reached, letter)
        if not reached:
            return False
    return bool(reached >> len(latin) & 1)


def _next_places(latin: str, reached: int, letter: int) -> int:
    places = 0
    for spelling in letter_spellings()[letter]:
        for start in range(reached.bit_length()):
            if reached >> start & 1 and latin.startswith(spelling, start):
                places |= 1 << start + len(spelling)
    return places


_Name = tuple[str, str]  # of a letter: its script, and which


@cache
def _table() -> tuple[tuple[_Name, tuple[str, ...]], ...]:
    text = files("matcher.normalise").joinpath("data/letters.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        ((script, letter), tuple("" if one == "-" else one for one in spellings.split()))
        for script, letter, spellings in lines
    )


@cache
def _numbers() -> dict[_Name, int]:
    return {name: number for number, (name, _) in enumerate(_table())}


def _arabic(native: str) -> Iterator[_Name]:
    if sum(letter != _LONG_ALEF for letter in native) < _FEWEST_LETTERS:
        yield "arabic", ""  # which is none
    yield "arabic", "article"
    first = native[: 2 if native.startswith(_CARRIED) else 1]
    letters = (first, *native[len(first) :])
    for place, letter in enumerate(letters):
        at_first = ("arabic", f"^{letter}")
        yield at_first if not place and at_first in _numbers() else ("arabic", letter)
        if letter != _LONG_ALEF and place < len(letters) - 1:
            yield "arabic", "vowel"


def _kana(native: str) -> Iterator[_Name]:
    morae = kana_morae(native)
    for (kana, spelled), (following, _) in pairwise([*morae, ("", "")]):
        if kana in _KANA_ALONE:
            yield "kana", _KANA_ALONE[kana]
            continue
        consonant, vowel = spelled[:-1], spelled[-1:]
        if len(consonant) > 1 and consonant.endswith("y"):
            yield "kana", consonant[:-1]
            consonant = "y"
        if consonant:
            yield "kana", consonant
        if following == _LONG:
            yield "kana", f"{vowel}:"
        else:
            yield "kana", f"{vowel}?" if _may_be_silent(kana, consonant, vowel) else vowel
    yield "kana", "end"


def _may_be_silent(kana: str, consonant: str, vowel: str) -> bool:
    """Whether Japanese may put a vowel in where another language has none."""
    if vowel == "u":
        return bool(consonant)
    return kana in _MAY_BE_SILENT or (vowel == "i" and consonant in _SILENT_AFTER)


def _hangul(native: str) -> Iterator[_Name]:
    for syllable in native:
        letters = hangul_letters(syllable)
        if letters is None:
            yield "hangul", ""  # which is none
            return
        initial, medial, final = letters
        yield "hangul", f"initial {initial}"
        yield "hangul", f"medial {medial}"
        if final:
            yield "hangul", f"final {final}"


_LETTERS: dict[str, Callable[[str], Iterator[_Name]]] = {
    Script.ARABIC.value: _arabic,
    Script.KANA.value: _kana,
    Script.HANGUL.value: _hangul,
}
