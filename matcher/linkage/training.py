"""Estimate m and u with Splink, on any engine; predict with it.

- `level_frequencies`: from pairs whose label is known (m of matches, u of others).
- `random_frequencies`: u from pairs drawn at random.
- `maximise_expectation`: m by EM, from pairs that share a key and have no label.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pyarrow as pa
from splink.internals.database_api import DatabaseAPI
from splink.internals.linker import Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from matcher.comparison.specification import COMPARISONS, Vector
from matcher.linkage.blocking import BLOCKING_RULES, BlockingRule, Keys, blocking_keys
from matcher.linkage.engines import Engine
from matcher.linkage.functions import Record
from matcher.linkage.settings import (
    LISTED_TABLE,
    PAIR,
    PARTY,
    QUERY_TABLE,
    splink_settings,
)

_LOG_LEVEL = 40  # Splink explains what is untrained so far; that is by design here

Frequencies = Mapping[str, tuple[float, ...]]  # comparison -> share of pairs at each level


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPair:
    """A pair to learn from or to score."""

    query: Record
    listed: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """How EM went on the pairs of one blocking rule.

    Args:
        rule: The rule's name.
        problem: Why there is no estimate by this rule, or why it is a doubtful one.
        is_estimate: Whether the rule contributed to m.
    """

    rule: str
    problem: str | None = None
    is_estimate: bool = False


class Session:
    """Asks Splink, on one engine, with a database of its own for each question."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def vectors(self, pairs: Sequence[RecordPair]) -> list[Vector]:
        """The comparison vector of each pair."""
        return [self._engine.vector(pair.query, pair.listed) for pair in pairs]

    def level_frequencies(self, pairs: Sequence[RecordPair]) -> Frequencies:
        """Share of the pairs at each level, of those where the comparison speaks.

        Of pairs known to match it is m, of pairs known not to it is u: both are Splink's
        estimate from pairwise labels. 0.0 for a level that no pair reached.
        """
        api = self._engine.database()
        linker = _linker(self._tables(api, *_sides(pairs)), splink_settings())
        labels = pa.table(
            {
                "source_dataset_l": [QUERY_TABLE] * len(pairs),
                "unique_id_l": range(len(pairs)),
                "source_dataset_r": [LISTED_TABLE] * len(pairs),
                "unique_id_r": range(len(pairs)),
            }
        )
        registered = api.register(labels)
        linker.training.estimate_m_from_pairwise_labels(registered)  # type: ignore[no-untyped-call]  # Splink leaves it untyped
        return _trained(linker, "m_probability")

    def random_frequencies(
        self, query: Sequence[Record], listed: Sequence[Record], *, most_pairs: int, seed: int
    ) -> Frequencies:
        """Share at each level of pairs drawn at random, which are taken for no matches: u.

        Args:
            query: One side of the pairs.
            listed: The other.
            most_pairs: About how many pairs are compared.
            seed: Chooses the parties; engines choose other ones.
        """
        linker = _linker(self._tables(self._engine.database(), query, listed), splink_settings())
        linker.training.estimate_u_using_random_sampling(
            max_pairs=most_pairs, seed=seed, min_count_per_level=None, num_chunks=1
        )
        return _trained(linker, "u_probability")

    def maximise_expectation(
        self,
        query: Sequence[Record],
        listed: Sequence[Record],
        u: Frequencies,
        *,
        prior: float,
        most_pairs: int,
        most_iterations: int,
        convergence: float,
        rules: Sequence[BlockingRule] = BLOCKING_RULES,
    ) -> tuple[Frequencies, tuple[Convergence, ...]]:
        """Estimate m by expectation maximisation; the median over the blocking rules.

        Args:
            query: One side of the pairs.
            listed: The other.
            u: Held fixed; above 0.0 for every level.
            prior: Share of matches among the pairs that EM starts from.
            most_pairs: About how many pairs each rule may produce.
            most_iterations: After which EM gives up.
            convergence: Largest change of a probability at which it is done.
            rules: One EM run for each.
        """
        keys = blocking_keys(
            [[record.side.name for record in table] for table in (query, listed)], rules
        )
        settings = splink_settings(u=u, prior=prior) | {
            "max_iterations": most_iterations,
            "em_convergence": convergence,
        }
        found, runs = [], []
        for rule in rules:
            ours, theirs = (set(table[rule]) - {None} for table in keys)
            if not ours & theirs:
                runs.append(Convergence(rule=rule.name, problem="no two parties share a key"))
                continue
            # A linker whose EM raised has lost its comparisons: one for each rule.
            linker = _linker(self._tables(self._engine.database(), query, listed, keys), settings)
            try:
                session = linker.training.estimate_parameters_using_expectation_maximisation(
                    rule.sql, estimate_without_term_frequencies=True, max_pairs=most_pairs
                )
            except ValueError as error:  # Splink's word for an m that fell to zero
                runs.append(Convergence(rule=rule.name, problem=f"EM degenerated: {error}"))
                continue
            found.append(_trained(linker, "m_probability"))
            history = session.m_u_values_interactive_history_chart().chart_data
            runs.append(_convergence(rule, history, convergence))
        return _medians(found), tuple(runs)

    def match_weights(
        self, pairs: Sequence[RecordPair], settings: Mapping[str, Any]
    ) -> list[float]:
        """Splink's own match weight of each pair, in bits: the reference for the scorer.

        Args:
            pairs: Compared as given, first query against first listed.
            settings: A trained model's (`Model.splink_settings`).
        """
        linker = _linker(self._tables(self._engine.database(), *_sides(pairs)), settings)
        predicted = linker.inference.predict(threshold_match_weight=None).as_dict()
        weights = dict(zip(predicted[f"{PAIR}_l"], predicted["match_weight"], strict=True))
        return [weights[place] for place in range(len(pairs))]

    def _tables(
        self,
        api: DatabaseAPI[Any],
        query: Sequence[Record],
        listed: Sequence[Record],
        keys: Sequence[Keys] = ({}, {}),
    ) -> list[SplinkDataFrame]:
        """The two tables of a linkage; rows of one `PAIR` are those that were given together."""
        return [
            api.register(
                pa.table(
                    {
                        "unique_id": range(len(records)),
                        PAIR: range(len(records)),
                        PARTY: self._engine.parties(records),
                        **{
                            rule.column: pa.array(values, pa.string())
                            for rule, values in columns.items()
                        },
                    }
                ),
                dataset_display_name=name,
            )
            for name, records, columns in zip(
                (QUERY_TABLE, LISTED_TABLE), (query, listed), keys, strict=True
            )
        ]


