"""Parity of the online scorer with Splink on DuckDB and on Spark, on real pairs.

    python -m tests.bench.parity --labels PAIRS.csv.gz --names NAMES.csv.gz --list LIST.ftm.json.gz

The pairs are all labelled ones, with everything known of both sides, and ordinary names beside
listed names that share their rarest word: `--pairs` in all. Prints the largest difference of
any two match weights, in bits, and what each engine took.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from matcher.linkage.blocking import BlockingRule, blocking_keys
from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.engines import Engine
from matcher.linkage.functions import Record
from matcher.linkage.spark_engine import SparkEngine, open_spark
from matcher.linkage.training import RecordPair, Session
from matcher.lists import read
from matcher.records import Side
from models.pairs import read_labels, read_names
from models.registry import shipped_model
from models.scoring import match_weight

_ROOT = Path(__file__).parents[2]
_RAREST_WORD = BlockingRule("rarest word", "w")
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
    ours, theirs = blocking_keys([names, [side.name for side in listed]], [_RAREST_WORD])
    by_key = defaultdict(list)
    for side, key in zip(listed, theirs[_RAREST_WORD], strict=True):
        by_key[key].append(side)
    for name, key in zip(names, ours[_RAREST_WORD], strict=True):
        for side in by_key.get(key, ())[:_LISTED_EACH] if key else ():
            if found >= options.pairs:
                return
            yield RecordPair(query=Record(side=Side(name=name)), listed=Record(side=side))
            found += 1


if __name__ == "__main__":
    main()
