"""The service as it runs: gunicorn on loopback, a snapshot published under load, SIGTERM."""

import shlex
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.index.snapshot import current_snapshot_id
from matcher.sample import write_sample
from tests.api.running import Load, Running, post, service, tallyman

pytestmark = pytest.mark.slow


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with service(tmp_path) as running:
        yield running


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
    with Load(running.address, "Trading House") as load:
        other = write_sample(running.home / "other", seed=7, size=60)
        tallyman(running.home, "ingest", "ftm", str(other.ftm))
        tallyman(running.home, "build")
        load.wait_for("snapshot", str(current_snapshot_id(running.home)))
    assert load.failures == []
    assert len({one.answer["snapshot"] for one in load.answered}) == 2


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
