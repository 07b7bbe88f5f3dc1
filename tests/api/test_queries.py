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


@pytest.mark.parametrize(
    ("properties", "names"),
    [
        pytest.param(
            {"firstName": "Edrik", "lastName": "Vorlin"}, ("Vorlin, Edrik",), id="two-parts"
        ),
        pytest.param(
            {"lastName": "Vorlin", "middleName": "T.", "firstName": "Edrik", "fatherName": "Tam"},
            ("Vorlin, Edrik T. Tam",),
            id="in-the-order-of-a-name",
        ),
        pytest.param(
            {"firstName": ["Edrik", "Erik"], "lastName": ["Vorlin", "Pell"]},
            ("Vorlin, Edrik", "Vorlin, Erik", "Pell, Edrik", "Pell, Erik"),
            id="several-of-each",
        ),
        pytest.param(
            {"name": "E. Vorlin", "firstName": "Edrik", "lastName": "Vorlin"},
            ("E. Vorlin", "Vorlin, Edrik"),
            id="beside-a-whole-name",
        ),
        pytest.param({"name": "E. Vorlin", "lastName": "Vorlin"}, ("E. Vorlin",), id="half"),
        pytest.param({"lastName": "Vorlin"}, ("Vorlin",), id="half-is-all-there-is"),
        pytest.param({"middleName": "Tam"}, ("Tam",), id="a-middle-name-alone"),
    ],
)
def test_a_name_in_parts_is_put_together(
    properties: dict[str, Any], names: tuple[str, ...]
) -> None:
    parsed = parse_example({"schema": "Person", "properties": properties})
    assert parsed.query.names == names
    assert not parsed.ignored


@pytest.mark.parametrize("date", ["1961", "1961-05", "1961-05-04", 1961, "circa 1961"])
def test_a_date_of_birth_is_compared(date: object) -> None:
    properties = {"name": "Edrik Vorlin", "birthDate": date}
    parsed = parse_example({"schema": "Person", "properties": properties})
    assert parsed.query.births == (str(date),)
    assert not parsed.ignored


def test_what_is_no_date_of_birth_is_refused() -> None:
    properties = {"name": "Edrik Vorlin", "birthDate": ["1961", "in spring"]}
    with pytest.raises(InvalidBody) as refused:
        parse_example({"schema": "Person", "properties": properties})
    [fault] = refused.value.faults
    assert fault.pointer == "/properties/birthDate/1"
    assert "in spring" in fault.detail
