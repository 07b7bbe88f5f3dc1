"""The comparisons as DuckDB functions: Splink's SQL and the online scorer run one kernel.

A name cannot be aligned word by word in SQL, so each comparison is a function of two
parties. Splink repeats the call in every branch of a CASE; the vector of a pair is
therefore computed once and remembered for the branches that follow.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import duckdb
import orjson
import pyarrow as pa
from duckdb.func import ARROW
from duckdb.sqltypes import TINYINT, VARCHAR

from matcher.comparison.levels import Comparison
from matcher.comparison.party import Knowledge, Party, make_context, make_party
from matcher.comparison.specification import COMPARISONS, Vector, compare
from matcher.records import Identifier, Side

NULL_LEVEL = -1
VectorFunction = Callable[[str, str], Vector]
_REMEMBERED_PAIRS = 1 << 20
_REMEMBERED_PARTIES = 1 << 17


def function_name(comparison: Comparison) -> str:
    """The comparison's name in SQL."""
    return f"tallyman_{comparison.name}_level"


def encode_side(side: Side, knowledge_key: str = "") -> str:
    """A party as the text column that Splink carries.

    Args:
        side: The party as supplied; the kernel normalises it.
        knowledge_key: Which of the registered knowledges compares it.
    """
    fields = [
        knowledge_key,
        side.name,
        side.countries,
        side.addresses,
        [(identifier.kind, identifier.value) for identifier in side.identifiers],
    ]
    return orjson.dumps(fields).decode()


def register_functions(connection: duckdb.DuckDBPyConnection, vector_of: VectorFunction) -> None:
    """Make the comparisons callable from the SQL of one connection.

    Args:
        connection: Where Splink will run.
        vector_of: What `vector_function` returned; it may serve several connections.
    """
    for place, comparison in enumerate(COMPARISONS):
        connection.create_function(
            function_name(comparison),
            _level_function(vector_of, place),
            [VARCHAR, VARCHAR],
            TINYINT,
            type=ARROW,
        )


def vector_function(knowledges: Mapping[str, Knowledge]) -> VectorFunction:
    """The comparison vector of two encoded parties, remembered.

    Args:
        knowledges: By the key that `encode_side` was given; cross-fitting has one a fold.
    """

    @lru_cache(maxsize=_REMEMBERED_PARTIES)
    def party_of(text: str) -> tuple[Party, Knowledge]:
        key, name, countries, addresses, identifiers = orjson.loads(text)
        knowledge = knowledges[key]
        context = make_context(
            tuple(countries),
            tuple(addresses),
            tuple(Identifier(kind=kind, value=value) for kind, value in identifiers),
        )
        return make_party(name, context, knowledge), knowledge

    @lru_cache(maxsize=_REMEMBERED_PAIRS)
    def vector_of(query: str, listed: str) -> Vector:
        party, knowledge = party_of(query)
        return compare(party, party_of(listed)[0], knowledge)

    return vector_of


def _level_function(
    vector_of: VectorFunction, place: int
) -> Callable[[pa.ChunkedArray, pa.ChunkedArray], pa.Array]:
    def levels(query: pa.ChunkedArray, listed: pa.ChunkedArray) -> pa.Array:
        found = (
            vector_of(ours, theirs)[place]
            for ours, theirs in zip(query.to_pylist(), listed.to_pylist(), strict=True)
        )
        return pa.array([NULL_LEVEL if level is None else level for level in found], pa.int8())

    return levels
