"""Estimate m and u of every comparison, each from the pairs that can teach it.

- Name comparisons: u from labelled look-alikes, by Splink; m is u times the likelihood ratio
  that one joint fit gives each level (`models.joint`). Two names drawn at random share
  nothing; what has to be told apart is what resembles.
- Address: u from look-alikes and from parties at one address, both of which share addresses
  far more often than two random parties do; m is u times the likelihood ratio that a level has
  where the names say as much. The aliases of one entry share its address and teach nothing;
  nor do matches that were found by their address.
- Country and identifiers: stated in the specification; labels are made with them.

That is the default. `Method` offers what Splink's books teach beside it: u from pairs drawn at
random, m from labels one comparison at a time, or by EM from pairs without a label
(docs/experiments.md has them side by side).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.levels import Comparison
from matcher.comparison.name import NAME_COMPARISONS
from matcher.comparison.specification import COMPARISONS, Vector
from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.functions import Record
from matcher.linkage.settings import Parameters, Probabilities
from matcher.linkage.training import Frequencies, RecordPair, Session
from matcher.records import Listed, Side
from models import ordinary
from models.checks import Finding, check_convergence, check_levels, is_silent
from models.folds import fold_of
from models.joint import fit_beside, fit_bits
from models.pairs import LabelledPair

_SMOOTHING = 1.0  # pairs added to each level, so that none is certain
_ACROSS_LISTS = "xlist_"
# In kinds of which the names are equal letter for letter: they tell nothing of other evidence.
EQUAL_NAMES = "samename"
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
_SEED = 2026
_RANDOM_PAIRS = 1_000_000
_EM_PAIRS = 100_000  # by each blocking rule
_EM_PRIOR = 0.3  # where EM starts from: about the share of matches among pairs that share a key
_EM_ITERATIONS = 100
_EM_CONVERGENCE = 0.001


class MSource(StrEnum):
    """Where m comes from."""

    JOINT = "joint"
    LABELS = "labels"
    EM = "em"


class USource(StrEnum):
    """Where u comes from."""

    LOOK_ALIKES = "look-alikes"
    SAMPLING = "sampling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How m and u are estimated; the default measures best."""

    m: MSource = MSource.JOINT
    u: USource = USource.LOOK_ALIKES

    def __str__(self) -> str:
        return f"m {self.m}, u {self.u}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Probabilities of every comparison, and what there is to know about them."""

    parameters: Parameters
    findings: tuple[Finding, ...]


def sample_u(names: Sequence[str], listed: Sequence[Listed], knowledge: Knowledge) -> Frequencies:
    """Estimate u from parties drawn at random: one side that asks, one that is listed.

    The side that asks are ordinary names, which have no address, and every other listed
    entry, so that no entry meets itself.

    Args:
        names: Ordinary company names.
        listed: Entries of the lists.
        knowledge: Of the words; no label enters.
    """
    asking = [Record(side=Side(name=name)) for name in names]
    asking += [record for entry in listed[::2] for record in _records(entry)]
    return Session(DuckDBEngine({"": knowledge})).random_frequencies(
        asking,
        [record for entry in listed[1::2] for record in _records(entry)],
        most_pairs=_RANDOM_PAIRS,
        seed=_SEED,
    )


def estimate(
    session: Session,
    teaching: Sequence[LabelledPair],
    vectors: Mapping[str, Vector],
    method: Method,
    *,
    blind: Knowledge,
    random_u: Frequencies | None = None,
) -> Estimate:
    """Probabilities of every comparison: m, and u.

    Args:
        session: Compares each pair with the knowledge of its left company's fold.
        teaching: Labelled pairs that may shape the model.
        vectors: Pair id -> comparison vector of the pair, of what its label was not made with.
        method: Where m and u come from.
        blind: Knowledge of words from these pairs alone, for EM.
        random_u: What `sample_u` found, where the method asks for it.

    Raises:
        TrainingError: The estimate would be wrong; it names the comparison and the level.
    """
    same = [pair for pair in teaching if pair.same]
    different = [pair for pair in teaching if not pair.same]
    u, drawn = (
        (random_u, _RANDOM_PAIRS)
        if random_u is not None
        else (session.level_frequencies([record_pair(pair) for pair in different]), len(different))
    )
    smooth_u = {name: _smoothed(shares, drawn) for name, shares in u.items()}
    findings: list[Finding] = []
    if method.m is MSource.EM:
        m, runs = Session(DuckDBEngine({"": blind})).maximise_expectation(
            [Record(side=_without_identifiers(pair.left, True)) for pair in teaching],
            [Record(side=_without_identifiers(pair.right, True)) for pair in teaching],
            smooth_u,
            prior=_EM_PRIOR,
            most_pairs=_EM_PAIRS,
            most_iterations=_EM_ITERATIONS,
            convergence=_EM_CONVERGENCE,
        )
        findings += check_convergence(runs)
    else:
        m = session.level_frequencies([record_pair(pair) for pair in same])
    parameters = {}
    for comparison in COMPARISONS:
        if judged := _judged(comparison):
            parameters[comparison.name] = judged
            continue
        counted = smooth_u[comparison.name]
        parameters[comparison.name] = Probabilities(
            m=counted if is_silent(comparison, m, u) else _smoothed(m[comparison.name], len(same)),
            u=counted,
        )
    if method.m is MSource.JOINT:
        bits = fit_bits(
            NAME_COMPARISONS,
            [vectors[pair.id] for pair in teaching],
            [pair.same for pair in teaching],
            [_WEIGHTS.get(pair.kind, 1.0) for pair in teaching],
        )
        for comparison, levels in zip(NAME_COMPARISONS, bits, strict=True):
            fitted = _with_ratios_up_to_a_constant if comparison.null_is_unknown else _with_ratios
            parameters[comparison.name] = fitted(parameters[comparison.name].u, levels)
        for place, comparison in enumerate(COMPARISONS):
            if comparison in NAME_COMPARISONS or _judged(comparison):
                continue
            known = _beside_names(place, teaching, vectors, bits)
            parameters[comparison.name] = _given_names(
                parameters[comparison.name], comparison, known
            )
    findings += check_levels([c for c in COMPARISONS if not _judged(c)], parameters, m, u)
    return Estimate(parameters=parameters, findings=tuple(findings))


