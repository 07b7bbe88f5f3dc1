"""Measure the service: ingest, build, memory, latency and throughput, beside two baselines.

    python -m tests.bench.service [--list FILE.ftm.json.gz] [--names FILE.csv] [--requests N]
                                  [--crowd N]

Without files it measures on a generated sample; `--crowd` adds generated parties up to N. The
baselines of the same run are the floor
(`/healthz` on the same connections: what HTTP alone costs) and a full scan with rapidfuzz's
token_sort_ratio over the same names (what a search without an index costs).
"""

import argparse
import csv
import gzip
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import orjson
from rapidfuzz import fuzz, process

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.sample import write_sample
from matcher.screening import open_screener
from models.registry import shipped_model
from tests.bench.crowd import write_crowd
from tests.bench.load import Load, Request, run
from tests.bench.stages import cpu_by_stage

_START_S = 60.0
_SAMPLE_SIZE = 5_000
_SCANS = 20
_MOST_SCANNED = 50_000
_CONNECTIONS = (1, 8, 64)
_BUCKETS_MS = (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 15, 20, 30, 50, 100, 1000, float("inf"))


def main() -> None:
    """Run the benchmark and print its table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        list_file, names = options.list, _names(options.names) if options.names else []
        if list_file is None:
            sample = write_sample(home / "sample", size=_SAMPLE_SIZE)
            list_file, names = sample.ftm, names or _names(sample.trade, "consignee")
        if options.crowd:
            list_file = _with_crowd(list_file, home / "crowd.ftm.json", options.crowd)
        with _timed("ingest"):
            ListStore(home).ingest("ftm", list_file)
        with _timed("build"):
            snapshot = build(home)
        print(f"{snapshot.entity_count:,} parties, {snapshot.name_count:,} names")
        requests = [_match_request(name) for name in names[: options.requests]]
        with _service(home) as (port, pids):
            run("127.0.0.1", port, requests[:200], connections=4)  # warm both workers
            for connections in _CONNECTIONS:
                floor = [Request(method="GET", path="/healthz")] * min(len(requests), 1000)
                _print(
                    run("127.0.0.1", port, floor, connections=connections), "GET /healthz (floor)"
                )
                before_s = _cpu_s(pids)
                load = run("127.0.0.1", port, requests, connections=connections)
                _print(load, "POST /match/default")
                cpu_ms = (_cpu_s(pids) - before_s) / len(requests) * 1e3
                print(f"{'':22} CPU of the workers {cpu_ms:.2f} ms a request: ", end="")
                print(f"{1e3 / cpu_ms:.0f}/s a core")
                _print_histogram(load)
            for pid in pids:
                print(f"worker {pid}: {_proportional_set_mb(pid):.0f} MB proportional set size")
        _print_stages(home, [request.body for request in requests[:1000] if request.body])
        if snapshot.entity_count <= _MOST_SCANNED:
            _print_full_scan(snapshot, names)


def _with_crowd(list_file: Path, path: Path, count: int) -> Path:
    """The list, and generated parties up to `count`, in one file."""
    opener = gzip.open if list_file.suffix == ".gz" else open
    with opener(list_file, "rb") as file, path.open("wb") as stream:
        lines = [line for line in file if line.strip()]
        stream.writelines(line.rstrip(b"\n") + b"\n" for line in lines)
        write_crowd(stream, max(0, count - len(lines)))
    return path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", type=Path, help="FollowTheMoney JSON lines to serve")
    parser.add_argument("--names", type=Path, help="CSV with a column `name` of queries")
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--crowd", type=int, default=0, help="generated parties to add up to")
    return parser.parse_args()


def _names(path: Path, column: str = "name") -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if row[column].strip()]


def _match_request(name: str) -> Request:
    query = {"schema": "Company", "properties": {"name": [name]}}
    return Request(
        method="POST",
        path="/match/default?limit=5",
        body=orjson.dumps({"queries": {"q": query}}),
    )


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s")


@contextmanager
def _service(home: Path) -> Iterator[tuple[int, list[int]]]:
    """A service of its own on a free port; its port and the ids of its workers."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "--home", str(home)]
    with subprocess.Popen(
        [*command, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as service:
        try:
            assert service.stdout is not None
            address = re.search(r"127\.0\.0\.1:(\d+)", service.stdout.readline())
            assert address, "the service did not say where it listens"
            time.sleep(1.0)  # both workers open the snapshot
            children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text()
            yield int(address[1]), [int(pid) for pid in children.split()]
        finally:
            os.kill(service.pid, signal.SIGTERM)


def _proportional_set_mb(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kilobytes = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(kilobytes[1]) / 1024 if kilobytes else float("nan")


def _print(load: Load, what: str) -> None:
    print(
        f"{what:22} {load.connections} connections: p50 {load.percentile_ms(0.5):6.2f} ms   "
        f"p99 {load.percentile_ms(0.99):6.2f} ms   {load.requests_per_s:6.0f}/s   "
        f"{load.failed} failed"
    )


def _print_histogram(load: Load) -> None:
    """How many answers took how long."""
    edges = [0.0, *_BUCKETS_MS]
    counts = [
        bisect_right(load.latencies_ms, high) - bisect_right(load.latencies_ms, low)
        for low, high in pairwise(edges)
    ]
    shown = [(high, count) for high, count in zip(_BUCKETS_MS, counts, strict=True) if count]
    print(f"{'':22} ms: " + "  ".join(f"<={high:g}: {count}" for high, count in shown))


def _print_stages(home: Path, bodies: list[bytes]) -> None:
    screener = open_screener(home, shipped_model())
    cpu_by_stage(screener, bodies[:200])
    stages = cpu_by_stage(screener, bodies)
    print("CPU a request in process, ms: ", end="")
    print("  ".join(f"{stage} {ms:.3f}" for stage, ms in stages.items()))


def _cpu_s(pids: list[int]) -> float:
    """CPU seconds that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _print_full_scan(snapshot: Snapshot, names: list[str]) -> None:
    listed = [
        alias.name.upper()
        for row in range(snapshot.name_count)
        if (alias := snapshot.alias(row).alias)
    ]
    times = []
    for name in names[:_SCANS]:
        started = time.perf_counter()
        process.extract(name.upper(), listed, scorer=fuzz.token_sort_ratio, limit=5)
        times.append((time.perf_counter() - started) * 1e3)
    print(
        f"rapidfuzz token_sort_ratio, full scan, in process: p50 {statistics.median(times):.1f} ms"
    )


if __name__ == "__main__":
    main()
