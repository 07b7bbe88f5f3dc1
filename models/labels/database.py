"""Where labels lie: SQLite in the home folder, or PostgreSQL by URL where machines share them.

Both are asked in the same SQL with `?` for values; what differs (how a transaction takes the
right to write, how a row is numbered, how a table is kept from changing) stands here and in
`models.labels.postgres`. A library between would be larger than the difference.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from models.labels.records import LabelError

_BUSY_S = 30.0  # how long a writer waits for the others
KEPT_WHOLE = "labels are only ever added to"


class Writing(Protocol):
    """An open transaction that holds the right to write."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        ...


class Database(Protocol):
    """A database of labels; one for each process."""

    name: str  # for messages; carries no password
    number: str  # type of the column that numbers rows

    def protections(self, table: str) -> list[str]:
        """Statements that keep a table's rows from being changed or removed."""
        ...

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction, alone in writing: kept whole at its end, or not at all."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class SQLiteDatabase:
    """A file in WAL mode: readers and one writer at a time, over all processes."""

    number = "INTEGER PRIMARY KEY AUTOINCREMENT"

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Its mode from the first moment on: decisions are not for everybody to read.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise LabelError(f"{path} cannot be written: {error}") from error
        with _told(self.name):
            self._connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")  # survives a power cut
            self._connection.execute("PRAGMA foreign_keys = ON")

    def protections(self, table: str) -> list[str]:
        """Triggers against UPDATE and DELETE."""
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{KEPT_WHOLE}'); END"
            for deed in ("update", "delete")
        ]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with _told(self.name):
            return self._connection.execute(sql, values).fetchall()

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        with _told(self.name):
            self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction that has the lock from its start: what it reads stays true."""
        with _told(self.name):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        with _told(self.name):
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LabelError(f"{name}: {error}") from error
