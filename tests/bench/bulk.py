"""Measure `tallyman screen`, beside a plain Splink `predict` of the same names in the same run.

    python -m tests.bench.bulk [--list FILE.ftm.json.gz] [--names FILE.csv.gz ...] [--count N]
                               [--crowd N]

Without files it measures on a generated sample; `--crowd` asks for generated parties, a name and a
country each, instead of names out of files. Splink compares upper-case names by
Jaro-Winkler and exactly, blocked on the first four letters and on the first word: what its
manual starts with. It scores pairs of names and answers no more; the screening decides,
explains and accounts for every row. Of a crowd Splink gets the first 20,000.
"""

import argparse
import csv
import gzip
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as cl

from matcher.bulk.job import Job
from matcher.bulk.screen import screen_file
from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.records import Filters
from matcher.sample import write_sample
from matcher.trade.mapping import MappingFile
from models.registry import shipped_id, shipped_model, shipped_models
from tests.bench.crowd import write_crowd

_SAMPLE_SIZE = 5_000
_MOST_PREDICTED = 20_000
_SEED = 99


def main() -> None:
    """Run the benchmark and print its table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        list_file, files = options.list, options.names
        if list_file is None:
            sample = write_sample(home / "sample", size=_SAMPLE_SIZE)
            list_file, files = sample.ftm, files or [sample.trade]
        ListStore(home).ingest("ftm", list_file)
        snapshot = build(home)
        if options.crowd:
            parties = _crowd(home / "crowd.ftm.json", options.crowd)
        else:
            names = list(dict.fromkeys(name for file in files for name in _names(file)))
            names = names[:: max(1, len(names) // options.count)][: options.count]
            parties = [(name, "") for name in names]
        print(
            f"{len(parties):,} names against {snapshot.entity_count:,} parties with "
            f"{snapshot.name_count:,} names, {options.processes} processes, "
            f"load {os.getloadavg()[0]:.1f}"
        )
        _screen(home, snapshot, parties, options.processes)
        _predict(snapshot, [name for name, _ in parties[:_MOST_PREDICTED]], options.processes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", type=Path, help="FollowTheMoney JSON lines to screen against")
    parser.add_argument("--names", type=Path, nargs="*", default=[], help="CSV files with names")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--crowd", type=int, default=0, help="generated parties to ask for")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    return parser.parse_args()


def _names(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name"] if "name" in row else row["consignee"]


def _crowd(path: Path, count: int) -> list[tuple[str, str]]:
    """Distinct generated parties, not those of `tests.bench.service`: name and country."""
    with path.open("wb") as stream:
        write_crowd(stream, count, seed=_SEED)
    with path.open("rb") as stream:
        found = (orjson.loads(line)["properties"] for line in stream)
        return list(dict.fromkeys((one["name"][0], one["country"][0]) for one in found))


def _screen(home: Path, snapshot: Snapshot, parties: list[tuple[str, str]], processes: int) -> None:
    file = home / "names.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerows([("name", "country"), *parties])
    threshold = shipped_model().threshold
    job = Job(
        file=file,
        out=home / "answer.parquet",
        told=MappingFile(),
        ignore_rest=False,
        snapshot=home / "snapshots" / snapshot.id,
        model=shipped_models() / shipped_id(),
        filters=Filters(threshold=threshold, cutoff=threshold),
        dataset=None,
        processes=processes,
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    summary = screen_file(job, threshold=threshold)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own_after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = (after.ru_utime - before.ru_utime) + (own_after.ru_utime - own.ru_utime)
    _print("tallyman screen", len(parties), seconds, cpu)
    print(
        f"  {summary['mentions']}; largest process {after.ru_maxrss / 1024:,.0f} MB, "
        f"this one {own_after.ru_maxrss / 1024:,.0f} MB"
    )


def _predict(snapshot: Snapshot, names: list[str], threads: int) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    listed = [
        alias.name
        for row in range(snapshot.name_count)
        if (alias := snapshot.alias(row).alias) is not None
    ]
    connection = duckdb.connect(config={"threads": threads})
    api = DuckDBAPI(connection=connection)
    tables = [
        api.register(_table(each), dataset_display_name=display)
        for each, display in ((names, "a_query"), (listed, "b_listed"))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[cl.JaroWinklerAtThresholds("folded", [0.95, 0.88])],
        blocking_rules_to_generate_predictions=[
            block_on("substr(folded, 1, 4)"),
            block_on("first_word"),
        ],
    )
    linker = Linker(tables, settings)
    found: Any = linker.inference.predict(threshold_match_weight=None)
    pairs = found.as_duckdbpyrelation().count("*").fetchall()[0][0]
    seconds = time.perf_counter() - started
    _print("Splink predict", len(names), seconds, time.process_time() - cpu)
    print(f"  {pairs:,} pairs")


def _table(names: list[str]) -> pa.Table:
    folded = [name.upper() for name in names]
    return pa.table(
        {
            "unique_id": list(range(len(names))),
            "folded": folded,
            "first_word": [(name.split() or [""])[0] for name in folded],
        }
    )


def _print(what: str, names: int, seconds: float, cpu: float) -> None:
    print(
        f"{what:16} {seconds:7.1f} s, {names / seconds:8,.0f} names/s; "
        f"{cpu:7.1f} s of CPU, {names / cpu:8,.0f} names/s of CPU"
    )


if __name__ == "__main__":
    main()
