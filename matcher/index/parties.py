"""Listed parties as a snapshot stores them: normalised once, decoded in microseconds."""

from dataclasses import dataclass

import orjson

from matcher.comparison.party import Context
from matcher.normalise.addresses import Address
from matcher.normalise.names import Name, Token
from matcher.records import Alias, AliasKind


@dataclass(frozen=True, slots=True)
class StoredAlias:
    """One published name and its normal form; `alias` is None for a party without a name."""

    alias: Alias | None
    name: Name | None


def encode_alias(stored: StoredAlias) -> bytes:
    """As bytes; `decode_alias` gives it back."""
    if stored.alias is None or stored.name is None:
        return b"null"
    tokens = [(t.text, t.native, t.number, t.optional) for t in stored.name.tokens]
    return orjson.dumps(
        (stored.alias.name, stored.alias.kind.value, tokens, stored.name.legal_forms)
    )


def decode_alias(data: bytes) -> StoredAlias:
    """What `encode_alias` was given."""
    fields = orjson.loads(data)
    if fields is None:
        return StoredAlias(None, None)
    text, kind, tokens, forms = fields
    return StoredAlias(
        Alias(name=text, kind=AliasKind(kind)),
        Name(tuple(Token(*token) for token in tokens), tuple(forms)),
    )


def encode_context(context: Context) -> bytes:
    """As bytes; `decode_context` gives it back."""
    return orjson.dumps(
        (
            sorted(context.countries),
            [(sorted(a.words), sorted(a.numbers), a.text) for a in context.addresses],
            sorted(context.identifiers),
        )
    )


def decode_context(data: bytes) -> Context:
    """What `encode_context` was given."""
    countries, addresses, identifiers = orjson.loads(data)
    return Context(
        countries=frozenset(countries),
        addresses=tuple(
            Address(frozenset(words), frozenset(numbers), text)
            for words, numbers, text in addresses
        ),
        identifiers=frozenset((family, value) for family, value in identifiers),
    )
