"""Parity of the online scorer with Splink on DuckDB and on Spark, on real pairs.

    python -m tests.bench.parity --labels PAIRS.csv.gz --names NAMES.csv.gz --list LIST.ftm.json.gz

The pairs are all labelled ones, with everything known of both sides, and ordinary names beside
listed names that share a rare word: `--pairs` in all. Prints the largest difference of
any two match weights, in bits, and what each engine took.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from matcher.comparison.keys import name_keys
from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.engines import Engine
from matcher.linkage.functions import Record
from matcher.linkage.spark_engine import SparkEngine
from matcher.linkage.spark_session import open_spark
from matcher.linkage.training import RecordPair, Session
from matcher.lists.reading import read
from matcher.normalise.names import normalise_name
from matcher.records import Side
from models.pairs import read_labels, read_names
from models.registry import shipped_model
from models.scoring import match_weight

_ROOT = Path(__file__).parents[2]
_WORD = "w"  # the kind of key
_LISTED_EACH = 3


def main() -> None:
    """Score the same pairs three times and print the differences."""
    options = _options()
    model = shipped_model()
    pairs = list(_pairs(options))
    started = time.perf_counter()
    online = [match_weight(model, pair.query.side, pair.listed.side) for pair in pairs]
    print(f"{len(pairs):,} pairs, {len(set(online)):,} different match weights")
    print(f"online{time.perf_counter() - started:13.1f} s")
    knowledges = {"": model.knowledge}
    engines: dict[str, Callable[[], Engine]] = {
        "duckdb": lambda: DuckDBEngine(knowledges),
        "spark local[2]": lambda: SparkEngine(
            open_spark(
                {
                    "spark.master": "local[2]",
                    "spark.driver.memory": "2g",
                    "spark.executorEnv.PYTHONPATH": str(_ROOT),
                }
            ),
            knowledges,
        ),
    }
    for name, make in engines.items():
        started = time.perf_counter()
        weights = Session(make()).match_weights(pairs, model.splink_settings)
        seconds = time.perf_counter() - started
        print(
            f"{name:14}{seconds:5.1f} s   largest difference {_largest(weights, online):.3g} bits"
        )


def _largest(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return max(abs(a - b) for a, b in zip(ours, theirs, strict=True))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("labels", "names", "list"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=120_000)
    return parser.parse_args()


def _pairs(options: argparse.Namespace) -> Iterator[RecordPair]:
    found = 0
    for pair in read_labels(options.labels):
        yield RecordPair(query=Record(side=pair.left), listed=Record(side=pair.right))
        found += 1
    names = list(read_names(options.names))
    listed = [
        Side(name=alias.name, countries=entry.countries, addresses=entry.addresses)
        for entry in read("ftm", options.list)
        for alias in entry.aliases
    ]
    by_key: dict[str, list[Side]] = defaultdict(list)
    for side in listed:
        for key in _words(side.name or ""):
            by_key[key].append(side)
    for name in names:
        shared = [by_key[key] for key in _words(name) if key in by_key]
        for side in min(shared, key=len, default=[])[:_LISTED_EACH]:
            if found >= options.pairs:
                return
            yield RecordPair(query=Record(side=Side(name=name)), listed=Record(side=side))
            found += 1


def _words(name: str) -> list[str]:
    return [key for key in name_keys(normalise_name(name)) if key.startswith(_WORD)]


if __name__ == "__main__":
    main()
