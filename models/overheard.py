"""Ordinary names beside the listed names of another script that the ear takes for theirs.

For any word there is one among thousands of another script that sounds much like it. A model
that has not seen how alike such chance finds are takes them for evidence: of the alerts on
real trade names a third were one word heard in one word.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matcher.comparison.sounds import Sounds
from matcher.normalise.names import Name, Token, normalise_name
from matcher.normalise.pinyin import is_pinyin
from matcher.normalise.scripts import script_name

_SHORTEST = 3  # letters of a word that is heard
_LISTED_EACH = 2
_LISTENED_TO = 12  # words most like it in letters, of which the ear chooses
_LATIN = "Latin"

Found = tuple[int, str, str]  # place of the ordinary name, the name, the listed name


def overheard(
    names: Sequence[tuple[int, str]], aliases: Sequence[tuple[str, Name]], sounds: Sounds
) -> list[Found]:
    """Each ordinary name beside the listed names that the ear likes best for one of its words.

    Args:
        names: Ordinary names with their places.
        aliases: Listed names, with what they are when normalised.
        sounds: What the ear goes by.
    """
    carriers = _carriers(aliases)
    words: dict[str, dict[Token, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, name in names:
        for token in normalise_name(name).tokens:
            if is_heard(token):
                words[_script(token)][token].append(place)
    liked: dict[int, dict[str, float]] = defaultdict(dict)
    for script, asked in words.items():
        for other, listed in sorted(carriers.items()):
            if (script == _LATIN) is not (other == _LATIN):
                native = other if script == _LATIN else script
                for token, alias, bits in _likely(list(asked), listed, native, sounds):
                    for place in asked[token]:
                        liked[place][alias] = max(bits, liked[place].get(alias, bits))
    return [
        (place, name, alias)
        for place, name in names
        for alias in sorted(liked[place], key=lambda one: (-liked[place][one], one))[:_LISTED_EACH]
    ]


def is_heard(token: Token) -> bool:
    """Whether a word may be heard in another script: good pinyin is not."""
    if token.number or len(token.text) < _SHORTEST:
        return False
    return bool(token.native) or not is_pinyin(token.text)


def _script(token: Token) -> str:
    return script_name(token.native) if token.native else _LATIN


def _carriers(aliases: Iterable[tuple[str, Name]]) -> dict[str, dict[str, str]]:
    """By script, each word that may be heard -> the shortest listed name that carries it."""
    carriers: dict[str, dict[str, str]] = defaultdict(dict)
    for alias, read in aliases:
        for token in read.tokens:
            if is_heard(token):
                of_script = carriers[_script(token)]
                if token.text not in of_script or len(alias) < len(of_script[token.text]):
                    of_script[token.text] = alias
    return carriers


def _likely(
    words: Sequence[Token], carriers: dict[str, str], script: str, sounds: Sounds
) -> list[tuple[Token, str, float]]:
    """Each ordinary word with the names whose words are most like it in letters, and the bits heard.

    Args:
        words: Of the ordinary names.
        carriers: Listed words of the other script, and the names that carry them.
        script: The one of both that is not Latin.
        sounds: What the ear goes by.
    """
    listed = sorted(carriers)
    alike = process.cdist(
        [token.text for token in words], listed, scorer=OSA.normalized_similarity, dtype=np.float32
    )
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_LISTENED_TO]
    found = []
    for token, row in zip(words, nearest.tolist(), strict=True):
        for word in (listed[place] for place in row):
            pair = (token.text, word) if token.native else (word, token.text)
            found.append((token, carriers[word], sounds.bits(script, *pair)))
    return found
