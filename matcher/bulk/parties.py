"""A party as it is handed to the engines: few bytes, the same for the same question."""

import hashlib

import orjson

from matcher.records import Identifier, Query

KEY_BYTES = 16


def encode_query(query: Query) -> bytes:
    """A query as bytes. What two parties have in common in another order is the same."""
    return orjson.dumps(
        (
            query.names,
            sorted(query.countries),
            query.addresses,
            sorted((found.kind, found.value) for found in query.identifiers),
        )
    )


def decode_query(data: bytes) -> Query:
    """What `encode_query` was given, without its schema, by which nothing is compared."""
    names, countries, addresses, identifiers = orjson.loads(data)
    return Query(
        names=tuple(names),
        countries=tuple(countries),
        addresses=tuple(addresses),
        identifiers=tuple(Identifier(kind=kind, value=value) for kind, value in identifiers),
    )


def key_of(encoded: bytes) -> bytes:
    """Stands for an encoded query; two of a billion never share one."""
    return hashlib.blake2b(encoded, digest_size=KEY_BYTES).digest()
