"""Estimate m and u of every comparison with Splink, each from the pairs that can teach it.

- Name comparisons: m from labelled names of one company, u from labelled look-alikes. Two
  names drawn at random share nothing; what has to be told apart is what resembles.
- Country and address: u by random sampling of listed parties. m of the address from matches
  across lists; the aliases of one entry share its address and teach nothing.
- Identifiers: stated in the specification; labels are made with them.
"""

from collections.abc import Sequence

from matcher.comparison.levels import Population
from matcher.comparison.specification import COMPARISONS
from matcher.linkage.settings import Parameters, Probabilities
from matcher.linkage.training import Frequencies, Session, SidePair
from matcher.records import Listed, Side
from models.folds import fold_of
from models.pairs import LabelledPair

_SMOOTHING = 1.0  # pairs added to each level, so that none is certain
_CHANCE_RECORDS = 700  # their 245,000 pairs show the rarest level of the address
_ACROSS_LISTS = "xlist_"
_FOUND_BY_ADDRESS = "xlist_sameaddr"  # kinds that were labelled by the address itself


def sample_chance(session: Session, listed: Sequence[Listed], *, seed: int) -> Frequencies:
    """How often listed parties agree by chance on what stands beside their names."""
    step = max(1, len(listed) // _CHANCE_RECORDS)
    sides = [
        Side(
            name=None,
            countries=entry.countries,
            addresses=entry.addresses,
            identifiers=entry.identifiers,
        )
        for entry in listed[::step]
    ]
    return session.chance_frequencies(
        sides,
        [c for c in COMPARISONS if c.population is Population.RANDOM_RECORDS],
        max_pairs=float(len(sides) ** 2),
        seed=seed,
    )


def estimate(session: Session, teaching: Sequence[LabelledPair], chance: Frequencies) -> Parameters:
    """Probabilities of every comparison: m, and u.

    Args:
        session: Compares each pair with the knowledge of its left company's fold.
        teaching: Labelled pairs that may shape the model.
        chance: What `sample_chance` returned.
    """
    same = [pair for pair in teaching if pair.same]
    different = [pair for pair in teaching if not pair.same]
    m = session.level_frequencies([_side_pair(pair) for pair in same])
    u = session.level_frequencies([_side_pair(pair) for pair in different])
    return {
        comparison.name: Probabilities(
            m=_judged([level.m for level in comparison.levels])
            or _smoothed(m[comparison.name], len(same)),
            u=_judged([level.u for level in comparison.levels])
            or (
                _smoothed(chance[comparison.name], _CHANCE_RECORDS**2 // 2)
                if comparison.name in chance
                else _smoothed(u[comparison.name], len(different))
            ),
        )
        for comparison in COMPARISONS
    }


def _side_pair(pair: LabelledPair) -> SidePair:
    beside = pair.kind.startswith(_ACROSS_LISTS) and not pair.kind.startswith(_FOUND_BY_ADDRESS)
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
