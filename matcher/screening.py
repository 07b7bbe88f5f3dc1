"""Screen one party against the lists: the whole path on one page.

normalise the query → find candidates → compare each name → add the bits → keep the best
name of each entity → calibrate → decide → explain what is answered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from matcher.comparison.alignment import WeighedName
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, make_context, weigh_name
from matcher.comparison.specification import Vector, compare_contexts
from matcher.index.candidates import CandidateFinder, Candidates
from matcher.index.snapshot import Snapshot, open_current
from matcher.normalise.names import normalise_name
from matcher.records import Alias, Filters, Hit, Query, Screening
from matcher.scoring.explain import Compared, explain
from matcher.scoring.model import Model

_REMEMBERED_NAMES = 20_000  # listed names kept decoded and weighed, about 2 KB each
_MOST_QUERY_NAMES = 10  # names of one query that are compared
_MOST_NAMES_OF_ENTITY = 20  # of an entity that was found by address or identifier


@dataclass(frozen=True, slots=True)
class _QueryName:
    """A name of the query, as written and as compared."""

    text: str
    weighed: WeighedName | None


@dataclass(frozen=True, slots=True)
class _ListedName:
    """A listed name, decoded."""

    alias: Alias | None
    name: WeighedName | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """The best that one query name and one listed name of an entity made."""

    entity: int
    match_weight: float
    query: _QueryName | None
    listed: _ListedName
    vector: Vector


def open_screener(home: Path, model: Model) -> "Screener":
    """Screen with a model against the snapshot that serves.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: It cannot be read.
    """
    return Screener(open_current(home), model)


class Screener:
    """One model on one snapshot. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot, model: Model) -> None:
        self.snapshot = snapshot
        self.model = model
        self._finder = CandidateFinder(snapshot, model.knowledge.lexicon)
        self._listed_name = lru_cache(maxsize=_REMEMBERED_NAMES)(self._read_name)

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        """The listed parties that the query may be, best first.

        Args:
            query: What to look for.
            filters: Which listed parties may be answered, and how many.
            dataset: Key of the list to screen against; None for all.
        """
        context = make_context(query.countries, query.addresses, query.identifiers)
        texts = query.names[:_MOST_QUERY_NAMES]
        names = [normalise_name(text) for text in texts]
        candidates = self._finder.find(names, context, self.snapshot.allowed(filters, dataset))
        weighed = [
            _QueryName(text, weigh_name(name, self.model.knowledge))
            for text, name in zip(texts, names, strict=True)
        ]
        best: dict[int, _Scored] = {}
        compared = 0
        for scored in self._compare(weighed or [None], context, candidates):
            compared += 1
            rival = best.get(scored.entity)
            if rival is None or scored.match_weight > rival.match_weight:
                best[scored.entity] = scored
        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        ranked = sorted(best.values(), key=lambda scored: (-scored.match_weight, scored.entity))
        with_scores = [(scored, self.model.score(scored.match_weight)) for scored in ranked]
        reached = [(scored, score) for scored, score in with_scores if score >= filters.cutoff]
        return Screening(
            hits=tuple(
                self._hit(scored, context, score, threshold)
                for scored, score in reached[: filters.limit]
            ),
            total=len(reached),
            scored=compared,
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
        )

    def _compare(
        self, names: Sequence[_QueryName | None], context: Context, candidates: Candidates
    ) -> Iterator[_Scored]:
        """Score each query name against each candidate; what stands beside, once an entity."""
        beside: dict[int, Vector] = {}
        for entity, row in self._rows(candidates):
            if entity not in beside:
                beside[entity] = compare_contexts(
                    context, self.snapshot.context(entity), self.model.knowledge
                )
            listed = self._listed_name(row)
            for query in names:
                weighed = query.weighed if query else None
                levels, _ = compare_names(weighed, listed.name, self.model.knowledge.lexicon)
                vector = levels + beside[entity]
                weight = self.model.weights.match_weight(vector)
                yield _Scored(entity, weight, query, listed, vector)

    def _rows(self, candidates: Candidates) -> Iterator[tuple[int, int]]:
        """Entity row and alias row of every candidate, each alias row once."""
        rows = dict.fromkeys(candidates.alias_rows)
        for entity in candidates.entities:
            rows.update(dict.fromkeys(self.snapshot.alias_rows(entity)[:_MOST_NAMES_OF_ENTITY]))
        found = list(rows)
        entities = self.snapshot.entities_of(found).tolist() if found else []
        return zip(entities, found, strict=True)

    def _read_name(self, row: int) -> _ListedName:
        stored = self.snapshot.alias(row)
        name = weigh_name(stored.name, self.model.knowledge) if stored.name else None
        return _ListedName(stored.alias, name)

    def _hit(self, scored: _Scored, context: Context, score: float, threshold: float) -> Hit:
        query, listed = scored.query, scored.listed
        weighed = query.weighed if query else None
        _, alignment = compare_names(weighed, listed.name, self.model.knowledge.lexicon)
        matched_name = listed.alias.name if listed.alias else None
        return Hit(
            listed=self.snapshot.listed(scored.entity),
            matched_name=matched_name,
            match_weight=scored.match_weight,
            score=score,
            match=score >= threshold,
            evidence=explain(
                self.model,
                scored.vector,
                Compared(text=query.text if query else None, name=weighed, context=context),
                Compared(
                    text=matched_name,
                    name=listed.name,
                    context=self.snapshot.context(scored.entity),
                ),
                alignment,
            ),
        )
