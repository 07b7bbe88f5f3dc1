"""Acronyms: words made of the initials of others, or of the initials of their translations.

`MKB` is the Machine Building Design Bureau through `mashinostroitelnoe konstruktorskoe byuro`. In
Latin letters too (`TsNIRTI`), where four letters at least must fit: three fit by chance.
"""

from collections.abc import Sequence

from matcher.comparison.lexicon import Lexicon
from matcher.comparison.words import Word

_FEWEST_LETTERS = 3  # two letters are the initials of anybody
_MOST_LETTERS = 7
_FEWEST_LATIN_LETTERS = 4  # of an acronym of translations
# Probability of a translation whose initial counts: above what is told of other languages, of which
# each would add a letter.
SURE_INITIAL = 0.26


def spelled_out(
    short: Word, words: Sequence[Word], left: Sequence[int], lexicon: Lexicon
) -> tuple[int, ...] | None:
    """Neighbouring words whose initials, or those of their translations, `short` is made of."""
    letters = short.text
    if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS or len(left) < 2 or short.token.number:
        return None
    if len(letters) <= len(left):
        initials = "".join([words[place].text[0] for place in left])
        start = initials.find(letters)
        if start >= 0:
            return tuple(left[start : start + len(letters)])
    letters = letters.replace("ts", "c")  # one letter where it comes from, and in `sound_key`
    if not short.writing and len(letters) < _FEWEST_LATIN_LETTERS:
        return None
    initial_sets = [_initials(words[place], lexicon) for place in left]
    for start in range(len(left) - 1):
        end = _spells(letters, initial_sets, start)
        if end - start >= 2 and 2 * (end - start) > len(letters):
            return tuple(left[start:end])
    return None


def _spells(letters: str, initials: Sequence[frozenset[str]], start: int) -> int:
    """End of the words from `start` whose initials spell all letters, one or two a word; else 0."""
    place = 0
    for word in range(start, len(initials)):
        taken = 0
        while place < len(letters) and taken < 2 and letters[place] in initials[word]:
            place, taken = place + 1, taken + 1
            if not initials[word] - {letters[place - 1]}:
                break
        if not taken:
            return 0
        if place == len(letters):
            return word + 1
    return 0


def _initials(word: Word, lexicon: Lexicon) -> frozenset[str]:
    found = {word.text[0]}
    for key, p in lexicon.translations(word.key).items():
        if p >= SURE_INITIAL and key.isascii():
            found.add(key[0].lower())
    return frozenset(found)
