"""From the JSON of a batch to the matcher's queries, or to every fault in it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import orjson
from pydantic import ValidationError

from api.faults import Fault, InvalidBody, InvalidRequest, pointer
from api.schemas import (
    MAX_BATCH_VALUES,
    MAX_NAMES,
    MAX_QUERIES,
    MAX_VALUE_LENGTH,
    MAX_VALUES,
    Batch,
    Example,
)
from api.vocabulary import (
    ADDRESS_PARTS,
    GIVEN_NAMES,
    PROPERTIES,
    ROLES,
    SCHEMATA,
    SURNAME,
    Role,
)
from matcher.comparison.births import parse_birth
from matcher.normalise.countries import country_code
from matcher.records import Identifier, Query

# Past this a JSON number is a float, and its last digits are no longer the ones sent.
_EXACT_INTEGER = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query, with what its answer echoes.

    Args:
        query: What is matched.
        properties: The values as understood: lists of strings, countries as codes.
        ignored: Properties that were accepted but are not compared.
        id: The caller's own id of the party.
    """

    query: Query
    properties: Mapping[str, tuple[str, ...]]
    ignored: tuple[str, ...] = ()
    id: str | None = None


def parse_batch(body: bytes) -> dict[str, ParsedQuery | InvalidBody]:
    """The queries of a batch, by the caller's keys; in place of a bad one what is wrong with it.

    Raises:
        InvalidRequest: The bytes are not JSON, or hold no query, or too many, or too much.
        InvalidBody: No query in the JSON is understood; every fault is named.
    """
    document = read_json(body)
    try:
        queries = Batch.model_validate(document).queries
    except ValidationError as error:
        raise InvalidBody(tuple(shape_faults(error, (), tuple(Batch.model_fields)))) from error
    if not queries:
        raise InvalidRequest("the batch holds no query")
    if len(queries) > MAX_QUERIES:
        raise InvalidRequest(f"the batch holds {len(queries)} queries; {MAX_QUERIES} at most")
    parsed: dict[str, ParsedQuery | InvalidBody] = {}
    values = 0
    for key, example in queries.items():
        try:
            parsed[key] = query = parse_example(example, ("queries", key))
            values += value_count(query.query)
        except InvalidBody as error:
            parsed[key] = error
    if values > MAX_BATCH_VALUES:
        raise InvalidRequest(
            f"the batch holds {values} names, addresses and identifiers; "
            f"{MAX_BATCH_VALUES} at most: send it in parts"
        )
    faulty = [query for query in parsed.values() if isinstance(query, InvalidBody)]
    if len(faulty) == len(parsed):
        raise InvalidBody(tuple(fault for error in faulty for fault in error.faults))
    return parsed


def value_count(query: Query) -> int:
    """How many values of a query are looked for: what its cost grows with."""
    return len(query.names) + len(query.addresses) + len(query.identifiers)


def read_json(body: bytes) -> Any:
    """What a JSON text holds.

    Raises:
        InvalidRequest: It is not JSON, or a key stands twice in one object.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(f"the body is not JSON: {error}") from error
    _refuse_repeated_keys(body)
    return document


def _refuse_repeated_keys(body: bytes) -> None:
    """JSON lets a key stand twice, and readers keep the last: the first would go unscreened."""

    def check(pairs: list[tuple[str, Any]]) -> None:
        if len({key for key, _ in pairs}) < len(pairs):
            [(key, times)] = Counter(key for key, _ in pairs).most_common(1)
            raise InvalidRequest(f"the key {key!r} stands {times} times in one object")

    try:  # a number is text here: it is not looked at, and may be long
        json.loads(body, object_pairs_hook=check, parse_int=str, parse_float=str)
    except RecursionError as error:
        raise InvalidRequest("the body is nested too deeply") from error


def parse_example(document: object, place: tuple[str | int, ...] = ()) -> ParsedQuery:
    """One query by example.

    Args:
        document: The decoded JSON.
        place: Where it stands in the body, for the faults' pointers.

    Raises:
        InvalidBody: Something in it is not understood; every fault is named.
    """
    try:
        example = Example.model_validate(document)
    except ValidationError as error:
        names = ("schema", "properties", "id")
        raise InvalidBody(tuple(shape_faults(error, place, names))) from error
    known = PROPERTIES.get(example.schema_)
    if known is None:
        raise InvalidBody((_unknown_schema(example.schema_, (*place, "schema")),))
    faults: list[Fault] = []
    properties: dict[str, tuple[str, ...]] = {}
    for name, raw in example.properties.items():
        where = (*place, "properties", name)
        if name not in known:
            faults.append(_unknown_property(name, example.schema_, where))
            continue
        try:
            values = tuple(_values(raw, ROLES[name], where))
        except InvalidBody as error:
            faults.extend(error.faults)
            continue
        if values:
            properties[name] = values
    query = _query(example.schema_, properties)
    if not (faults or query.names or query.addresses or query.identifiers):
        detail = "nothing to match by: give a name, an address or an identifier"
        faults.append(Fault(pointer=pointer(*place, "properties"), detail=detail))
    faults.extend(_excesses(query, (*place, "properties")))
    if faults:
        raise InvalidBody(tuple(faults))
    ignored = tuple(name for name in properties if ROLES[name] is Role.UNUSED)
    return ParsedQuery(query=query, properties=properties, ignored=ignored, id=example.id)


def _query(schema: str, properties: Mapping[str, tuple[str, ...]]) -> Query:
    def gathered(role: Role) -> Iterator[str]:
        return (v for name, values in properties.items() if ROLES[name] is role for v in values)

    parts = [value for part in ADDRESS_PARTS for value in properties.get(part, ())]
    joined = (", ".join(parts),) if parts else ()
    return Query(
        schema=schema,
        names=_distinct((*gathered(Role.NAME), *whole_names(properties))),
        countries=_distinct(gathered(Role.COUNTRY)),
        addresses=_distinct((*gathered(Role.ADDRESS), *joined)),
        identifiers=tuple(
            Identifier(kind=name, value=value)
            for name, values in properties.items()
            if ROLES[name] is Role.IDENTIFIER
            for value in values
        ),
        births=_distinct(gathered(Role.BIRTH)),
    )


def whole_names(properties: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Names of a person put together from their parts: `SURNAME, Given Middle`.

    Several surnames or first names are other names of the person, each with the others. A
    part alone is a name only where there is no whole one: half a name matches thousands.
    """
    surnames = properties.get(SURNAME, ())
    first, *more = GIVEN_NAMES
    rest = " ".join(properties[part][0] for part in more if part in properties)
    given = [f"{name} {rest}".strip() for name in properties.get(first, ())] or [rest]
    has_name = any(ROLES[name] is Role.NAME for name in properties)
    if surnames and any(given):
        yield from (f"{surname}, {names}" for surname in surnames for names in given)
    elif not has_name:
        yield from surnames or filter(None, given)


