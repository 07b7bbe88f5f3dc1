"""A name that is asked for: what it is compared by, and the keys it looks for others under."""

from ctypes import byref
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import Any

from matcher.comparison.keys import exact_key
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.resemblance import writing_of
from matcher.kernel import layout
from matcher.kernel.hashing import hash_few
from matcher.kernel.knowledge import compile_knowledge
from matcher.kernel.query_keys import NO_KEYS, HashedKeys, QueryKeys
from matcher.kernel.words import flags_of, script_number
from matcher.normalise.names import Name, Token

_TOKEN = Struct("<IIHHBBBB")
_MOST_LETTERS = 0xFFFF
_REMEMBERED_NATIVES = 1 << 14


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name that is asked for.

    Args:
        name: As it was normalised.
        compiled: For the kernel; None where Python has to do.
        keys: For Python; None where the kernel does.
        is_cut: Whether it has more keys than are looked for.
    """

    name: Name
    compiled: layout.Asked | None
    keys: HashedKeys | None
    is_cut: bool = False

    @property
    def reference(self) -> Any:
        """For the kernel."""
        return byref(self.compiled) if self.compiled is not None else None


NO_NAME = AskedName(Name(()), None, NO_KEYS)  # of a query that has none


class Asker:
    """Makes names ready to be asked for. Safe to share between threads.

    Args:
        knowledge: Of the model.

    Attributes:
        compiled: The same for the kernel; None where there is none.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.compiled = compile_knowledge(knowledge)
        self._keys = QueryKeys(knowledge.lexicon)

    def ask(self, name: Name) -> AskedName:
        """A name, ready; one without words has no keys."""
        if self.compiled is not None and name.tokens:
            asked = layout.Asked()
            texts, natives, tokens = _laid_out(name.tokens)
            [whole] = _HASH.unpack(hash_few((exact_key(name),)))
            if self.compiled.library.tallyman_ask(
                self.compiled.reference,
                tokens,
                len(name.tokens),
                texts,
                natives,
                whole,
                byref(asked),
            ):
                return AskedName(name, asked, None)
        keys = self._keys.of(name) if name.tokens else NO_KEYS
        return AskedName(
            name, None, keys.first(layout.MOST_KEYS), is_cut=len(keys) > layout.MOST_KEYS
        )


_HASH = Struct("<Q")


def _laid_out(tokens: tuple[Token, ...]) -> tuple[bytes, bytes, bytes]:
    """Texts, code points of native forms, and where each token has its own."""
    texts = "".join([token.text for token in tokens]).encode()
    natives = "".join([token.native for token in tokens])
    packed: list[bytes] = []
    text = native = 0
    for token in tokens:
        packed.append(
            _TOKEN.pack(
                text,
                native,
                min(len(token.text), _MOST_LETTERS),
                min(len(token.native), _MOST_LETTERS),
                *(_kinds(token) if token.native else (token.number + 2 * token.optional, 0, 0)),
                0,
            )
        )
        text += len(token.text)
        native += len(token.native)
    return texts, natives.encode("utf-32-le", "surrogatepass"), b"".join(packed)


@lru_cache(maxsize=_REMEMBERED_NATIVES)
def _kinds(token: Token) -> tuple[int, int, int]:
    """Flags, writing and script of a word of another script."""
    return flags_of(token), writing_of(token), script_number(token.native)
