"""Labels in PostgreSQL, for several machines. Needs the extra `postgres`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from models.labels.database import KEPT_WHOLE, Writing
from models.labels.records import LabelError

_LOCK = 0x7A11_1AB5  # number of the advisory lock that writers take; any but another's
_CONNECT_S = 10
_KEEP = f"""
CREATE OR REPLACE FUNCTION tallyman_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{KEPT_WHOLE}'; END $$
"""


class PostgresDatabase:
    """A schema of a PostgreSQL server, 14 or newer: that of the connection's search path."""

    number = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"

    def __init__(self, url: str) -> None:
        self.name = _without_password(url)
        with _told(self.name):
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_S)

    def protections(self, table: str) -> list[str]:
        """A trigger against UPDATE, DELETE and TRUNCATE."""
        return [
            _KEEP,
            f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION tallyman_only_added_to()",
        ]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query; none for a statement that returns none."""
        with _told(self.name):
            cursor = self._connection.execute(_spelled(sql), values)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        with _told(self.name), self._connection.cursor() as cursor:
            cursor.executemany(_spelled(sql), rows)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction; the lock keeps other writers out, so that what it reads stays true."""
        with _told(self.name), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield self

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def _spelled(sql: str) -> bytes:
    """A statement as psycopg wants it: bytes, because it is no literal; `%s` for values."""
    return sql.replace("?", "%s").encode()


def _without_password(url: str) -> str:
    with _told("the address of the label store"):
        parts = conninfo_to_dict(url)
    host, port = parts.get("host") or "localhost", parts.get("port") or 5432
    return f"PostgreSQL {host}:{port}/{parts.get('dbname') or ''}"


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise LabelError(f"{name}: {str(error).strip()}") from error
