"""Decisions in a SQLite file of the home folder: a connection for each piece of work."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from matcher.errors import StoreError

_BUSY_S = 5.0


@contextmanager
def transaction(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work, which is one transaction.

    Args:
        path: The file; it and its folder are made where they are missing.
        schema: Statements that make what is missing in it.

    Raises:
        StoreError: The file is no database, or stays locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_BUSY_S)) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(schema)
            yield connection
    except sqlite3.Error as error:
        raise StoreError(str(error), path=path) from error
