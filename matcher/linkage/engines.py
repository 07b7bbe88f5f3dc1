"""What Splink runs on: the one contract of DuckDB and Spark."""

from collections.abc import Iterable
from typing import Any, Protocol

from splink.internals.database_api import DatabaseAPI

from matcher.comparison.specification import Vector
from matcher.linkage.functions import Record


class Engine(Protocol):
    """Where tables of parties live and the comparisons are registered."""

    def database(self) -> DatabaseAPI[Any]:
        """A database of its own with the comparisons registered.

        Splink caches tables and SQL by name, and a second linker on the same database would
        silently reuse the first one's.
        """

    def parties(self, records: Iterable[Record]) -> Any:
        """The column of parties, as an Arrow array that the registered functions understand."""

    def vector(self, query: Record, listed: Record) -> Vector:
        """The comparison vector of one pair, compared here."""