def _excesses(query: Query, place: tuple[str | int, ...]) -> Iterator[Fault]:
    """More than one query may ask."""
    for count, most, what in (
        (len(query.names), MAX_NAMES, "names"),
        (value_count(query), MAX_VALUES, "names, addresses and identifiers"),
    ):
        if count > most:
            yield Fault(pointer=pointer(*place), detail=f"{count} {what}; {most} at most")


def _distinct(values: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _values(raw: object, role: Role, place: tuple[str | int, ...]) -> list[str]:
    """A property's values as strings: one or a list; null and blanks are "not known".

    Raises:
        InvalidBody: A value is neither text nor number, or a country that nobody knows.
    """
    values: list[str] = []
    faults: list[Fault] = []
    items = enumerate(raw) if isinstance(raw, list) else [(None, raw)]
    for position, item in items:
        where = pointer(*place) if position is None else pointer(*place, position)
        text, wrong = _text(item)
        if text and role is not Role.UNUSED and len(text) > MAX_VALUE_LENGTH:
            wrong = f"{len(text)} characters long; {MAX_VALUE_LENGTH} at most"
        elif text and role is Role.COUNTRY:
            code = country_code(text)
            wrong = None if code else f"no country is known as {text!r}"
            text = code
        elif text and role is Role.BIRTH and parse_birth(text) is None:
            wrong = f"{text!r} is no date of birth: send YYYY, YYYY-MM or YYYY-MM-DD"
        if wrong:
            faults.append(Fault(pointer=where, detail=wrong))
        elif text:
            values.append(text)
    if faults:
        raise InvalidBody(tuple(faults))
    return values


def _text(item: object) -> tuple[str | None, str | None]:
    """A value as text and what is wrong with it; either may be None."""
    match item:
        case None:
            return None, None
        case str():
            return item.strip(), None
        case bool():
            return None, "true and false are not values; send text, a number or a list of them"
        case int():
            return str(item), None
        case float() if abs(item) > _EXACT_INTEGER:
            return None, "too long for a JSON number, which would lose digits; send it as text"
        case float():
            return str(int(item)) if item.is_integer() else str(item), None
    return None, f"{_json_type(item)} is not a value; send text, a number or a list of them"


def _json_type(item: object) -> str:
    if isinstance(item, dict):
        return "an object"
    return "a list within a list" if isinstance(item, list) else type(item).__name__


def _unknown_schema(name: str, place: tuple[str | int, ...]) -> Fault:
    return Fault(
        pointer=pointer(*place),
        detail=f"{name!r} is not a schema that can be matched; known are: {', '.join(SCHEMATA)}",
        suggestion=nearest(name, SCHEMATA),
    )


def _unknown_property(name: str, schema: str, place: tuple[str | int, ...]) -> Fault:
    detail = f"{name!r} is not a property of {schema}"
    if name in ROLES:
        owners = [other for other, known in PROPERTIES.items() if name in known]
        return Fault(pointer=pointer(*place), detail=f"{detail}, but of {', '.join(owners)}")
    suggestion = nearest(name, tuple(sorted(PROPERTIES[schema])))
    return Fault(pointer=pointer(*place), detail=detail, suggestion=suggestion)


def shape_faults(
    error: ValidationError, place: tuple[str | int, ...], known: tuple[str, ...]
) -> Iterator[Fault]:
    """Pydantic's findings as faults."""
    for found in error.errors(include_url=False, include_context=False):
        where = (*place, *found["loc"])
        detail, suggestion = _shape_detail(found, known)
        yield Fault(pointer=pointer(*where), detail=detail, suggestion=suggestion)


def _shape_detail(found: Mapping[str, Any], known: tuple[str, ...]) -> tuple[str, str | None]:
    match found["type"]:
        case "missing":
            return "this field is required", None
        case "extra_forbidden":
            name = str(found["loc"][-1])
            return f"{name!r} is not a field here", nearest(name, known)
        case "model_type":
            return "an object is expected here", None
    return str(found["msg"]), None


def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """The known name nearest to one that was misspelt; None if none is near.

    Case is the commonest mistake (`company`, `inncode`), so it costs nothing.
    """
    by_folded = {word.casefold(): word for word in known}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
