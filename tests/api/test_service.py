"""The service as it runs: gunicorn on loopback, a snapshot published under load, SIGTERM."""

import json
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from matcher.sample import write_sample

pytestmark = pytest.mark.slow
TALLYMAN = [sys.executable, "-c", "from api.cli import main; main()"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    home: Path
    log: Path
    address: str
    announced: str
    process: "subprocess.Popen[str]"


def tallyman(home: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, ["--home", str(home), *arguments])
    assert result.exit_code == 0, result.output


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    home, log = tmp_path / "home", tmp_path / "log"
    tallyman(home, "sample")
    options = ["--home", str(home), "serve", "--port", "0", "--workers", "2"]
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            [*TALLYMAN, *options], stdout=subprocess.PIPE, stderr=stderr, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            announced = "".join(iter(process.stdout.readline, "\n"))
            announced += process.stdout.readline()
            [address] = re.findall(r"serves at (http://\S+)", announced)
            wait_until_ready(address)
            yield Running(home=home, log=log, address=address, announced=announced, process=process)
        finally:
            process.terminate()


def wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def post(address: str, body: bytes) -> Any:
    request = urllib.request.Request(f"{address}/match/default", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


@dataclass(slots=True)
class Load:
    """Clients that ask without a pause, and what they were told."""

    address: str
    body: bytes
    snapshots: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        while not self.stop.is_set():
            try:
                self.snapshots.append(post(self.address, self.body)["snapshot"])
            except Exception as error:
                self.failures.append(error)


def test_what_is_announced_can_be_tried(running: Running) -> None:
    [line] = [line for line in running.announced.splitlines() if line.startswith("curl")]
    words = shlex.split(line)
    answer = post(running.address, words[-1].encode())
    hits = answer["responses"]["q1"]["results"]
    assert hits[0]["match"]
    for hit in hits:
        bits = sum(found["bits"] for found in hit["explanations"].values())
        assert bits == pytest.approx(hit["match_weight"], abs=1e-9)


def test_no_request_fails_while_a_snapshot_is_published(running: Running) -> None:
    body = json.dumps(
        {"queries": {"q": {"schema": "Company", "properties": {"name": "Trading House"}}}}
    )
    load = Load(running.address, body.encode())
    clients = [threading.Thread(target=load.ask) for _ in range(4)]
    for client in clients:
        client.start()
    other = write_sample(running.home / "other", seed=7, size=60)
    tallyman(running.home, "ingest", "ftm", str(other.ftm))
    tallyman(running.home, "build")
    published = time.monotonic()
    before = load.snapshots[0]
    while len(set(load.snapshots[-50:]) - {before}) != 1 or before in load.snapshots[-50:]:
        assert time.monotonic() - published < 10, "the workers did not take up the new snapshot"
        time.sleep(0.05)
    load.stop.set()
    for client in clients:
        client.join()
    assert load.failures == []
    assert len(set(load.snapshots)) == 2


def test_the_workers_count_together(running: Running) -> None:
    body = b'{"queries": {"q": {"schema": "Company", "properties": {"name": "Trading"}}}}'
    for _ in range(20):
        post(running.address, body)
    with urllib.request.urlopen(f"{running.address}/metrics", timeout=5) as answer:
        assert "tallyman_queries_total 20.0" in answer.read().decode()
    assert list((running.home / "run" / "metrics").glob("*/*.db"))


def test_sigterm_ends_it_cleanly(running: Running) -> None:
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=40) == 0
    assert "SIG" not in running.log.read_text(), "a worker had to be killed"
