"""A party as it is handed to the engines: few bytes, the same for the same question."""

import hashlib

import orjson

from matcher.records import Identifier, Query

KEY_BYTES = 16
_SAYS_NOTHING = "LegalEntity"


def encode_query(query: Query) -> bytes:
    """A query as bytes. What two parties have in common in another order is the same.

    A schema that says nothing takes no place, so that parties keep the keys they had.
    """
    fields = (
        query.names,
        sorted(query.countries),
        query.addresses,
        sorted((found.kind, found.value) for found in query.identifiers),
    )
    says_more = query.births or query.schema != _SAYS_NOTHING
    return orjson.dumps((*fields, query.schema, query.births) if says_more else fields)


def decode_query(data: bytes) -> Query:
    """What `encode_query` was given."""
    names, countries, addresses, identifiers, *more = orjson.loads(data)
    schema, births = more or (_SAYS_NOTHING, ())
    return Query(
        schema=schema,
        names=tuple(names),
        countries=tuple(countries),
        addresses=tuple(addresses),
        identifiers=tuple(Identifier(kind=kind, value=value) for kind, value in identifiers),
        births=tuple(births),
    )


def key_of(encoded: bytes) -> bytes:
    """Stands for an encoded query; two of a billion never share one."""
    return hashlib.blake2b(encoded, digest_size=KEY_BYTES).digest()
