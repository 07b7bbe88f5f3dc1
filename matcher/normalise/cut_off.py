"""Names that end where a field of a record did: after 35 characters, in the middle of a word."""

from collections.abc import Mapping, Set
from functools import cache

from matcher.normalise.framing import EDGES
from matcher.normalise.legal_forms import legal_forms
from matcher.normalise.names import is_connecting
from matcher.normalise.scripts import fold_native, in_latin_letters
from matcher.normalise.tokens import Token

# Characters, as records have them: bills of lading and payments 35, customs declarations 70,
# spreadsheets and old databases tens and powers of two.
_WIDTHS = frozenset((20, 24, 25, 28, 30, 32, 35, 36, 40, 45, 48, 50, 60, 64, 70, 75, 80, 100, 128))
_NARROWEST = min(_WIDTHS)
_SHORTEST_BEGINNING = 4  # letters of a legal form; `Lim` and `Com` are names too
_MARKS = "'\".,;:-"


def may_be_cut_off(text: str) -> bool:
    """Whether a text is long enough for the narrowest field."""
    return len(text) >= _NARROWEST - 1


def fills_a_field(text: str) -> bool:
    """Whether a text is as wide as a field, where a space at its end is lost."""
    return len(text) in _WIDTHS or len(text) + 1 in _WIDTHS


def before_broken_form(text: str) -> str | None:
    """A name without the legal form that breaks off at its end: `Dormelan Optika Limited Liabi`.

    Args:
        text: As written.

    Returns:
        Shorter than the text, and not empty; None if no legal form breaks off.
    """
    if not may_be_cut_off(text):
        return None
    words = text.split()
    beginnings = _beginnings(at_spaces=fills_a_field(text))
    if not words or in_latin_letters(words[-1]) not in beginnings:
        return None
    folded = [in_latin_letters(word) for word in words]
    known = beginnings[folded[-1]]
    tails = ((first, " ".join(folded[first:])) for first in range(len(words)))
    first = next((first for first, tail in tails if tail in known), None)
    return " ".join(words[:first]).strip(EDGES) or None if first else None


def ends_in(text: str, token: Token) -> bool:
    """Whether a text ends in the last word of its name: in no legal form or bracket.

    Connecting words behind it are not looked at: `Institute of the` goes on.

    Args:
        text: As written.
        token: The last word of its name.
    """
    for word in reversed(text.split()):
        folded = (word.lower() if word.isascii() else fold_native(word)).rstrip(_MARKS)
        if folded.endswith(token.native or token.text):
            return True
        if not is_connecting(folded):
            return False
    return False


@cache
def _beginnings(*, at_spaces: bool) -> Mapping[str, Set[str]]:
    """What begins a legal form and is none, by its last word; ends between words only if told so."""
    spellings = legal_forms().spellings
    beginnings: dict[str, set[str]] = {}
    for spelling in spellings:
        for length in range(_SHORTEST_BEGINNING, len(spelling)):
            is_at_space = " " in spelling[length - 1 : length + 1]
            beginning = spelling[:length].rstrip()
            # One whole word (`joint`, `international`) is a word of the name.
            may_end = not is_at_space or (at_spaces and " " in beginning)
            if may_end and beginning not in spellings:
                beginnings.setdefault(beginning.rsplit(None, 1)[-1], set()).add(beginning)
    return beginnings