def _sides(pairs: Sequence[RecordPair]) -> tuple[list[Record], list[Record]]:
    return [pair.query for pair in pairs], [pair.listed for pair in pairs]


def _linker(tables: list[SplinkDataFrame], settings: Mapping[str, Any]) -> Linker:
    return Linker(tables, dict(settings), log_level=_LOG_LEVEL, validate_settings=False)


def _trained(linker: Linker, key: str) -> Frequencies:
    """Read a linker's probabilities back, level 0 first; 0.0 for a level never observed."""
    model = linker.misc.save_model_to_json()
    found = {}
    for comparison, trained in zip(COMPARISONS, model["comparisons"], strict=True):
        levels = [level for level in trained["comparison_levels"] if not level.get("is_null_level")]
        values = [level.get(key) for level in reversed(levels)]
        found[comparison.name] = tuple(v if isinstance(v, float) else 0.0 for v in values)
    return found


def _convergence(rule: BlockingRule, history: Sequence[Any], wanted: float) -> Convergence:
    """Read how far EM came from what Splink charts of it: each probability by iteration."""
    steps: dict[tuple[str, int], dict[int, float]] = {}
    for row in history:
        if isinstance(row.m_probability, float):
            place = (row.comparison_name, row.comparison_vector_value)
            steps.setdefault(place, {})[row.iteration] = row.m_probability
    last = max(row.iteration for row in history)
    change = max(
        (
            abs(values[last] - values[last - 1])
            for values in steps.values()
            if {last, last - 1} <= values.keys()
        ),
        default=0.0,
    )
    problem = f"a probability still moved by {change:.4f} in iteration {last}"
    return Convergence(
        rule=rule.name, problem=None if change < wanted else problem, is_estimate=True
    )


def _medians(found: Sequence[Frequencies]) -> Frequencies:
    """The median of each level over the estimates that observed it."""
    return {
        comparison.name: tuple(
            median([seen for seen in level if seen] or [0.0])
            for level in zip(*(m[comparison.name] for m in found), strict=True)
        )
        or (0.0,) * len(comparison.levels)
        for comparison in COMPARISONS
    }
