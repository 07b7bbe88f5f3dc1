"""A name that was cut off, and the listed names that it may be the beginning of.

`PUBLIC JOINT STOCK COMPANY SURGUTNE` fills a field of 35 characters. What it says up to there is
evidence, and what is missing behind it is none: it is completed with what the listed name says,
and asked for beside the name as it stands.
"""

from collections.abc import Iterable
from typing import NamedTuple

from matcher.comparison.background import Background, token_key
from matcher.normalise.cut_off import ends_in, fills_a_field, may_be_cut_off
from matcher.normalise.names import Name
from matcher.normalise.tokens import Token

# What a beginning must say, in bits, to speak for the rest: of 15,100 ordinary names cut off
# after 35 characters 7 are completed to a listed one (docs/experiments.md).
_LEAST_SAID = 14.0
_BITS_OF_LETTER = 3.0  # of a word of which the beginning alone is known
_FEWEST_LETTERS = 4  # of a word that is known; `Ind` and `Pro` are the beginnings of many
_MOST_NAMES = 4  # that one beginning is completed to; of more it says nothing
_OPENINGS = (24, 16, 8)  # letters by which listed names are found
_KEY = "^"


class Beginning(NamedTuple):
    """A name that may have been cut off.

    Args:
        text: As it was written.
        name: The same, normalised.
        words: Those not in brackets.
        may_stop: Whether it may have been cut off between words.
    """

    text: str
    name: Name
    words: tuple[Token, ...]
    may_stop: bool


def beginning_of(text: str, name: Name, background: Background) -> Beginning | None:
    """What of a name may be the beginning of a longer one.

    Args:
        text: As written.
        name: The same, normalised.
        background: That knows ordinary words, which are not broken.

    Returns:
        None if the name is whole for all one sees, or says too little.
    """
    text = text.strip()
    if not name.tokens or not may_be_cut_off(text):
        return None
    words = tuple(name.proper)
    may_stop = fills_a_field(text)
    if not words or not (may_stop or _is_broken(words[-1], background)):
        return None
    if not ends_in(text, words[-1]):  # in a legal form, before which the name is whole
        return None
    beginning = Beginning(text, name, words, may_stop)
    return beginning if _said(beginning, name, background) >= _LEAST_SAID else None


def opening_keys(name: Name) -> list[str]:
    """Where a listed name is found by its beginning."""
    letters = _letters(name.proper)
    return [_KEY + letters[:length] for length in _OPENINGS if len(letters) > length]


def opening_key(beginning: Beginning) -> str | None:
    """Where to look for the names that begin so; None if too few letters are known."""
    letters = _letters(beginning.words)
    length = next((length for length in _OPENINGS if len(letters) >= length), None)
    return None if length is None else _KEY + letters[:length]


def completions(
    beginning: Beginning, listed: Iterable[Name], background: Background
) -> dict[Name, str]:
    """A cut name with the words of each listed one that begins so.

    Legal forms are those that were given: what a listed name has behind is not known of this one.

    Args:
        beginning: Of a cut name.
        listed: Names that may begin so; it says the less, the more ordinary a word is that its
            last one may be the beginning of.
        background: That says how much words say.

    Returns:
        Each name, as it is shown; none if the beginning says too little, or many begin so.
    """
    names = [name for name in listed if _goes_on(beginning, name)]
    if not names or min(_said(beginning, name, background) for name in names) < _LEAST_SAID:
        return {}
    whole = [Name(name.tokens, beginning.name.legal_forms) for name in names]
    shown = {name: _shown(beginning, name) for name in whole}
    return shown if len(shown) <= _MOST_NAMES else {}


def _shown(beginning: Beginning, whole: Name) -> str:
    """A cut name as written, with what completes it in brackets: `SURGUTNE[ftegaz]`."""
    count = len(beginning.words)
    words = [_spelled(token) for token in whole.proper]
    rest = words[count - 1].removeprefix(_spelled(beginning.words[-1]))
    return f"{beginning.text}[{' '.join([rest, *words[count:]])}]"


def _letters(words: Iterable[Token]) -> str:
    return " ".join([token.text for token in words])


def _spelled(token: Token) -> str:
    return token.native or token.text


def _is_broken(word: Token, background: Background) -> bool:
    """Whether a word may be part of one: it is short, or no ordinary name has it."""
    if word.number:
        return False
    return len(word.text) < _FEWEST_LETTERS or token_key(word) not in background.counts


def _goes_on(beginning: Beginning, listed: Name) -> bool:
    """Whether a listed name begins so, and has more."""
    *before, last = beginning.words
    whole, place = listed.proper, len(before)
    if len(whole) <= place or whole[:place] != before:
        return False
    if whole[place] == last:
        return beginning.may_stop and len(whole) > place + 1
    return _begins(last, whole[place])


def _begins(ours: Token, theirs: Token) -> bool:
    return (
        not (ours.number or theirs.number)
        and bool(ours.native) == bool(theirs.native)
        and _spelled(theirs).startswith(_spelled(ours))
    )


def _said(beginning: Beginning, listed: Name, background: Background) -> float:
    """Bits of what a beginning says: its last word no more than its letters and the whole word do."""
    *before, last = beginning.words
    whole = listed.proper[len(before)]
    return sum(map(background.bits, before)) + min(
        background.bits(last), background.bits(whole), _BITS_OF_LETTER * len(last.text)
    )
