"""API keys: who may ask what, how often. One SQLite file that all workers share.

A key is shown once, when it is made. Kept is its SHA-256: a key holds 256 random bits, so there
is nothing to guess that a slow hash would protect.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from matcher.errors import TallymanError

_PREFIX = "tly"
_WINDOW_S = 60
_BUSY_S = 5.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, scopes TEXT NOT NULL,
    per_minute INTEGER, created_at TEXT NOT NULL, revoked_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS used (
    key TEXT PRIMARY KEY, minute INTEGER NOT NULL, requests INTEGER NOT NULL
) STRICT;
"""
_COUNT = """
INSERT INTO used VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET
    requests = CASE WHEN minute = excluded.minute THEN requests + 1 ELSE 1 END,
    minute = excluded.minute
RETURNING requests
"""
_COLUMNS = "id, name, scopes, per_minute, created_at, revoked_at"


class Scope(StrEnum):
    """What a key is good for."""

    MATCH = "match"  # screen: /match and /reconcile
    READ = "read"  # look at lists, parties and models
    ADMIN = "admin"  # everything, /metrics too


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key, without what is secret of it.

    Args:
        per_minute: Most requests a minute; None for any number.
        revoked_at: When it ceased to be good, UTC, ISO 8601; None if it is good.
    """

    id: str
    name: str
    scopes: frozenset[Scope]
    per_minute: int | None
    created_at: str
    revoked_at: str | None = None

    def may(self, scope: Scope) -> bool:
        """Whether the key is good for a scope."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


class UnknownKey(TallymanError):
    """No key has this id."""


class KeyStoreError(TallymanError):
    """The keys cannot be read or counted, so nobody can be let in."""


class KeyStore:
    """The keys of a home folder. Safe to share between threads; made anew in each process."""

    def __init__(self, home: Path) -> None:
        self._path = home / "keys.sqlite"
        self._local = threading.local()

    def has_keys(self) -> bool:
        """Whether a key was ever made: revoking the last one does not open the door."""
        if not self._path.exists():
            return False
        with self._connected() as connection:
            return connection.execute("SELECT 1 FROM keys LIMIT 1").fetchone() is not None

    def add(
        self, name: str, scopes: Iterable[Scope], *, per_minute: int | None = None
    ) -> tuple[Key, str]:
        """Make a key.

        Returns:
            The key and its token, which cannot be had again.
        """
        key_id = secrets.token_hex(4)
        token = f"{_PREFIX}_{key_id}_{secrets.token_urlsafe(32)}"
        key = Key(
            id=key_id,
            name=name,
            scopes=frozenset(scopes),
            per_minute=per_minute,
            created_at=_now(),
        )
        self._create()
        with self._connected() as connection:
            connection.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, NULL)",
                (key.id, name, _digest(token), _words(key.scopes), per_minute, key.created_at),
            )
        return key, token

    def keys(self) -> list[Key]:
        """Every key, the oldest first, revoked ones too."""
        if not self._path.exists():
            return []
        with self._connected() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY created_at, id")  # noqa: S608  # a constant
            return [_key(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """End a key at once, in every worker.

        Raises:
            UnknownKey: There is none of this id.
        """
        if self._path.exists():
            with self._connected() as connection:
                connection.execute(
                    "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
                    (_now(), key_id),
                )
        for key in self.keys():
            if key.id == key_id:
                return key
        raise UnknownKey(f"there is no key {key_id!r}")

    def find(self, token: str) -> Key | None:
        """The key of a token; None if there is none or it is revoked."""
        parts = token.split("_", 2)
        if len(parts) != 3 or not self._path.exists():
            return None
        with self._connected() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS}, digest FROM keys WHERE id = ?",  # noqa: S608  # a constant
                (parts[1],),
            ).fetchone()
        if row is None or not hmac.compare_digest(row[-1], _digest(token)):
            return None
        key = _key(row[:-1])
        return key if key.revoked_at is None else None

    def count(self, key: Key, *, now_s: float | None = None) -> float | None:
        """Count a request of a key, over all workers.

        Args:
            key: Whose request.
            now_s: Seconds since the epoch; None asks the clock.

        Returns:
            Seconds to wait if the key has had its requests of this minute; None if it may.
        """
        if key.per_minute is None:
            return None
        now_s = time.time() if now_s is None else now_s
        minute = int(now_s // _WINDOW_S)
        with self._connected() as connection:
            [requests] = connection.execute(_COUNT, (key.id, minute)).fetchone()
        return None if requests <= key.per_minute else (minute + 1) * _WINDOW_S - now_s

    def _create(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Its mode from the first moment on: nobody else reads even the digests.
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise KeyStoreError(f"{self._path} cannot be written: {error}") from error
        with self._connected() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; each statement is a transaction of its own."""
        try:
            connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
            if connection is None:
                connection = sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)
                connection.execute("PRAGMA journal_mode = WAL")
                # A count that a power cut forgets costs nothing; keys survive it in WAL.
                connection.execute("PRAGMA synchronous = NORMAL")
                self._local.connection = connection
            yield connection
        except sqlite3.Error as error:
            raise KeyStoreError(f"{self._path}: {error}") from error


def _key(row: tuple[str, str, str, int | None, str, str | None]) -> Key:
    key_id, name, scopes, per_minute, created_at, revoked_at = row
    return Key(
        id=key_id,
        name=name,
        scopes=frozenset(Scope(word) for word in scopes.split()),
        per_minute=per_minute,
        created_at=created_at,
        revoked_at=revoked_at,
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _words(scopes: Iterable[Scope]) -> str:
    return " ".join(sorted(scopes))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
