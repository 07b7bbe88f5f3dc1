"""Splink's settings, made from the specification of the comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.comparison.levels import Comparison
from matcher.comparison.specification import COMPARISONS
from matcher.linkage.functions import NULL_LEVEL, function_name

PARTY = "party"  # the column that holds a party
PAIR = "pair_id"  # the column that two sides of a supplied pair share
QUERY_TABLE = "a_query"  # Splink orders the sides by the alphabet
LISTED_TABLE = "b_listed"


@dataclass(frozen=True, slots=True)
class Probabilities:
    """m and u of each level of one comparison, level 0 first; each sums to one."""

    m: tuple[float, ...]
    u: tuple[float, ...]


Parameters = Mapping[str, Probabilities]


def splink_settings(
    comparisons: Sequence[Comparison] = COMPARISONS,
    *,
    parameters: Parameters | None = None,
    u: Mapping[str, Sequence[float]] | None = None,
    prior: float = 0.0001,
    link_type: str = "link_only",
) -> dict[str, Any]:
    """A settings dictionary that Splink accepts.

    Args:
        comparisons: Which comparisons, in the order in which weights are summed.
        parameters: Trained probabilities by comparison; None before training.
        u: Where u alone is known, level 0 first.
        prior: Probability that two parties of a pair are one company.
        link_type: Splink's.
    """
    return {
        "link_type": link_type,
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "probability_two_random_records_match": prior,
        "blocking_rules_to_generate_predictions": [f"l.{PAIR} = r.{PAIR}"],
        "comparisons": [
            _comparison(
                comparison,
                m=parameters[comparison.name].m if parameters else None,
                u=parameters[comparison.name].u if parameters else (u or {}).get(comparison.name),
            )
            for comparison in comparisons
        ],
        "additional_columns_to_retain": [PAIR],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def conditions(comparison: Comparison) -> list[str]:
    """The SQL condition of each level, in Splink's order: null, highest, ..., ELSE."""
    call = f"{function_name(comparison)}({PARTY}_l, {PARTY}_r)"
    above = [f"{call} = {level}" for level in range(len(comparison.levels) - 1, 0, -1)]
    return [f"{call} = {NULL_LEVEL}", *above, "ELSE"]


def _comparison(
    comparison: Comparison, m: Sequence[float] | None, u: Sequence[float] | None
) -> dict[str, Any]:
    null, *rest = conditions(comparison)
    levels: list[dict[str, Any]] = [
        {"sql_condition": null, "label_for_charts": comparison.null_label, "is_null_level": True}
    ]
    for place, condition in zip(range(len(comparison.levels) - 1, -1, -1), rest, strict=True):
        level: dict[str, Any] = {
            "sql_condition": condition,
            "label_for_charts": comparison.levels[place].label,
        }
        if m:
            level["m_probability"] = m[place]
        if u:
            level["u_probability"] = u[place]
        levels.append(level)
    return {"output_column_name": comparison.name, "comparison_levels": levels}
