"""Screen one party against the lists: the whole path on one page.

normalise the query → find candidates → compare each name → add the bits → keep the best
name of each entity → calibrate → decide → explain what is answered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from rapidfuzz import fuzz

from matcher.comparison.alignment import WeighedName
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, make_context, weigh_name
from matcher.comparison.specification import Vector, compare_contexts
from matcher.index.candidates import CandidateFinder, Candidates
from matcher.index.snapshot import Snapshot, open_current
from matcher.normalise.names import Name, normalise_name
from matcher.records import Alias, Filters, Hit, Query, Screening
from matcher.scoring.explain import Compared, explain
from matcher.scoring.model import Model

_REMEMBERED_NAMES = 20_000  # listed names kept decoded and weighed, about 2 KB each
_REMEMBERED_CONTEXTS = 5_000  # of listed parties, about 2 KB each
_MOST_NAMES_OF_ENTITY = 20  # of an entity that was found by address or identifier


@dataclass(frozen=True, slots=True)
class _QueryName:
    """A name of the query, as written and as compared; both None if there is none."""

    text: str | None
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
    query: _QueryName
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
        # Remembered without `self`: a cycle would keep a replaced snapshot in memory until
        # the garbage collector comes by.
        self._listed_name = lru_cache(maxsize=_REMEMBERED_NAMES)(
            partial(_read_name, snapshot, model)
        )
        self._context = lru_cache(maxsize=_REMEMBERED_CONTEXTS)(snapshot.context)

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        """The listed parties that the query may be, best first.

        Args:
            query: What to look for.
            filters: Which listed parties may be answered, and how many.
            dataset: Key of the list to screen against; None for all.

        Raises:
            InvalidQuery: `changed_since` is neither a date nor a time.
        """
        context = make_context(query.countries, query.addresses, query.identifiers)
        names = _normalise(query.names)
        candidates = self._finder.find(
            list(names), context, self.snapshot.allowed(filters, dataset)
        )
        weighed = [
            _QueryName(text, weigh_name(name, self.model.knowledge)) for name, text in names.items()
        ]
        pairs = self._pairs(weighed, candidates)
        best: dict[int, _Scored] = {}
        for scored in self._compare(pairs, context):
            rival = best.get(scored.entity)
            if (
                rival is None
                or scored.match_weight > rival.match_weight
                or (scored.match_weight == rival.match_weight and _alike(scored) > _alike(rival))
            ):
                best[scored.entity] = scored
        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        ranked = _ranked(best.values())
        with_scores = [(scored, self.model.score(scored.match_weight)) for scored in ranked]
        reached = [(scored, score) for scored, score in with_scores if score >= filters.cutoff]
        return Screening(
            hits=tuple(
                self._hit(scored, context, score, threshold)
                for scored, score in reached[: filters.limit]
            ),
            total=len(reached),
            scored=len(pairs),
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
        )

    def _pairs(
        self, names: Sequence[_QueryName], candidates: Candidates
    ) -> dict[int, list[_QueryName]]:
        """Alias row of every candidate -> the query's names to compare it with.

        A listed name is compared with the query names that found it, so that a query of
        fifty names costs fifty times one name; a party found by what stands beside, with
        all of them.
        """
        pairs: dict[int, list[_QueryName]] = {}
        for name, rows in zip(names, candidates.alias_rows, strict=True):
            for row in rows:
                pairs.setdefault(row, []).append(name)
        # Where the query has no name, one row of a party says as much as all of them.
        most = _MOST_NAMES_OF_ENTITY if any(name.weighed for name in names) else 1
        every = list(names) or [_QueryName(None, None)]
        for entity in candidates.entities:
            for row in self.snapshot.alias_rows(entity)[:most]:
                pairs[row] = every
        return pairs

    def _compare(
        self, pairs: Mapping[int, Sequence[_QueryName]], context: Context
    ) -> Iterator[_Scored]:
        """Score each pair of names; what stands beside them is compared once an entity."""
        beside: dict[int, Vector] = {}
        is_bare = context == Context()  # a name alone: nothing to decode the other side for
        entities = self.snapshot.entities_of(list(pairs)).tolist()
        for entity, (row, queries) in zip(entities, pairs.items(), strict=True):
            if entity not in beside:
                theirs = context if is_bare else self._context(entity)
                beside[entity] = compare_contexts(context, theirs, self.model.knowledge)
            listed = self._listed_name(row)
            for query in queries:
                levels, _ = compare_names(query.weighed, listed.name, self.model.knowledge.lexicon)
                vector = levels + beside[entity]
                weight = self.model.weights.match_weight(vector)
                yield _Scored(entity, weight, query, listed, vector)

    def _hit(self, scored: _Scored, context: Context, score: float, threshold: float) -> Hit:
        query, listed = scored.query, scored.listed
        _, alignment = compare_names(query.weighed, listed.name, self.model.knowledge.lexicon)
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
                Compared(text=query.text, name=query.weighed, context=context),
                Compared(
                    text=matched_name,
                    name=listed.name,
                    context=self._context(scored.entity),
                ),
                alignment,
            ),
        )


def _ranked(scored: Iterable[_Scored]) -> list[_Scored]:
    """Best first: by weight; of equal weights, as levels make them, the one spelled more alike."""
    found = list(scored)
    times = Counter(one.match_weight for one in found)
    return sorted(
        found,
        key=lambda one: (
            -one.match_weight,
            -_alike(one) if times[one.match_weight] > 1 else 0.0,
            one.entity,
        ),
    )


def _alike(scored: _Scored) -> float:
    """How alike the two names are spelled, 0 to 100."""
    query, listed = scored.query.weighed, scored.listed.name
    return fuzz.ratio(_spelled(query), _spelled(listed)) if query and listed else 0.0


def _spelled(name: WeighedName) -> str:
    """Every word of a name, bracketed ones too, and its legal forms."""
    return " ".join(sorted(word.text for word in name.words) + sorted(name.name.legal_forms))


def _normalise(texts: Sequence[str]) -> dict[Name, str]:
    """Each name to compare once, with the first way in which it was written.

    A name without a word (`Ltd.`) is not known, so it counts only where there is no other:
    beside others it would hide that those differ.
    """
    names: dict[Name, str] = {}
    for text in texts:
        names.setdefault(normalise_name(text), text)
    comparable = {name: text for name, text in names.items() if name.tokens}
    return comparable or dict(list(names.items())[:1])


def _read_name(snapshot: Snapshot, model: Model, row: int) -> _ListedName:
    stored = snapshot.alias(row)
    name = weigh_name(stored.name, model.knowledge) if stored.name else None
    return _ListedName(stored.alias, name)
