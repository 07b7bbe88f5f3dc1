"""Screen one party against the lists: the whole path on one page.

normalise the query → find candidates → compare each name → add the bits → keep the best
name of each entity → calibrate → decide → explain what is answered.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

from matcher.answer import Answer
from matcher.asked import NO_NAME, Asked, asked_names, has_more_readings
from matcher.comparison.addresses import MOST_ADDRESSES
from matcher.comparison.party import Context, make_context
from matcher.comparison.specification import compare_contexts
from matcher.completer import Completer
from matcher.contenders import Contender, ListedParties, first, floor_of
from matcher.families import Families
from matcher.index.candidates import find_beside
from matcher.index.searchers import make_searcher
from matcher.index.searching import NO_ROWS, Interest
from matcher.index.snapshot import Snapshot, open_current
from matcher.index.weighed import listed_names, weighed_names
from matcher.others import among
from matcher.pairs import put_together, rows_beside
from matcher.question import Question
from matcher.records import Cut, Filters, Query, Screening, is_other, kind_of
from matcher.scoring.cutoff import least_weight
from matcher.scoring.model import Model
from matcher.strongest import NO_CUTOFF, NOBODY, ROUNDING, Beside, strongest

_REMEMBERED_CUTOFFS = 64
_REMEMBERED_CONTEXTS = 5_000  # of listed parties, about 2 KB each
_REMEMBERED_PARTIES = 1_000  # about 5 KB each


def open_screener(home: Path, model: Model) -> "Screener":
    """Screen with a model against the snapshot that serves.

    Raises:
        NoSnapshot: Nothing was built yet.
        SnapshotError: It cannot be read.
    """
    return Screener(open_current(home), model)


class Screener:
    """One model on one snapshot. Safe to share between threads.

    Args:
        snapshot: To search.
        model: To score with.
    """

    def __init__(self, snapshot: Snapshot, model: Model) -> None:
        self.snapshot = snapshot
        self.model = model
        weighed = weighed_names(snapshot, model.knowledge.words)
        self._searcher = make_searcher(snapshot, model.weights, model.knowledge, weighed)
        # Remembered without `self`: a cycle would keep a replaced snapshot in memory until
        # the garbage collector comes by.
        name_of = listed_names(snapshot)
        self._completer = Completer(snapshot, name_of, model.knowledge.words)
        self._listed = ListedParties(
            model=model,
            align=self._searcher.align,
            name_of=name_of,
            party_of=lru_cache(maxsize=_REMEMBERED_PARTIES)(snapshot.listed),
            context_of=lru_cache(maxsize=_REMEMBERED_CONTEXTS)(snapshot.context),
        )
        self._families = Families(snapshot, self._listed, weighed, self._searcher)
        self._least_weight = lru_cache(maxsize=_REMEMBERED_CUTOFFS)(partial(_least_weight, model))

    def screen(self, query: Query, filters: Filters, dataset: str | None = None) -> Screening:
        """The listed parties that the query may be, best first.

        Args:
            query: What to look for.
            filters: Which listed parties may be answered, and how many.
            dataset: Key of the list to screen against; None for all.

        Raises:
            InvalidQuery: `changed_since` is neither a date nor a time.
        """
        question = self._question(query, filters, dataset)
        context, names, allowed = question.context, question.names, question.allowed
        candidates, beside, least = question.candidates, question.beside, question.least
        interest = Interest(
            question.least_of_names,
            beside.slack + ROUNDING,
            # All that reach a cutoff are counted.
            max(filters.limit, 1) if least == NO_CUTOFF else 0,
        )
        searched = [
            self._searcher.search(
                asked.name,
                question.rows_of(place),
                allowed,
                interest,
                asked.keys,
            )
            for place, (asked, _) in enumerate(names)
        ]
        pairs = put_together(searched, interest.least)
        found = NOBODY
        if not is_other(context.kind):
            count = self._families.organisations(pairs)
            found = strongest(pairs.searched, count, beside, limit=filters.limit, least=least)
        answer = Answer(
            self._listed,
            pairs,
            [(asked.name, text) for asked, text in names],
            context,
            self.model.score_at(filters.base_rate),
        )
        organisations = answer.contenders(found.scored)
        relatives = self._families.contenders(
            among(self.snapshot, pairs, context.kind),
            [text for _, text in names],
            context,
            filters,
            floor_of([one.score for one in organisations], filters.limit),
        )
        contenders: list[Contender] = [*organisations, *relatives.first]
        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        return Screening(
            hits=tuple(
                one.hit(threshold)
                for one in first(contenders, filters.limit, by_score=relatives.total > 0)
            ),
            total=found.total + relatives.total,
            scored=pairs.listed_names,
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
            base_rate=filters.base_rate or self.model.base_rate,
            cuts=tuple(
                sorted(
                    candidates.cuts
                    | question.rows.cuts
                    | pairs.searched.cuts
                    | _cuts(query, context, (asked for asked, _ in names))
                )
            ),
        )

    @property
    def compared_by(self) -> Literal["kernel", "python"]:
        """What compares names: the compiled kernel, or Python where there is none."""
        return self._searcher.compared_by

    def sieve(
        self, queries: Iterable[Query], filters: Filters, dataset: str | None = None
    ) -> list[bool]:
        """Which of many queries are worth a screening, for a fraction of what one costs.

        Args:
            queries: What to look for.
            filters: As for `screen`; without a cutoff there is nothing to pass over.
            dataset: As for `screen`.

        Returns:
            False only where `screen` answers nothing.
        """
        questions = [self._question(query, filters, dataset) for query in queries]
        sieved = [
            (place, asked.name, text, question.rows_of(number), question)
            for place, question in enumerate(questions)
            if question.is_by_name
            for number, (asked, text) in enumerate(question.names)
        ]
        found = [not question.is_by_name for question in questions]
        if sieved:
            places, names, texts, rows, asked = zip(*sieved, strict=True)
            leasts = [question.least_of_names for question in asked]
            kept = self._searcher.sieve(names, rows, leasts, asked[0].allowed)
            met = self._families.are_met_by(
                [left.others if left else NO_ROWS for left in kept],
                texts,
                [question.context for question in asked],
                filters,
            )
            for place, question, left, is_met in zip(places, asked, kept, met, strict=True):
                found[place] |= is_met or left is None or question.is_met_by(left.entities)
        return found

    def _question(self, query: Query, filters: Filters, dataset: str | None) -> Question:
        """A query made ready, with what is found by what stands beside its names."""
        kind = kind_of(query.schema)
        context = make_context(
            query.countries, query.addresses, query.identifiers, query.births, kind
        )
        texts = asked_names(query.names, kind)
        if not is_other(kind):
            texts |= self._completer.completed(texts)
        is_named = any(asked.name.tokens for asked in texts)
        allowed = self.snapshot.allowed(filters, dataset)
        candidates = find_beside(self.snapshot, context, allowed, beside_name=is_named)
        names = [(asked, texts.get(asked)) for asked in texts or (NO_NAME,)]
        return Question(
            context,
            names,
            is_named,
            allowed,
            candidates,
            rows_beside(self.snapshot, candidates.entities, len(names), is_named=is_named),
            self._beside(context, candidates.entities),
            self._least_weight(filters.base_rate, filters.cutoff),
        )

    def _beside(self, context: Context, found: Sequence[int]) -> Beside:
        knowledge = self.model.knowledge
        return Beside(
            context,
            lambda entity: compare_contexts(context, self._listed.context_of(entity), knowledge),
            self.model.weights,
            frozenset(found),
        )


def _cuts(query: Query, context: Context, names: Iterable[Asked]) -> frozenset[Cut]:
    """What of the query itself is passed over."""
    met = (
        (len(context.addresses) > MOST_ADDRESSES, Cut.MANY_ADDRESSES),
        (any(asked.is_cut for asked in names), Cut.LONG_NAME),
        (has_more_readings(query.names, context.kind), Cut.MANY_READINGS),
    )
    return frozenset(cut for is_met, cut in met if is_met)


def _least_weight(model: Model, base_rate: float | None, cutoff: float) -> float:
    return least_weight(model.score_at(base_rate), cutoff)
