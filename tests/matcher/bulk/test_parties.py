import orjson
import pytest

from matcher.bulk.parties import decode_query, encode_query
from matcher.records import Identifier, Query

NAMED = Query(
    names=("Quellmar",),
    countries=("ru",),
    addresses=("1 Pell Street",),
    identifiers=(Identifier(kind="imoNumber", value="9074729"),),
)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(NAMED, id="anybody"),
        pytest.param(Query(schema="Vessel", names=("QUARLBREE",)), id="vessel"),
        pytest.param(Query(schema="Person", names=("E. Vorlin",), births=("1961",)), id="person"),
    ],
)
def test_a_party_comes_back_as_it_was(query: Query) -> None:
    assert decode_query(encode_query(query)) == query


def test_who_says_no_schema_keeps_the_bytes_of_before() -> None:
    fields = (["Quellmar"], ["ru"], ["1 Pell Street"], [["imoNumber", "9074729"]])
    assert encode_query(NAMED) == orjson.dumps(fields)


def test_a_vessel_is_another_question_than_anybody() -> None:
    names = ("QUARLBREE",)
    assert encode_query(Query(schema="Vessel", names=names)) != encode_query(Query(names=names))