def _beside_names(
    place: int,
    teaching: Sequence[LabelledPair],
    vectors: Mapping[str, Vector],
    bits: Sequence[Sequence[float]],
) -> list[tuple[int, float, bool]]:
    """Level of a comparison, bits of the names beside it, and label of each pair it speaks on."""
    found = []
    for pair in teaching:
        vector = vectors[pair.id]
        if (level := vector[place]) is not None and EQUAL_NAMES not in pair.kind:
            names = zip(vector, bits, strict=False)  # stops where the names end
            said = sum(levels[one] for one, levels in names if one is not None)
            found.append((level, said, pair.same))
    return found


def _given_names(
    counted: Probabilities, comparison: Comparison, known: Sequence[tuple[int, float, bool]]
) -> Probabilities:
    """Probabilities of a comparison beside the names.

    As counted where no pair of some label speaks on it.
    """
    levels, evidence, same = zip(*known, strict=True) if known else ((), (), ())
    if len(set(same)) < 2:
        return never_falling(counted)
    return _with_ratios_up_to_a_constant(counted.u, fit_beside(comparison, levels, evidence, same))


def _records(entry: Listed) -> list[Record]:
    return [
        Record(side=Side(name=alias.name, addresses=entry.addresses)) for alias in entry.aliases
    ]


def never_falling(counted: Probabilities) -> Probabilities:
    """The same, with levels pooled where one that agrees more would weigh less.

    Pooled levels share one ratio of m to u: pool adjacent violators (Ayer, Brunk, Ewing, Reid
    and Silverman 1955, Annals of Mathematical Statistics 26(4), 641-647).
    """
    blocks: list[tuple[float, float, tuple[float, ...]]] = []  # m and u in all, u of each level
    for m, u in zip(counted.m, counted.u, strict=True):
        block: tuple[float, float, tuple[float, ...]] = (m, u, (u,))
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            less = blocks.pop()
            block = (less[0] + block[0], less[1] + block[1], less[2] + block[2])
        blocks.append(block)
    return Probabilities(
        m=tuple(u * m_all / u_all for m_all, u_all, each in blocks for u in each), u=counted.u
    )


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


def record_pair(pair: LabelledPair) -> RecordPair:
    """A labelled pair as Splink compares it, without what its label was made with."""
    beside = not pair.same or (
        pair.kind.startswith(_ACROSS_LISTS) and _FOUND_BY_ADDRESS not in pair.kind
    )
    query, listed = (
        Record(
            side=_without_identifiers(side, beside),
            knowledge_key=str(fold_of(pair.left_cluster)),
        )
        for side in (pair.left, pair.right)
    )
    return RecordPair(query=query, listed=listed)


def _without_identifiers(side: Side, beside: bool) -> Side:
    return Side(name=side.name, addresses=side.addresses if beside else ())


def _judged(comparison: Comparison) -> Probabilities | None:
    """Probabilities that the specification states; None where it leaves them to be counted."""
    m = [level.m for level in comparison.levels if level.m is not None]
    u = [level.u for level in comparison.levels if level.u is not None]
    return Probabilities(m=_normalised(m), u=_normalised(u)) if m and u else None


def _smoothed(shares: Sequence[float], pairs: int) -> tuple[float, ...]:
    return _normalised([share * pairs + _SMOOTHING for share in shares])


def _normalised(values: Sequence[float]) -> tuple[float, ...]:
    total = sum(values)
    return tuple(value / total for value in values)
