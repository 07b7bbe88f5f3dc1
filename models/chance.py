"""Ordinary names beside the listed names of another script that one of their words sounds like.

For any word there is one among thousands that sounds much like it. A model that has not seen how
alike such finds are takes them for evidence: of the alerts on real trade names a third were one word
heard in one word.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matcher.comparison.counterparts import FEWEST_HEARD
from matcher.comparison.sounds import Sounds
from matcher.normalise.names import Name, normalise_name
from matcher.normalise.pinyin import is_pinyin
from matcher.normalise.scripts import script_name
from matcher.normalise.tokens import Token

_SHORTEST = 3  # letters of a word that resembles another
_LISTED_EACH = 1
_LISTENED_TO = 12  # words most like it in letters, of which the ear chooses
_LATIN = "Latin"

Chosen = Sequence[tuple[int, str]]  # ordinary names with their places
Read = Sequence[tuple[str, Name]]  # listed names, with what they are when normalised
Found = tuple[int, str, str]  # place of the ordinary name, the name, the listed name
Carriers = dict[str, str]  # each word -> the shortest listed name that carries it


def overheard(names: Chosen, aliases: Read, sounds: Sounds) -> list[Found]:
    """Each ordinary name beside the listed names of another script that the ear likes best.

    Args:
        names: Ordinary names.
        aliases: Listed names.
        sounds: What the ear goes by.
    """
    carriers = _carriers(aliases)
    liked: dict[int, dict[str, float]] = defaultdict(dict)
    for script, asked in _words(names).items():
        for other, listed in sorted(carriers.items()):
            if (script == _LATIN) is not (other == _LATIN):
                native = other if script == _LATIN else script
                for token, alias, bits in _heard(list(asked), listed, native, sounds):
                    for place in asked[token]:
                        liked[place][alias] = max(bits, liked[place].get(alias, bits))
    return _best(names, liked)


def _best(names: Chosen, liked: dict[int, dict[str, float]]) -> list[Found]:
    return [
        (place, name, alias)
        for place, name in names
        for alias in sorted(liked[place], key=lambda one: (-liked[place][one], one))[:_LISTED_EACH]
    ]


def _words(names: Chosen) -> dict[str, dict[Token, list[int]]]:
    """By script, the words of ordinary names and where they stand."""
    words: dict[str, dict[Token, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, name in names:
        for token in normalise_name(name).tokens:
            if _is_distinctive(token):
                words[_script(token)][Token(token.text, token.native)].append(place)
    return words


def _is_distinctive(token: Token) -> bool:
    """Whether a word may be heard: good pinyin is not."""
    if token.number or len(token.text) < _SHORTEST:
        return False
    return bool(token.native) or not is_pinyin(token.text)


def _script(token: Token) -> str:
    return script_name(token.native) if token.native else _LATIN


def _carriers(aliases: Read) -> dict[str, Carriers]:
    carriers: dict[str, Carriers] = defaultdict(dict)
    for alias, read in aliases:
        for token in read.tokens:
            if _is_distinctive(token):
                of_script = carriers[_script(token)]
                if token.text not in of_script or len(alias) < len(of_script[token.text]):
                    of_script[token.text] = alias
    return carriers


def _heard(
    words: Sequence[Token], carriers: Carriers, script: str, sounds: Sounds
) -> Iterator[tuple[Token, str, float]]:
    """Each word with the names whose words are most like it in letters, and the bits heard.

    Args:
        words: Of ordinary names.
        carriers: Listed words of the other script.
        script: The one of both that is not Latin.
        sounds: What the ear goes by.
    """
    listed = sorted(carriers)
    alike = process.cdist(
        [token.text for token in words], listed, scorer=OSA.normalized_similarity, dtype=np.float32
    )
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_LISTENED_TO]
    for token, row in zip(words, nearest.tolist(), strict=True):
        for word in (listed[place] for place in row):
            pair = (token.text, word) if token.native else (word, token.text)
            if (bits := sounds.bits(script, *pair)) >= FEWEST_HEARD:
                yield token, carriers[word], bits
