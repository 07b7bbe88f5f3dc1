"""Splink on Spark: the same comparisons as Arrow functions, run by Spark's Python workers.

Workers are other processes, on other machines, so parties travel as text, and the model's
knowledge of words is broadcast to each worker once.
"""

from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa
from pyspark.core.broadcast import Broadcast
from pyspark.sql import SparkSession
from pyspark.sql.functions import arrow_udf
from pyspark.sql.types import ByteType
from splink.internals.spark.database_api import SparkAPI

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.linkage.functions import Kernel, Record, encode, function_name


class SparkEngine:
    """One Spark session, in which each question has views and functions of its own.

    Args:
        spark: Whose workers can import `matcher`.
        knowledges: By the key that the records name.
    """

    def __init__(self, spark: SparkSession, knowledges: Mapping[str, Knowledge]) -> None:
        self._spark = spark
        self._kernel = Kernel(knowledges)
        self._broadcast = spark.sparkContext.broadcast(self._kernel)

    def database(self) -> SparkAPI:
        """As `Engine.database`."""
        session = self._spark.newSession()
        for place, comparison in enumerate(COMPARISONS):
            session.udf.register(
                function_name(comparison),
                arrow_udf(_level_function(self._broadcast, place), ByteType()),
            )
        return SparkAPI(  # type: ignore[no-untyped-call]  # Splink leaves it untyped
            spark_session=session,
            break_lineage_method="persist",
            register_udfs_automatically=False,  # string functions of Splink's jar: not used here
        )

    def parties(self, records: Iterable[Record]) -> pa.Array:
        """As `Engine.parties`."""
        return pa.array(map(encode, records), pa.string())

    def vector(self, query: Record, listed: Record) -> Vector:
        """As `Engine.vector`."""
        return self._kernel.vector(query, listed)


def _level_function(
    kernel: Broadcast[Kernel], place: int
) -> Callable[[pa.Array, pa.Array], pa.Array]:
    def levels(query: pa.Array, listed: pa.Array) -> pa.Array:
        return kernel.value.levels_of_texts(place, query, listed)

    return levels
