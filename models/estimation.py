"""Estimate m and u of every comparison, each from the pairs that can teach it.

- Name comparisons: u from labelled look-alikes, by Splink; m is u times the likelihood ratio
  that one joint fit gives each level (`models.joint`). Two names drawn at random share
  nothing; what has to be told apart is what resembles.
- Address: m from matches across lists, u from look-alikes and from parties at one address,
  both of which share addresses far more often than two random parties do. The aliases of one
  entry share its address and teach nothing; nor do matches that were found by their address.
- Country and identifiers: stated in the specification; labels are made with them.
"""

from collections.abc import Mapping, Sequence

from matcher.comparison.name import NAME_COMPARISONS
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.linkage.settings import Parameters, Probabilities
from matcher.linkage.training import Session, SidePair
from matcher.records import Side
from models import ordinary
from models.folds import fold_of
from models.joint import fit_bits
from models.pairs import LabelledPair

_SMOOTHING = 1.0  # pairs added to each level, so that none is certain
_ACROSS_LISTS = "xlist_"
_FOUND_BY_ADDRESS = "sameaddr"  # in kinds that were labelled by the address itself
# Aliases of one entry are often another name altogether, which no comparison of names can
# match; counted in full, they teach that nothing in common is no evidence. Ordinary names
# trade false alerts for recall among look-alikes (docs/experiments.md).
_WEIGHTS = {
    "alias_aka": 0.5,
    "alias_fka": 0.2,
    "alias_weak": 0.2,
    "alias_acronym": 0.2,
    ordinary.KIND: 0.15,
}


def estimate(
    session: Session,
    teaching: Sequence[LabelledPair],
    vectors: Mapping[str, Vector],
) -> Parameters:
    """Probabilities of every comparison: m, and u.

    Args:
        session: Compares each pair with the knowledge of its left company's fold.
        teaching: Labelled pairs that may shape the model.
        vectors: Pair id -> comparison vector of the pair's names.
    """
    same = [pair for pair in teaching if pair.same]
    different = [pair for pair in teaching if not pair.same]
    m = session.level_frequencies([_side_pair(pair) for pair in same])
    u = session.level_frequencies([_side_pair(pair) for pair in different])
    parameters = {
        comparison.name: Probabilities(
            m=_judged([level.m for level in comparison.levels])
            or _smoothed(m[comparison.name], len(same)),
            u=_judged([level.u for level in comparison.levels])
            or _smoothed(u[comparison.name], len(different)),
        )
        for comparison in COMPARISONS
    }
    bits = fit_bits(
        NAME_COMPARISONS,
        [vectors[pair.id] for pair in teaching],
        [pair.same for pair in teaching],
        [_WEIGHTS.get(pair.kind, 1.0) for pair in teaching],
    )
    for comparison, levels in zip(NAME_COMPARISONS, bits, strict=True):
        fitted = _with_ratios_up_to_a_constant if comparison.null_is_unknown else _with_ratios
        parameters[comparison.name] = fitted(parameters[comparison.name].u, levels)
    return parameters


def _with_ratios_up_to_a_constant(u: Sequence[float], bits: Sequence[float]) -> Probabilities:
    """Probabilities with these likelihood ratios but for one factor, m and u each summing to one.

    A joint fit leaves each comparison's bits open by a constant. This one is Fellegi and
    Sunter's: a comparison that is silent, because a side is not known, is worth nothing.
    """
    return Probabilities(
        m=_normalised([chance * 2**level for chance, level in zip(u, bits, strict=True)]),
        u=tuple(u),
    )


def _with_ratios(u: Sequence[float], bits: Sequence[float]) -> Probabilities:
    """Probabilities with exactly these likelihood ratios, and u as counted up to a factor.

    The factor keeps m a probability: what is left to one is the null level's share.
    """
    m = [chance * 2**level for chance, level in zip(u, bits, strict=True)]
    factor = 1 / max(1.0, sum(m))
    return Probabilities(m=tuple(p * factor for p in m), u=tuple(p * factor for p in u))


def _side_pair(pair: LabelledPair) -> SidePair:
    beside = not pair.same or (
        pair.kind.startswith(_ACROSS_LISTS) and _FOUND_BY_ADDRESS not in pair.kind
    )
    return SidePair(
        query=_without_identifiers(pair.left, beside),
        listed=_without_identifiers(pair.right, beside),
        knowledge_key=str(fold_of(pair.left_cluster)),
    )


def _without_identifiers(side: Side, beside: bool) -> Side:
    return Side(name=side.name, addresses=side.addresses if beside else ())


def _judged(values: Sequence[float | None]) -> tuple[float, ...] | None:
    """Probabilities that the specification states; None where it leaves them to be counted."""
    stated = [value for value in values if value is not None]
    return _normalised(stated) if stated else None


def _smoothed(shares: Sequence[float], pairs: int) -> tuple[float, ...]:
    return _normalised([share * pairs + _SMOOTHING for share in shares])


def _normalised(values: Sequence[float]) -> tuple[float, ...]:
    total = sum(values)
    return tuple(value / total for value in values)
