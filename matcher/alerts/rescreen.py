"""Screen parties again, only against the listed parties that changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.alerts.store import Cleared
from matcher.records import Filters, Hit, Query
from matcher.screening import Screener


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A party that a changed listing hits.

    Args:
        party: Its key, in hex.
        change: `added` or `changed`: what became of the listed party.
    """

    party: str
    query: Query
    hit: Hit
    change: str


def rescreen(
    screener: Screener,
    parties: Iterable[tuple[str, Query]],
    changes: Mapping[str, str],
    cleared: Cleared,
    *,
    limit: int,
    screened: Callable[[int], None] = lambda _: None,
) -> Iterator[Alert]:
    """The alerts that changed listings give rise to; cleared ones are left out.

    Args:
        screener: With the snapshot that has the changes.
        parties: Key and query of each.
        changes: Id of each changed listed party -> what became of it (`changed_since`).
        cleared: What somebody looked at.
        limit: Most alerts of one party.
        screened: Told how many parties are done.
    """
    filters = Filters(
        limit=limit, cutoff=screener.model.threshold, only_entity_ids=frozenset(changes)
    )
    for done, (key, query) in enumerate(parties, start=1):
        for hit in screener.screen(query, filters).hits if changes else ():
            if not cleared.has(key, hit.listed):
                yield Alert(party=key, query=query, hit=hit, change=changes[hit.listed.id])
        screened(done)
