"""Train a model: from labelled names, ordinary names and lists to weights, in one function.

1. Words: how rare each is, from ordinary company names and the lists.
2. Translations, and how words of other scripts are written down in Latin letters: learned
   from names of one company, once for each fold without that fold's companies, and once from
   all. Translations level the rarity of words across languages.
3. m and u (`models.estimation`): each pair is compared with the words and translations that
   have not seen its company.
4. Calibration and threshold: on cross-fitted evidence, weights and translations both without
   the pair's fold.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.comparison.context import CONTEXT_COMPARISONS
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.name import NAME_COMPARISONS, NO_NAME
from matcher.comparison.party import make_context, make_party
from matcher.comparison.specification import Vector, compare, compare_contexts
from matcher.errors import TrainingError
from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.settings import Parameters, splink_settings
from matcher.linkage.training import Session
from matcher.records import Listed
from matcher.scoring.calibration import Calibration
from matcher.scoring.weights import Weights, weights_of
from models.calibration import fit_calibration
from models.checks import Finding
from models.estimation import EQUAL_NAMES, Method, USource, estimate, record_pair, sample_u
from models.folds import FOLDS, fold_of
from models.knowledge import count_words, folds_of, learn_knowledge
from models.labels.records import REVIEWED
from models.ordinary import ordinary_pairs
from models.pairs import LabelledPair
from models.sounds import latin_letters
from models.variants import mistyped_pairs

# Share of matches among pairs alike enough to be looked at, for which `score` is stated.
BASE_RATE = 0.15
# Look-alikes teach u, so the prior is that of a pair that is alike already.
PRIOR = BASE_RATE
# The alert threshold is the score that this share of known cross-list matches reaches.
THRESHOLD_RECALL = 0.90
# Kinds of pairs that resemble what is screened: one company as two publishers write it.
# Aliases of one entry are stranger than that, and names that are equal letter for letter
# tell nothing: with them the calibration error is .036 instead of .011.
_CALIBRATING = "xlist_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A labelled pair with its cross-fitted evidence."""

    pair: LabelledPair
    evidence_bits: float  # of the names alone
    score: float  # by name alone
    score_with_context: float  # with countries and addresses


