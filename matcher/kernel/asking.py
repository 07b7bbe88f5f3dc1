"""A name that is asked for, laid out for the kernel."""

from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from matcher.comparison.resemblance import writing_of
from matcher.kernel.words import flags_of, script_number
from matcher.normalise.names import Token

_TOKEN = Struct("<IIHHBBBB")  # of asking.c
_MOST_LETTERS = 0xFFFF
_REMEMBERED_NATIVES = 1 << 14


class LaidOut(NamedTuple):
    """The words of a name.

    Args:
        texts: Of all words, one after the other.
        natives: Code points of their native forms.
        tokens: Where each word has its own, and what it is.
    """

    texts: bytes
    natives: bytes
    tokens: bytes


def lay_out(tokens: tuple[Token, ...]) -> LaidOut:
    """The words of a name, for the kernel."""
    texts = "".join([token.text for token in tokens]).encode()
    natives = "".join([token.native for token in tokens]).encode("utf-32-le", "surrogatepass")
    packed: list[bytes] = []
    text = native = 0
    for token in tokens:
        flags, writing, script = (
            _kinds(token) if token.native else (token.number + 2 * token.optional, 0, 0)
        )
        text_length, native_length = len(token.text), len(token.native)
        packed.append(
            _TOKEN.pack(
                text,
                native,
                min(text_length, _MOST_LETTERS),
                min(native_length, _MOST_LETTERS),
                flags,
                writing,
                script,
                0,
            )
        )
        text += text_length
        native += native_length
    return LaidOut(texts, natives, b"".join(packed))


@lru_cache(maxsize=_REMEMBERED_NATIVES)
def _kinds(token: Token) -> tuple[int, int, int]:
    """Flags, writing and script of a word of another script."""
    return flags_of(token), writing_of(token), script_number(token.native)
