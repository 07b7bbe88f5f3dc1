"""What the candidates lose, and what each kind of key costs and brings.

Two questions. Of labelled matches whose listed name is in the snapshot: is that very name among
the candidates, and which kinds of key lead to it? And of everything that a full scan with the
same model would alert on: does the service answer it?
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from matcher.comparison.counterparts import Counterparts
from matcher.comparison.keys import exact_key, name_keys
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, make_context, weigh_name
from matcher.comparison.specification import compare_contexts
from matcher.index.searchers import make_searcher
from matcher.index.searching import EVERYTHING, NO_ROWS
from matcher.index.snapshot import Snapshot
from matcher.index.weighed import weighed_names
from matcher.normalise.names import normalise_name
from matcher.records import Filters, PartyKind, Query
from matcher.scoring.model import Model
from matcher.screening import Screener

KEY_KINDS = {
    "=": "whole name",
    "w": "word, initials or two words joined",
    "n": "word in its own script",
    "c": "consonants of a word",
    "g": "three letters",
}
_MOST_HITS = 10_000

Progress = Callable[[int, int], None]  # done, in all


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyKind:
    """One kind of key, over all queries.

    Args:
        keys: Looked up a query.
        rows: Listed names read a query.
        ms: Spent reading them, a query; of this machine.
        reached: Share of the matches that share a key of this kind.
        alone: Share that share no key of any other kind.
    """

    kind: str
    keys: float
    rows: float
    ms: float
    reached: float
    alone: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """Labelled matches against the candidates.

    Args:
        matches: Labelled matches whose listed name is in the snapshot.
        found: Share of which that name is a candidate.
        found_alerting: The same of those that score as an alert: recall that is truly lost.
        alerting: How many those are.
        candidates, most_candidates: Names compared a query: median and 95th percentile.
        names: Listed names in the snapshot.
    """

    matches: int
    found: float
    alerting: int
    found_alerting: float
    candidates: float
    most_candidates: float
    names: int
    kinds: tuple[KeyKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A full scan against what the service answers.

    Args:
        queries: Names asked.
        alerts: Listed parties that the scan alerts on, over all queries.
        answered: How many of them the service answers as alerts too.
        best: Queries for which the scan finds any alert.
        best_answered: For how many of them the service's best weighs as much.
        scan_ms, screen_ms: Median time of a query; of this machine.
        lost: Query and listed name of each alert that was not answered.
    """

    queries: int
    alerts: int
    answered: int
    best: int
    best_answered: int
    scan_ms: float
    screen_ms: float
    lost: tuple[tuple[str, str], ...]


def measure_blocking(
    snapshot: Snapshot,
    model: Model,
    matches: Sequence[tuple[str, str, bool]],
    *,
    progress: Progress = lambda _done, _total: None,
) -> Blocking | None:
    """Look for the listed name of each match among the candidates of its query name.

    Args:
        snapshot: Where candidates come from.
        model: Whose translations widen the keys.
        matches: Query name, listed name, and whether the pair scores as an alert.
        progress: Told how far it is.

    Returns:
        None if no listed name of the matches is in the snapshot.
    """
    name_of = weighed_names(snapshot, model.knowledge.words)
    searcher = make_searcher(snapshot, model.weights, model.knowledge, name_of)
    keys, read, reached, alone = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    seconds: dict[str, float] = dict.fromkeys(KEY_KINDS, 0.0)
    found = alerting = found_alerting = in_snapshot = 0
    compared = []
    for done, (query, listed, alerts) in enumerate(matches, start=1):
        progress(done, len(matches))
        name, target = normalise_name(query), normalise_name(listed)
        wanted = set(snapshot.names.rows(exact_key(target)).tolist()) if target.tokens else set()
        if not wanted or not name.tokens:
            continue
        in_snapshot += 1
        candidates = searcher.search(name, NO_ROWS, None, EVERYTHING).rows
        compared.append(len(candidates))
        is_found = not wanted.isdisjoint(candidates.tolist())
        found += is_found
        alerting += alerts
        found_alerting += alerts and is_found
        leading = set()
        for key in name_keys(name):
            kind = key[0]
            started = perf_counter()
            rows = snapshot.names.rows(key)
            seconds[kind] += perf_counter() - started
            keys[kind] += 1
            read[kind] += len(rows)
            if np.isin(list(wanted), rows).any():
                leading.add(kind)
        reached.update(leading)
        if len(leading) == 1:
            alone.update(leading)
    if not in_snapshot:
        return None
    return Blocking(
        matches=in_snapshot,
        found=found / in_snapshot,
        alerting=alerting,
        found_alerting=found_alerting / alerting if alerting else 1.0,
        candidates=float(np.median(compared)),
        most_candidates=float(np.quantile(compared, 0.95)),
        names=snapshot.name_count,
        kinds=tuple(
            KeyKind(
                kind=label,
                keys=keys[kind] / in_snapshot,
                rows=read[kind] / in_snapshot,
                ms=1000 * seconds[kind] / in_snapshot,
                reached=reached[kind] / in_snapshot,
                alone=alone[kind] / in_snapshot,
            )
            for kind, label in KEY_KINDS.items()
        ),
    )


