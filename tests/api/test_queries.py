from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.faults import Fault, InvalidBody, InvalidRequest
from api.queries import ParsedQuery, nearest, parse_batch, parse_example
from api.vocabulary import PROPERTIES, ROLES, Role
from matcher.lists.vocabulary import PROPERTIES as LISTED_PROPERTIES

any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
property_names = st.sampled_from(sorted(ROLES)) | st.text(max_size=8)
examples = st.fixed_dictionaries(
    {
        "schema": st.sampled_from(sorted(PROPERTIES)) | st.text(max_size=8),
        "properties": st.dictionaries(property_names, any_json, max_size=4),
    }
)


@given(any_json | st.fixed_dictionaries({"queries": st.dictionaries(st.text(), examples)}))
def test_any_json_is_parsed_or_refused_with_a_place(document: Any) -> None:
    parsed, faults = parsed_or_faults(orjson.dumps(document))
    assert all(fault.detail for fault in faults)
    assert all(fault.pointer == "" or fault.pointer[0] == "/" for fault in faults)
    if parsed:
        assert parsed.keys() == document["queries"].keys()


def parsed_or_faults(
    body: bytes,
) -> tuple[dict[str, ParsedQuery | InvalidBody], tuple[Fault, ...]]:
    try:
        parsed = parse_batch(body)
        refused = [query for query in parsed.values() if isinstance(query, InvalidBody)]
        return parsed, tuple(fault for error in refused for fault in error.faults)
    except InvalidRequest:
        return {}, ()
    except InvalidBody as error:
        return {}, error.faults


@given(st.binary(max_size=64))
def test_any_bytes_are_parsed_or_refused(body: bytes) -> None:
    with pytest.raises((InvalidRequest, InvalidBody)):
        parse_batch(body)


@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_any_name_reaches_the_matcher_as_it_was_sent(name: str) -> None:
    assert parse_example({"schema": "Person", "properties": {"name": name}}).query.names == (name,)


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        pytest.param("770123", ("770123",), id="text"),
        pytest.param(" 770123 ", ("770123",), id="blanks-around"),
        pytest.param(770123, ("770123",), id="integer"),
        pytest.param(770123.0, ("770123",), id="float-of-a-spreadsheet"),
        pytest.param(12.5, ("12.5",), id="fraction"),
        pytest.param(["1", 2, None, "", "1"], ("1", "2", "1"), id="list"),
    ],
)
def test_values(sent: object, understood: tuple[str, ...]) -> None:
    parsed = parse_example({"schema": "Company", "properties": {"taxNumber": sent}})
    assert parsed.properties["taxNumber"] == understood


@pytest.mark.parametrize(
    ("word", "found"),
    [
        pytest.param("inncode", "innCode", id="case"),
        pytest.param("imoNumbr", "imoNumber", id="letter-missing"),
        pytest.param("country_code", "country", id="suffix"),
        pytest.param("xyzzy", None, id="nothing-like-it"),
    ],
)
def test_nearest(word: str, found: str | None) -> None:
    assert nearest(word, tuple(sorted(ROLES))) == found


def test_queries_and_lists_use_the_same_words() -> None:
    assert set(ROLES) <= LISTED_PROPERTIES


def test_every_schema_can_be_matched_by_something() -> None:
    for schema, known in PROPERTIES.items():
        roles = {ROLES[name] for name in known}
        assert {Role.NAME, Role.ADDRESS, Role.COUNTRY, Role.UNUSED} <= roles, schema
