"""Screen one party against the lists: the whole path on one page.

normalise the query → find candidates → compare each name → add the bits → keep the best
name of each entity → calibrate → decide → explain what is answered.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from matcher.answer import Answer, ListedParties
from matcher.comparison.context import MOST_ADDRESSES
from matcher.comparison.party import Context, make_context
from matcher.comparison.specification import compare_contexts
from matcher.index.candidates import CandidateFinder
from matcher.index.snapshot import Snapshot, open_current
from matcher.index.weighed import weighed_names
from matcher.kernel.asking import NO_NAME, Asker
from matcher.kernel.comparer import make_comparer
from matcher.normalise.names import Name, normalise_name
from matcher.pairs import compare_pairs, rows_to_compare
from matcher.records import Cut, Filters, Query, Screening
from matcher.scoring.model import Model
from matcher.strongest import Beside, strongest

_REMEMBERED_CONTEXTS = 5_000  # of listed parties, about 2 KB each


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
        asker = Asker(model.knowledge)
        self._finder = CandidateFinder(snapshot, asker)
        name_of = weighed_names(snapshot, model.knowledge.words)
        # Remembered without `self`: a cycle would keep a replaced snapshot in memory until
        # the garbage collector comes by.
        context_of = lru_cache(maxsize=_REMEMBERED_CONTEXTS)(snapshot.context)
        self._comparer = make_comparer(
            asker, snapshot.packed_names, model.weights, lambda row: name_of(row).name
        )
        self._listed = ListedParties(snapshot, model, name_of, context_of)

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
        texts = _normalise(query.names)
        candidates = self._finder.find(
            list(texts), context, self.snapshot.allowed(filters, dataset)
        )
        cuts = set(candidates.cuts)
        if len(context.addresses) > MOST_ADDRESSES:
            cuts.add(Cut.MANY_ADDRESSES)
        rows = rows_to_compare(max(1, len(texts)), candidates, self.snapshot, cuts)
        pairs = compare_pairs(candidates.asked or (NO_NAME,), rows, self.snapshot, self._comparer)
        score_of = self.model.score_at(filters.base_rate)
        found = strongest(
            pairs,
            self._beside(context, candidates.entities),
            limit=filters.limit,
            reaches=_reaching(score_of, filters.cutoff),
        )
        threshold = self.model.threshold if filters.threshold is None else filters.threshold
        answer = Answer(self._listed, pairs, texts, context)
        return Screening(
            hits=answer.hits(found.scored, filters.limit, score_of, threshold),
            total=found.total,
            scored=pairs.listed_names,
            threshold=threshold,
            model_id=self.model.id,
            snapshot_id=self.snapshot.id,
            base_rate=filters.base_rate or self.model.base_rate,
            cuts=tuple(sorted(cuts)),
        )

    def _beside(self, context: Context, found: Sequence[int]) -> Beside:
        knowledge = self.model.knowledge
        return Beside(
            context,
            lambda entity: compare_contexts(context, self._listed.context_of(entity), knowledge),
            self.model.weights,
            frozenset(found),
        )


def _reaching(score_of: Callable[[float], float], cutoff: float) -> Callable[[float], bool] | None:
    """Whether a match weight has a score of the cutoff; None where every score has."""
    return None if cutoff <= 0.0 else lambda match_weight: score_of(match_weight) >= cutoff


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