def measure_scan(
    screener: Screener,
    queries: Sequence[Query],
    *,
    progress: Progress = lambda _done, _total: None,
) -> Scan:
    """Compare each query with every listed name, and with what the service answers.

    Args:
        screener: Snapshot and model.
        queries: Each of one name, with or without what stands beside it.
        progress: Told how far it is.
    """
    listed = _Listed(screener.snapshot, screener.model)
    alerts = answered = best = best_answered = 0
    scan_s, screen_s, lost = [], [], []
    for done, query in enumerate(queries, start=1):
        started = perf_counter()
        due = listed.alerts(query)
        scan_s.append(perf_counter() - started)
        started = perf_counter()
        only_alerts = Filters(
            limit=_MOST_HITS,
            cutoff=screener.model.threshold,
            exclude_schemata=frozenset(("Person", "Vessel")),
        )
        hits = screener.screen(query, only_alerts).hits
        screen_s.append(perf_counter() - started)
        served = {hit.listed.id: hit.match_weight for hit in hits}
        alerts += len(due)
        answered += len(due.keys() & served.keys())
        lost += [
            (query.names[0], screener.snapshot.entity(key).caption) for key in due.keys() - served
        ]
        if due:
            best += 1
            best_answered += max(served.values(), default=-np.inf) >= max(due.values()) - 1e-9
        progress(done, len(queries))
    return Scan(
        queries=len(queries),
        alerts=alerts,
        answered=answered,
        best=best,
        best_answered=best_answered,
        scan_ms=1000 * float(np.median(scan_s)) if scan_s else 0.0,
        screen_ms=1000 * float(np.median(screen_s)) if screen_s else 0.0,
        lost=tuple(sorted(lost)),
    )


class _Listed:
    """Every listed name of a snapshot, weighed once; those of persons and vessels are left out.

    They go through comparisons of their own, which no full scan measures yet.
    """

    def __init__(self, snapshot: Snapshot, model: Model) -> None:
        self._snapshot, self._model = snapshot, model
        # Read as a query is, not as the index stores it: what storing loses is a loss too.
        entities = snapshot.entities_of(np.arange(snapshot.name_count))
        rows = np.flatnonzero(snapshot.kinds[entities] < PartyKind.PERSON)
        stored = (snapshot.alias(row).alias for row in rows.tolist())
        self._names = [
            weigh_name(normalise_name(alias.name), model.knowledge) if alias else None
            for alias in stored
        ]
        self._entities: list[int] = entities[rows].tolist()

    def alerts(self, query: Query) -> dict[str, float]:
        """Id of each listed party that alerts on a query of one name, and its match weight."""
        model, snapshot = self._model, self._snapshot
        context = make_context(query.countries, query.addresses, query.identifiers)
        is_bare = context == Context()
        nothing = compare_contexts(context, context, model.knowledge)
        ours = weigh_name(normalise_name(query.names[0]), model.knowledge)
        counterparts = Counterparts(ours, model.knowledge) if ours else None
        weights: dict[int, float] = {}
        last, beside = -1, nothing
        for entity, theirs in zip(self._entities, self._names, strict=True):
            if entity != last and not is_bare:
                last = entity
                beside = compare_contexts(context, snapshot.context(entity), model.knowledge)
            levels, _ = compare_names(ours, theirs, model.knowledge, counterparts)
            weight = model.weights.match_weight(levels + beside)
            if weight > weights.get(entity, -np.inf):
                weights[entity] = weight
        return {
            snapshot.listed(entity).id: weight
            for entity, weight in weights.items()
            if model.score(weight) >= model.threshold
        }
