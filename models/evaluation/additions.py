"""The self-test of recent additions: what was listed since a date must alert.

Each entry's primary name is screened as printed, and with one slip of each kind. A slip may
make a name generic or another company's; the name as printed must alert, and a run in which
one does not has failed.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matcher.index.snapshot import Snapshot
from matcher.records import Filters, Listed, Query
from matcher.screening import Screener
from models.evaluation.perturbation import perturbed

EXACT = "as printed"
_HITS = 50  # of one answer: namesakes may stand before the entry itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A name that did not alert on its entry.

    Args:
        score: That the entry was answered with; None if it was not answered.
    """

    entity_id: str
    listed_name: str
    asked: str
    variation: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """What recent additions scored.

    Args:
        since: ISO 8601; entries listed on that day or later were tested.
        entries: How many were, and of how many in all.
        undated: Entries of the snapshot whose lists do not say when they were listed.
        asked, alerted: Names by variation.
    """

    since: str
    entries: int
    recent: int
    undated: int
    asked: dict[str, int]
    alerted: dict[str, int]
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Whether every name as printed alerts."""
        return self.asked.get(EXACT, 0) == self.alerted.get(EXACT, 0)


def recent_additions(snapshot: Snapshot, since: str) -> tuple[list[Listed], int]:
    """Entries first listed since a date, and how many entries have no date."""
    recent, undated = [], 0
    for row in range(snapshot.entity_count):
        listed = snapshot.listed(row)
        if not listed.first_seen:
            undated += 1
        elif _is_since(listed.first_seen, since) and listed.aliases:
            recent.append(listed)
    return recent, undated


def _is_since(first_seen: str, since: str) -> bool:
    """A list that dates by the year or the month may mean any day of it."""
    day = first_seen[: len(since)]
    return day >= since[: len(day)]


def self_test(
    screener: Screener,
    since: str,
    *,
    most: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> SelfTest:
    """Screen recent additions.

    Args:
        screener: Snapshot and model.
        since: A date of ISO 8601.
        most: Entries tested, the newest first.
        seed: Of the slips.
        progress: Told how far it is.
    """
    recent, undated = recent_additions(screener.snapshot, since)
    newest = sorted(recent, key=lambda listed: (listed.first_seen or "", listed.id), reverse=True)
    tested = newest[:most]
    asked, alerted = Counter[str](), Counter[str]()
    misses = []
    for done, listed in enumerate(tested, start=1):
        for kind, text in _names(listed, seed):
            score = _score_of(screener, listed, text)
            asked[kind] += 1
            if score is not None and score >= screener.model.threshold:
                alerted[kind] += 1
            else:
                misses.append(
                    Miss(
                        entity_id=listed.id,
                        listed_name=listed.aliases[0].name,
                        asked=text,
                        variation=kind,
                        score=score,
                    )
                )
        progress(done, len(tested))
    return SelfTest(
        since=since,
        entries=len(tested),
        recent=len(recent),
        undated=undated,
        asked=dict(asked),
        alerted={kind: alerted[kind] for kind in asked},
        misses=tuple(misses),
    )


def _names(listed: Listed, seed: int) -> Iterator[tuple[str, str]]:
    name = listed.aliases[0].name
    yield EXACT, name
    yield from perturbed(name, seed).items()


def _score_of(screener: Screener, listed: Listed, name: str) -> float | None:
    query = Query(names=(name,), countries=listed.countries[:1])
    hits = screener.screen(query, Filters(limit=_HITS)).hits
    return next((hit.score for hit in hits if hit.listed.id == listed.id), None)
