"""Names that are asked for, laid out for the kernel."""

from collections.abc import Sequence
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from matcher.comparison.resemblance import writing_of
from matcher.kernel.layout import WordFlag
from matcher.kernel.words import flags_of, script_number, with_letters
from matcher.normalise.places import is_place
from matcher.normalise.tokens import Token

_TOKEN = Struct("<IIBBBB")  # `Token` of kernel.h
_REMEMBERED_TOKENS = 1 << 16


class LaidOut(NamedTuple):
    """The words of one name, or of several.

    Args:
        texts: Of all words, one after the other.
        natives: Code points of their native forms, as `with_letters` has them.
        tokens: How long each word's are, and what it is.
    """

    texts: bytes
    natives: bytes
    tokens: bytes


def lay_out(tokens: Sequence[Token]) -> LaidOut:
    """Words, for the kernel."""
    return LaidOut(
        "".join([token.text for token in tokens]).encode(),
        "".join([with_letters(token.native) for token in tokens if token.native]).encode(
            "utf-32-le", "surrogatepass"
        ),
        b"".join(map(_packed, tokens)),
    )


@lru_cache(maxsize=_REMEMBERED_TOKENS)
def _packed(token: Token) -> bytes:
    """Lengths, flags, writing, script and letters of a word."""
    flags, writing, script = token.number + 2 * token.optional, 0, 0
    if token.native:
        flags, writing, script = flags_of(token), writing_of(token), script_number(token.native)
    elif is_place(token):
        flags |= WordFlag.PLACE
    letters = len(with_letters(token.native)) - len(token.native) if token.native else 0
    return _TOKEN.pack(len(token.text), len(token.native), flags, writing, script, letters)
