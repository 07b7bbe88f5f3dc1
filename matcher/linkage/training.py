"""Estimate m and u with Splink."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from splink.internals.duckdb.database_api import DuckDBAPI
from splink.internals.linker import Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from matcher.comparison.levels import Comparison
from matcher.comparison.party import Knowledge
from matcher.comparison.specification import COMPARISONS
from matcher.linkage.functions import encode_side, register_functions, vector_function
from matcher.linkage.settings import LISTED_TABLE, PAIR, PARTY, QUERY_TABLE, splink_settings
from matcher.records import Side

_LOG_LEVEL = 40  # Splink explains what is untrained so far; that is by design here


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePair:
    """A pair to learn from or to score, and the key of the knowledge that compares it."""

    query: Side
    listed: Side
    knowledge_key: str = ""


Frequencies = Mapping[str, tuple[float, ...]]  # comparison -> share of pairs at each level


class Session:
    """Compares pairs for Splink and remembers what it compared.

    Each question gets a DuckDB of its own: Splink caches tables and SQL by name, and a
    second linker on the same database would silently reuse the first one's.
    """

    def __init__(self, knowledges: Mapping[str, Knowledge]) -> None:
        self._vector_of = vector_function(knowledges)

    def _database(self) -> DuckDBAPI:
        connection = duckdb.connect(":memory:")
        # One thread: the kernel holds Python's lock, and sums come in one order.
        connection.execute("SET threads TO 1")
        register_functions(connection, self._vector_of)
        return DuckDBAPI(connection=connection)

    def level_frequencies(self, pairs: Sequence[SidePair]) -> Frequencies:
        """Share of the pairs at each level, of those where the comparison speaks.

        Of pairs known to match it is m, of pairs known not to it is u: both are Splink's
        estimate from pairwise labels.
        """
        api = self._database()
        linker = Linker(
            _register_pairs(api, pairs),
            splink_settings(),
            log_level=_LOG_LEVEL,
            validate_settings=False,
        )
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
        return _trained(linker, COMPARISONS, "m_probability")

    def match_weights(self, pairs: Sequence[SidePair], settings: Mapping[str, Any]) -> list[float]:
        """Splink's own match weight of each pair, in bits: the reference for the scorer.

        Args:
            pairs: Compared as given, first query against first listed.
            settings: A trained model's (`Model.splink_settings`).
        """
        linker = Linker(
            _register_pairs(self._database(), pairs),
            dict(settings),
            log_level=_LOG_LEVEL,
            validate_settings=False,
        )
        predicted = linker.inference.predict(threshold_match_weight=None).as_record_list()
        weights = {row[f"{PAIR}_l"]: row["match_weight"] for row in predicted}
        return [weights[place] for place in range(len(pairs))]


def _register_pairs(api: DuckDBAPI, pairs: Sequence[SidePair]) -> list[SplinkDataFrame]:
    """Two tables whose rows of one `PAIR` belong together."""
    keys = [pair.knowledge_key for pair in pairs]
    return [
        api.register(
            pa.table(
                {
                    "unique_id": range(len(pairs)),
                    PAIR: range(len(pairs)),
                    PARTY: list(map(encode_side, sides, keys)),
                }
            ),
            dataset_display_name=table,
        )
        for table, sides in (
            (QUERY_TABLE, [pair.query for pair in pairs]),
            (LISTED_TABLE, [pair.listed for pair in pairs]),
        )
    ]


def _trained(linker: Linker, comparisons: Sequence[Comparison], key: str) -> Frequencies:
    """Read a linker's probabilities back, level 0 first; 0.0 for a level never observed."""
    model = linker.misc.save_model_to_json()
    found = {}
    for comparison, trained in zip(comparisons, model["comparisons"], strict=True):
        levels = [level for level in trained["comparison_levels"] if not level.get("is_null_level")]
        values = [level.get(key) for level in reversed(levels)]
        found[comparison.name] = tuple(v if isinstance(v, float) else 0.0 for v in values)
    return found
