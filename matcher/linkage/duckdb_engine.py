"""Splink on DuckDB, in this process: parties are numbers, and the kernel knows them."""

from collections.abc import Callable, Iterable, Mapping

import duckdb
import pyarrow as pa
from duckdb.func import ARROW
from duckdb.sqltypes import BIGINT, TINYINT
from splink.internals.duckdb.database_api import DuckDBAPI

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.linkage.functions import Kernel, Record, encode, function_name


class DuckDBEngine:
    """DuckDB in memory, one database a question, and one memory of parties and pairs.

    Args:
        knowledges: By the key that the records name.
    """

    def __init__(self, knowledges: Mapping[str, Knowledge]) -> None:
        self._kernel = Kernel(knowledges)

    def database(self) -> DuckDBAPI:
        """As `Engine.database`."""
        connection = duckdb.connect(":memory:")
        # One thread: the kernel holds Python's lock, and sums come in one order.
        connection.execute("SET threads TO 1")
        connection.execute("SET enable_progress_bar TO false")
        for place, comparison in enumerate(COMPARISONS):
            connection.create_function(
                function_name(comparison),
                _level_function(self._kernel, place),
                [BIGINT, BIGINT],
                TINYINT,
                type=ARROW,
            )
        return DuckDBAPI(connection=connection)

    def parties(self, records: Iterable[Record]) -> pa.Array:
        """As `Engine.parties`."""
        return pa.array(self._kernel.handles(map(encode, records)))

    def vector(self, query: Record, listed: Record) -> Vector:
        """As `Engine.vector`; SQL finds it remembered."""
        return self._kernel.vector(query, listed)


def _level_function(
    kernel: Kernel, place: int
) -> Callable[[pa.ChunkedArray, pa.ChunkedArray], pa.Array]:
    def levels(query: pa.ChunkedArray, listed: pa.ChunkedArray) -> pa.Array:
        return kernel.levels(place, query.to_numpy(), listed.to_numpy())

    return levels