@dataclass(frozen=True, slots=True)
class FoldModel:
    """What was learned without the companies of one fold."""

    weights: Weights
    knowledge: Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What goes into a model directory, and what it can be judged by."""

    knowledge: Knowledge
    settings: Mapping[str, Any]  # Splink's
    calibration: Calibration
    threshold: float
    held_out: tuple[Scored, ...]  # every labelled pair, scored without its own fold
    fold_models: tuple[FoldModel, ...] = ()  # those that scored them
    method: Method = field(default_factory=Method)
    findings: tuple[Finding, ...] = ()


def train(
    labels: Sequence[LabelledPair],
    ordinary_names: Iterable[str],
    listed: Sequence[Listed],
    *,
    method: Method | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Train a model; the same input gives the same model.

    Args:
        labels: All labelled pairs; those that are not `trainable` are scored, never learned.
        ordinary_names: Company names that are on no list: for the rarity of words, and for
            what resembles a listed name by chance.
        listed: Entries of openly licensed lists.
        method: Where m and u come from; by default what measures best.
        progress: Told each step.

    Raises:
        TrainingError: There are no pairs of one of the labels to learn from, or the model
            would be wrong (`models.checks`).
    """
    method = method or Method()
    teaching = [pair for pair in labels if pair.trainable]
    for same in (True, False):
        if not any(pair.same is same for pair in teaching):
            raise TrainingError(f"no trainable pair has the label {int(same)}")
    if not any(pair.same and _is_calibrating(pair) for pair in teaching):
        raise TrainingError(
            f"no trainable pair of one company is of a kind {_CALIBRATING}...: the score is "
            "calibrated on companies as two lists write them"
        )
    if not any(not pair.same and _is_calibrating(pair) for pair in teaching):
        raise TrainingError(
            f"every trainable pair of two companies is of the kind {REVIEWED}: the score is "
            "calibrated on pairs that nobody chose because they are hard"
        )
    progress("counting words")
    names = list(ordinary_names)
    words, places = count_words(names, listed)
    progress("learning translations and sounds")
    knowledges = learn_knowledge(
        teaching, listed, labels, words, places, letters=latin_letters(names)
    )
    progress("comparing names")
    generated = [*ordinary_pairs(names, listed, knowledges[""].sounds), *mistyped_pairs(listed)]
    session = Session(DuckDBEngine(knowledges))
    pairs = [*labels, *generated]
    found = session.vectors([record_pair(pair) for pair in pairs])
    vectors = dict(zip([pair.id for pair in pairs], found, strict=True))
    lessons = [*teaching, *generated]
    random_u = None
    if method.u is USource.SAMPLING:
        progress("drawing pairs at random for u")
        random_u = sample_u(names, listed, knowledges[""])

    weights: list[Weights] = []
    for fold in range(FOLDS):
        progress(f"estimating m and u without fold {fold + 1} of {FOLDS}")
        rest = [pair for pair in lessons if fold not in folds_of(pair)]
        blind = knowledges[str(fold)]
        part = estimate(session, rest, vectors, method, blind=blind, random_u=random_u)
        weights.append(weights_of(_settings(part.parameters)))
    progress("estimating m and u")
    whole = estimate(session, lessons, vectors, method, blind=knowledges[""], random_u=random_u)

    evidence = {
        pair.id: weights[fold_of(pair.left_cluster)].evidence_bits(_names_alone(vectors[pair.id]))
        for pair in labels
    }
    with_context = {
        pair.id: evidence[pair.id]
        + context_bits(
            weights[fold_of(pair.left_cluster)], pair, knowledges[str(fold_of(pair.left_cluster))]
        )
        for pair in labels
    }
    # What is asked about has an address or not: the one map is fitted to both.
    judged = [pair for pair in teaching if _is_calibrating(pair)]
    calibration = fit_calibration(
        [bits[pair.id] for bits in (evidence, with_context) for pair in judged],
        [pair.same for pair in judged] * 2,
        base_rate=BASE_RATE,
    )
    held_out = tuple(
        Scored(
            pair=pair,
            evidence_bits=evidence[pair.id],
            score=calibration.score(evidence[pair.id]),
            score_with_context=calibration.score(with_context[pair.id]),
        )
        for pair in labels
    )
    return Trained(
        knowledge=knowledges[""],
        settings=_settings(whole.parameters),
        calibration=calibration,
        threshold=choose_threshold(held_out),
        held_out=held_out,
        fold_models=tuple(FoldModel(weights[fold], knowledges[str(fold)]) for fold in range(FOLDS)),
        method=method,
        findings=whole.findings,
    )


def compare_pair(pair: LabelledPair, knowledge: Knowledge) -> Vector:
    """Comparison vector of a labelled pair's names; what stands beside them is left out.

    Identifiers and addresses are how many of the pairs were labelled.
    """
    ours, theirs = (
        make_party(side.name, make_context((), (), ()), knowledge)
        for side in (pair.left, pair.right)
    )
    return compare(ours, theirs, knowledge)


def _names_alone(vector: Vector) -> Vector:
    """The vector of two parties of which nothing but the name is known."""
    return vector[: len(NAME_COMPARISONS)] + (None,) * len(CONTEXT_COMPARISONS)


def context_bits(weights: Weights, pair: LabelledPair, knowledge: Knowledge) -> float:
    """Bits of countries and addresses; of identifiers not, as they are where labels come from."""
    ours, theirs = (
        make_context(side.countries, side.addresses, ()) for side in (pair.left, pair.right)
    )
    levels = compare_contexts(ours, theirs, knowledge)
    return weights.evidence_bits((*NO_NAME, *levels))


def _is_calibrating(pair: LabelledPair) -> bool:
    """Whether it tells how often a pair that scores so is a match.

    One that a person brought in does not: a model was unsure of it, which is why it was chosen.
    """
    if not pair.same:
        return pair.kind != REVIEWED
    return pair.kind.startswith(_CALIBRATING) and EQUAL_NAMES not in pair.kind


def choose_threshold(held_out: Iterable[Scored]) -> float:
    """The score that `THRESHOLD_RECALL` of the matches across lists reach."""
    scores = sorted(
        scored.score
        for scored in held_out
        if scored.pair.trainable and scored.pair.same and scored.pair.kind.startswith(_CALIBRATING)
    )
    return round(scores[int(len(scores) * (1 - THRESHOLD_RECALL))], 4) if scores else 0.5


def _settings(parameters: Parameters) -> dict[str, Any]:
    return splink_settings(parameters=parameters, prior=PRIOR)
