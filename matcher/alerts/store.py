"""Decisions on alerts, and the parties that are screened again: one SQLite file of the home folder.

An alert is a party, a listed party and what its listing says. Decisions are only ever
added; the last one on a party and a listed party counts, and only while the listing is the
one that was decided on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import itemgetter
from pathlib import Path

from matcher.alerts.listing import listing_digest
from matcher.bulk.parties import decode_query, key_of
from matcher.databases import transaction
from matcher.records import Listed, Query

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY, party TEXT NOT NULL, entity TEXT NOT NULL, listing TEXT NOT NULL,
    verdict TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS by_party ON decisions (party);
CREATE TABLE IF NOT EXISTS parties (
    key TEXT PRIMARY KEY, query BLOB NOT NULL, added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


class Verdict(StrEnum):
    """What is decided on an alert."""

    CLEAR = "clear"  # it is somebody else
    REOPEN = "reopen"  # it is to be looked at again


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided on an alert.

    Args:
        party: Key of the party, in hex.
        entity: Id of the listed party, at the time.
        listing: `listing_digest` of it, at the time.
        decided_at: UTC, ISO 8601.
    """

    party: str
    entity: str
    listing: str
    verdict: Verdict
    who: str
    why: str
    decided_at: str


class AlertStore:
    """The alerts of a home folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "alerts.sqlite"

    def decide(
        self,
        party: str,
        listed: Listed,
        verdict: Verdict,
        *,
        who: str,
        why: str,
        now: datetime | None = None,
    ) -> Decision:
        """Write down what was decided on an alert.

        Raises:
            StoreError: It cannot be written.
        """
        found = Decision(
            party=party,
            entity=listed.id,
            listing=listing_digest(listed),
            verdict=verdict,
            who=who,
            why=why,
            decided_at=_moment(now),
        )
        with transaction(self._path, _SCHEMA) as connection:
            connection.execute(
                "INSERT INTO decisions (party, entity, listing, verdict, who, why, decided_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    found.party,
                    found.entity,
                    found.listing,
                    verdict.value,
                    who,
                    why,
                    found.decided_at,
                ),
            )
        return found

    def history(self, party: str | None = None) -> tuple[Decision, ...]:
        """Every decision, the oldest first; of one party, or of all.

        Raises:
            StoreError: It cannot be read.
        """
        if not self._path.exists():
            return ()
        with transaction(self._path, _SCHEMA) as connection:
            rows = connection.execute(
                "SELECT party, entity, listing, verdict, who, why, decided_at FROM decisions"
                " WHERE ? IS NULL OR party = ? ORDER BY number",
                (party, party),
            ).fetchall()
        names = ("party", "entity", "listing", "verdict", "who", "why", "decided_at")
        return tuple(
            Decision(**dict(zip(names, row, strict=True)) | {"verdict": Verdict(row[3])})
            for row in rows
        )

    def cleared(self) -> "Cleared":
        """The alerts that are cleared now.

        Raises:
            StoreError: It cannot be read.
        """
        return Cleared(self.history())

    def remember(self, queries: Iterable[bytes], *, now: datetime | None = None) -> int:
        """Keep parties, as `encode_query` wrote them, to screen them again.

        Returns:
            How many were not known.

        Raises:
            StoreError: They cannot be written.
        """
        moment = _moment(now)
        rows = [(key_of(query).hex(), query, moment) for query in queries]
        with transaction(self._path, _SCHEMA) as connection:
            before = connection.total_changes
            connection.executemany("INSERT OR IGNORE INTO parties VALUES (?, ?, ?)", rows)
            return connection.total_changes - before

    def parties(self) -> Iterator[tuple[str, Query]]:
        """The parties that are kept, by key.

        Raises:
            StoreError: They cannot be read.
        """
        if not self._path.exists():
            return
        with transaction(self._path, _SCHEMA) as connection:
            for key, query in connection.execute("SELECT key, query FROM parties ORDER BY key"):
                yield key, decode_query(query)


class Cleared:
    """Which alerts are cleared, by decisions in their order."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        # With its place: a clock that moved back does not make an older word the last one.
        self._last: Mapping[tuple[str, str], tuple[int, Decision]] = {
            (found.party, found.entity): (place, found) for place, found in enumerate(decisions)
        }

    def has(self, party: str, listed: Listed) -> bool:
        """Whether somebody cleared the alert of a party on what the lists say of another now.

        What was decided on an id that has been merged since is heeded under the new one, as
        long as it is the last word; but a listing that another one joined is another listing.
        """
        found = [
            self._last[party, entity_id]
            for entity_id in (listed.id, *listed.referents)
            if (party, entity_id) in self._last
        ]
        if not found:
            return False
        _, last = max(found, key=itemgetter(0))
        return last.verdict is Verdict.CLEAR and last.listing == listing_digest(listed)


def _moment(now: datetime | None) -> str:
    return (now or datetime.now(UTC)).isoformat(timespec="microseconds")
