"""Listed parties as a snapshot stores them: normalised once, decoded in microseconds."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from matcher.comparison.births import Birth
from matcher.comparison.party import Context
from matcher.comparison.words import SpelledWord, joined_sounds, spell
from matcher.normalise.addresses import Address
from matcher.normalise.names import Name
from matcher.normalise.tokens import Token
from matcher.records import Alias, AliasKind, PartyKind


@dataclass(frozen=True, slots=True)
class StoredAlias:
    """One published name and its normal form.

    Args:
        alias: None for a party without a name.
        words: Its words, by their numbers in the snapshot's table.
        legal_forms: As `Name` has them.
        joins: What `joined_sounds` says of the words.
        parts: Of a person's name what each word is, as of `PersonName`; else empty.
    """

    alias: Alias | None
    words: tuple[int, ...] = ()
    legal_forms: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    parts: str = ""


NOBODY = StoredAlias(None)


class WordTable:
    """Gives each distinct word of a snapshot a number, in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[Token, int] = {}

    def store(self, alias: Alias, name: Name, parts: str = "") -> StoredAlias:
        """A name by the numbers of its words; of a person with what each of them is."""
        numbers = self._numbers
        words = tuple([numbers.setdefault(token, len(numbers)) for token in name.tokens])
        return StoredAlias(alias, words, name.legal_forms, joined_sounds(name.tokens), parts)

    def spelled(self) -> Iterator[SpelledWord]:
        """Each word, in the order of their numbers."""
        return map(spell, self._numbers)

    def encoded(self) -> Iterator[bytes]:
        """Each word as bytes, in the order of their numbers."""
        for word in self.spelled():
            token = word.token
            yield orjson.dumps(
                (
                    (token.text, token.native, token.number, token.optional),
                    (word.sound, word.stem, word.consonants),
                )
            )


def decode_word(data: bytes) -> SpelledWord:
    """A word that `WordTable.encoded` wrote."""
    token, keys = orjson.loads(data)
    return SpelledWord(Token(*token), *keys)


def encode_alias(stored: StoredAlias) -> bytes:
    """As bytes; `decode_alias` gives it back."""
    if stored.alias is None:
        return b"null"
    alias = stored.alias
    fields = (alias.name, alias.kind.value, stored.words, stored.legal_forms, stored.joins)
    return orjson.dumps((*fields, stored.parts) if stored.parts else fields)


def decode_alias(data: bytes) -> StoredAlias:
    """What `encode_alias` was given."""
    fields = orjson.loads(data)
    if fields is None:
        return NOBODY
    text, kind, words, forms, joins, *parts = fields
    alias = Alias(name=text, kind=AliasKind(kind))
    return StoredAlias(alias, tuple(words), tuple(forms), tuple(joins), *parts)


def encode_context(context: Context) -> bytes:
    """As bytes; `decode_context` gives it back."""
    return orjson.dumps(
        (
            sorted(context.countries),
            [(sorted(a.words), sorted(a.numbers), a.text) for a in context.addresses],
            sorted(context.identifiers),
            [tuple(birth) for birth in context.births],
            context.kind,
        )
    )


def decode_context(data: bytes) -> Context:
    """What `encode_context` was given."""
    countries, addresses, identifiers, births, kind = orjson.loads(data)
    return Context(
        countries=frozenset(countries),
        addresses=tuple(
            Address(frozenset(words), frozenset(numbers), text)
            for words, numbers, text in addresses
        ),
        identifiers=frozenset((family, value) for family, value in identifiers),
        births=tuple([Birth(*birth) for birth in births]),
        kind=PartyKind(kind),
    )
