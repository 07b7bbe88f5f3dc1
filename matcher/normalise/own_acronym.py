"""Names that bring their own acronym along: `National Dormelan Tanker Company (NDTC)`."""

import re

from matcher.normalise.framing import EDGES
from matcher.normalise.names import is_connecting
from matcher.normalise.scripts import in_latin_letters

_FEWEST_LETTERS = 3
_ACRONYM = rf"([^\W\d_]{{{_FEWEST_LETTERS},8}})"
# In brackets anywhere; before or after the name, with a dash or without.
_ASIDE = re.compile(
    rf"\s?\(\W?{_ACRONYM}\W?\)|^{_ACRONYM}\s(?:[-–—]\s?)?(?=\S)|\s(?:[-–—]\s?)?{_ACRONYM}$"
)


def without_own_acronym(text: str) -> str | None:
    """A name without the acronym of its own words; None if it has none.

    Args:
        text: As written, in any script.

    Returns:
        Shorter than the text, and not empty.
    """
    if not _may_have_one(text):
        return None
    for aside in _ASIDE.finditer(text):
        acronym = in_latin_letters(next(filter(None, aside.groups())))
        rest = f"{text[: aside.start()]} {text[aside.end() :]}".strip(EDGES)
        words = [word for word in map(in_latin_letters, rest.split()) if word]
        if len(words) >= len(acronym) >= _FEWEST_LETTERS and _are_initials(acronym, words):
            return rest
    return None


def _may_have_one(text: str) -> bool:
    """Whether it is worth looking: a no is cheap, and hardly ever wrong."""
    words = text.lower().split()
    if len(words) <= _FEWEST_LETTERS:
        return False
    first = words[0][0]
    return "(" in text or first in (words[1][0], words[-1][0])


def _are_initials(acronym: str, words: list[str]) -> bool:
    """Whether neighbouring words begin with the letters, connecting ones counted or not."""
    every = "".join([word[0] for word in words])
    telling = "".join([word[0] for word in words if not is_connecting(word)])
    return acronym in every or acronym in telling
