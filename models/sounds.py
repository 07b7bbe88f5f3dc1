"""Learn how words of other scripts are written in Latin letters, from names of one company.

What two names of one company have left when everything else is aligned may be one word, heard
and written down: `信达` and `Cinda`. `models.transcription` finds out which pairs are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from matcher.comparison.alignment import align
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import weigh_name
from matcher.comparison.sounds import Sounds, encode
from matcher.comparison.words import WeighedName
from matcher.normalise.names import Name
from matcher.normalise.scripts import script_name
from models.transcription import (
    LONGEST,
    SCRIPTS,
    Reals,
    Symbols,
    learn_chances,
    letters_alone,
)

_FEWEST_BITS = 9.0  # a plain word is translated, not written down
_MOST_LETTERS_A_SOUND = 2.5
_SHORTEST = 2
_LATIN_WORD = re.compile("[a-z]+")


def latin_letters(names: Iterable[str]) -> Reals:
    """Share of each letter in the Latin words of names."""
    return letters_alone(word for name in names for word in _LATIN_WORD.findall(name.lower()))


def learn_sounds(
    pairs: Iterable[tuple[Name, Name]], knowledge: Knowledge, letters: Reals
) -> Sounds:
    """How each script is written in Latin letters.

    Args:
        pairs: Two names of one company.
        knowledge: Words and translations, to know which words are left to be heard.
        letters: What `latin_letters` returned.
    """
    heard: dict[str, list[tuple[Symbols, Symbols]]] = defaultdict(list)
    for a, b in pairs:
        if any(token.native for name in (a, b) for token in name.tokens):
            for script, sounds, word in _left_over(a, b, knowledge):
                heard[script].append((sounds, word))
    return Sounds(
        {
            script: learn_chances(script, heard[script], letters).transducer(letters)
            for script in SCRIPTS
        }
    )


def _left_over(a: Name, b: Name, knowledge: Knowledge) -> list[tuple[str, Symbols, Symbols]]:
    """Each word of another script beside each Latin word of the other name: script and symbols."""
    ours, theirs = weigh_name(a, knowledge), weigh_name(b, knowledge)
    if ours is None or theirs is None:
        return []
    alignment = align(ours, theirs, knowledge)
    return [
        (script, sounds, letters)
        for native, native_left, latin, latin_left in (
            (ours, alignment.query_left, theirs, alignment.listed_left),
            (theirs, alignment.listed_left, ours, alignment.query_left),
        )
        for script, sounds in _words(native, native_left)
        if script
        for other, letters in _words(latin, latin_left)
        if not other
        and len(sounds) <= _MOST_LETTERS_A_SOUND * len(letters)
        and len(letters) <= _MOST_LETTERS_A_SOUND * len(sounds)
    ]


def _words(name: WeighedName, places: Sequence[int]) -> list[tuple[str, Symbols]]:
    """Script ("" for Latin) and symbols of the rare words at these places."""
    found = []
    for place in places:
        word = name.words[place]
        symbols = encode(word.text)
        rare = word.bits >= _FEWEST_BITS and not word.token.number
        if rare and _SHORTEST <= len(symbols) <= LONGEST:
            found.append((script_name(word.token.native) if word.writing else "", symbols))
    return found
