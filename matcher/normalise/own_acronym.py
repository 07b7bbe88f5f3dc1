"""Names that bring their own acronym along: `National Dormelan Tanker Company (NDTC)`."""

import re

from matcher.normalise.framing import EDGES
from matcher.normalise.names import is_connecting
from matcher.normalise.scripts import in_latin_letters

_ACRONYM = r"([^\W\d_]{3,8})"
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
    for aside in _ASIDE.finditer(text):
        acronym = in_latin_letters(next(filter(None, aside.groups())))
        rest = f"{text[: aside.start()]} {text[aside.end() :]}".strip(EDGES)
        words = [word for word in map(in_latin_letters, rest.split()) if word]
        if len(words) >= len(acronym) >= 3 and _are_initials(acronym, words):
            return rest
    return None


def _are_initials(acronym: str, words: list[str]) -> bool:
    """Whether neighbouring words begin with the letters, connecting ones counted or not."""
    every = "".join([word[0] for word in words])
    telling = "".join([word[0] for word in words if not is_connecting(word)])
    return acronym in every or acronym in telling
