"""What each mechanism adds: the same pairs with one comparison silenced, or without translations.

Nothing is fitted anew, so a figure says what the trained model draws from a mechanism, not what
a model without it could make up for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from matcher.comparison.lexicon import Lexicon
from matcher.comparison.name import NAME_COMPARISONS
from matcher.scoring.weights import Weights
from models.folds import fold_of
from models.metrics import GROUPS, Ranking
from models.pairs import LabelledPair
from models.training import FoldModel, Trained, compare_pair

GROUP_NAMES = tuple(GROUPS)


def ablation(
    trained: Trained, labels: Sequence[LabelledPair]
) -> Iterator[tuple[str, dict[str, tuple[float, float]]]]:
    """Mechanism by mechanism: AUC and recall at 1% false positives of each group, by name."""
    measured = {kind for same, different in GROUPS.values() for kind in (*same, *different)}
    pairs = [pair for pair in labels if pair.kind in measured]
    models = [trained.fold_models[fold_of(pair.left_cluster)] for pair in pairs]
    vectors = [
        compare_pair(pair, model.knowledge) for pair, model in zip(pairs, models, strict=True)
    ]

    def bits(silent: int | None) -> Iterator[float]:
        weights = [_silenced(model.weights, silent) for model in trained.fold_models]
        for pair, vector in zip(pairs, vectors, strict=True):
            yield weights[fold_of(pair.left_cluster)].evidence_bits(vector)

    yield "everything", _figures(pairs, bits(None))
    for place, comparison in enumerate(NAME_COMPARISONS):
        yield f"without {comparison.name}", _figures(pairs, bits(place))
    yield "without translations", _figures(pairs, _untranslated(pairs, models))


def _untranslated(pairs: Sequence[LabelledPair], models: Sequence[FoldModel]) -> Iterator[float]:
    for pair, model in zip(pairs, models, strict=True):
        knowledge = replace(model.knowledge, lexicon=Lexicon({}))
        yield model.weights.evidence_bits(compare_pair(pair, knowledge))


def _silenced(weights: Weights, silent: int | None) -> Weights:
    return Weights(
        weights.prior_bits,
        tuple(
            tuple(0.0 for _ in levels) if place == silent else levels
            for place, levels in enumerate(weights.bits)
        ),
    )


def _figures(
    pairs: Sequence[LabelledPair], bits: Iterable[float]
) -> dict[str, tuple[float, float]]:
    scored = list(zip(pairs, bits, strict=True))
    table = {}
    for group, (same, different) in GROUPS.items():
        members = [(pair, score) for pair, score in scored if pair.kind in (*same, *different)]
        if {pair.kind in same for pair, _ in members} == {True, False}:
            ranking = Ranking(
                [score for _, score in members], [pair.kind in same for pair, _ in members]
            )
            area, recall = ranking.figures((0.01,)).tolist()
            table[group] = (area, recall)
    return table
