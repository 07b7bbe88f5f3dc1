"""What people decided of merges: which entries are one party, and which are not, for good.

One SQLite file under the home folder. Nothing in it is changed or removed: a decision that
is taken back is another row, and the last row of a pair is the one that counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from matcher.canonical.merges import Decisions
from matcher.databases import transaction

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY, first TEXT NOT NULL, second TEXT NOT NULL,
    verdict TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, decided_at TEXT NOT NULL,
    CHECK (first < second)
) STRICT
"""


class Verdict(StrEnum):
    """What is decided of two entries."""

    JOIN = "join"  # they are one party
    SPLIT = "split"  # they are two
    RULES = "rules"  # the rules decide again


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided of two entries.

    Args:
        first: Id of an entry, as its list gives it; less than `second`.
        second: Id of the other.
        decided_at: UTC, ISO 8601.
    """

    first: str
    second: str
    verdict: Verdict
    who: str
    why: str
    decided_at: str


class DecisionStore:
    """The decisions of a home folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "merges.sqlite"

    def decide(
        self,
        one: str,
        other: str,
        verdict: Verdict,
        *,
        who: str,
        why: str,
        now: datetime | None = None,
    ) -> Decision:
        """Write down what was decided of two entries; the next build heeds it.

        Raises:
            ValueError: Both are the same entry.
            StoreError: It cannot be written.
        """
        if one == other:
            raise ValueError(f"{one} and {other} are one entry")
        first, second = sorted((one, other))
        moment = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        with transaction(self._path, _SCHEMA) as connection:
            connection.execute(
                "INSERT INTO decisions (first, second, verdict, who, why, decided_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (first, second, verdict.value, who, why, moment),
            )
        return Decision(
            first=first, second=second, verdict=verdict, who=who, why=why, decided_at=moment
        )

    def history(self) -> tuple[Decision, ...]:
        """Every decision, the oldest first.

        Raises:
            StoreError: It cannot be read.
        """
        if not self._path.exists():
            return ()
        with transaction(self._path, _SCHEMA) as connection:
            rows = connection.execute(
                "SELECT first, second, verdict, who, why, decided_at FROM decisions ORDER BY number"
            ).fetchall()
        return tuple(
            Decision(
                first=first,
                second=second,
                verdict=Verdict(verdict),
                who=who,
                why=why,
                decided_at=decided_at,
            )
            for first, second, verdict, who, why, decided_at in rows
        )

    def decisions(self) -> Decisions:
        """What counts now.

        Raises:
            StoreError: It cannot be read.
        """
        last = {frozenset((one.first, one.second)): one.verdict for one in self.history()}
        return Decisions(
            joined=frozenset(pair for pair, verdict in last.items() if verdict is Verdict.JOIN),
            split=frozenset(pair for pair, verdict in last.items() if verdict is Verdict.SPLIT),
        )
