"""The keys of persons' names: words in any order, and a surname beside an initial.

Half of a list may be called Ivanov or Mohammed; `V. Ivanov` is found under both letters and
name at once.
"""

from itertools import pairwise

from matcher.comparison.keys import exact_key, token_keys, word_key
from matcher.normalise.names import Name
from matcher.normalise.persons import Part
from matcher.normalise.scripts import sound_key

_MOST_WORDS = 8  # of one name, each beside the initials of the others
_NAMES = frozenset((Part.WORD.value, Part.PATRONYMIC.value))


def person_keys(name: Name, parts: str, *, query: bool = False) -> list[str]:
    """Keys of a person's name, the whole name without particles and asides first.

    Args:
        name: The words.
        parts: What each of them is, as of `PersonName`.
        query: Whether to look for initials too, as `initial_keys` files them.
    """
    whole = [t for t, part in zip(name.tokens, parts, strict=True) if part in _NAMES]
    keys = [exact_key(Name(tuple(whole)) if whole else name)]
    for token, part in zip(name.tokens, parts, strict=True):
        if part != Part.INITIAL:
            keys.extend(token_keys(token))
    for first, second in pairwise(name.tokens):
        keys.append(word_key(first.text + second.text))
    if query and Part.INITIAL in parts:
        keys.extend(initial_keys(name, parts, initials_alone=True))
    return list(dict.fromkeys(keys))


def initial_keys(name: Name, parts: str, *, initials_alone: bool = False) -> list[str]:
    """Each word beside the first letter of each other one.

    Args:
        name: The words.
        parts: What each of them is.
        initials_alone: Whether only letters that stand alone count.
    """
    found = [(t.text, part) for t, part in zip(name.tokens, parts, strict=True) if t.text]
    words = [place for place, (_, part) in enumerate(found) if part in _NAMES][:_MOST_WORDS]
    letters = [
        place for place, (_, part) in enumerate(found) if part == Part.INITIAL or not initials_alone
    ][:_MOST_WORDS]
    keys = [
        f"p{sound_key(found[word][0])} {found[letter][0][0]}"
        for word in words
        for letter in letters
        if word != letter
    ]
    return list(dict.fromkeys(keys))
