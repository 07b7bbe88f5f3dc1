"""What goes wrong around a service that runs: none of it loses a request or mixes snapshots."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from matcher.index.snapshot import current_snapshot_id, snapshots_folder
from matcher.sample import write_sample
from tests.api.running import TALLYMAN, Load, Running, get, post, service, tallyman

pytestmark = pytest.mark.slow

_WITHIN_S = 30.0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with service(tmp_path) as running:
        yield running


def workers(running: Running) -> set[int]:
    pid = running.process.pid
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def eventually(is_so: Callable[[], bool], what: str) -> None:
    begun_s = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun_s < _WITHIN_S, what
        time.sleep(0.1)


def take_in_another_list(running: Running) -> None:
    other = write_sample(running.home / "other", seed=7, size=60)
    tallyman(running.home, "ingest", "ftm", str(other.ftm))


def whole(load: Load, *snapshots: str | None) -> bool:
    """Whether each answer is of one of these snapshots, and says what its snapshot says."""
    said: dict[str, set[str]] = {}
    for one in load.answered:
        results = json.dumps(one.answer["responses"], sort_keys=True)
        said.setdefault(one.answer["snapshot"], set()).add(results)
    return said.keys() <= set(snapshots) and all(len(answers) == 1 for answers in said.values())


def test_a_worker_that_is_killed_takes_only_what_it_was_at(running: Running) -> None:
    before = workers(running)
    with Load(running.address, "Trading House") as load:
        eventually(lambda: len(load.answered) > 20, "no answers")
        victim = before.pop()
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: len(workers(running) - {victim}) == 2, "no worker in its place")
        answered = len(load.answered)
        eventually(lambda: len(load.answered) > answered + 20, "no answers afterwards")
    # Each of the four clients had one request at most in its hands; a connection that breaks
    # is no answer, and tells the client to ask again.
    assert len(load.failures) <= 4
    broken = (OSError, HTTPException)
    assert all(isinstance(failure, broken) for failure in load.failures), load.failures
    assert whole(load, current_snapshot_id(running.home))


def test_a_disk_that_is_full_leaves_what_serves(running: Running) -> None:
    serving = current_snapshot_id(running.home)
    take_in_another_list(running)
    home = ["--home", str(running.home)]
    with Load(running.address, "Trading House") as load:
        build = subprocess.run(
            ["sh", "-c", 'ulimit -f 8; exec "$@"', "-", *TALLYMAN, *home, "build"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert build.returncode == 1
    assert "too large" in build.stderr, "the reason is told"
    assert current_snapshot_id(running.home) == serving
    assert not list(snapshots_folder(running.home).glob(".building-*")), "the rest is removed"
    assert load.failures == []
    assert whole(load, serving)
    tallyman(running.home, "build")  # with room again it goes on
    assert current_snapshot_id(running.home) != serving


def test_a_truncated_snapshot_is_refused(running: Running, tmp_path: Path) -> None:
    serving = current_snapshot_id(running.home)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(running.home, elsewhere)
    other = write_sample(elsewhere / "other", seed=7, size=60)
    tallyman(elsewhere, "ingest", "ftm", str(other.ftm))
    tallyman(elsewhere, "build")
    broken = current_snapshot_id(elsewhere)
    assert broken
    copied = snapshots_folder(running.home) / broken
    shutil.copytree(snapshots_folder(elsewhere) / broken, copied)
    file = copied / "names.rows.npy"
    os.truncate(file, file.stat().st_size // 2)
    with Load(running.address, "Trading House") as load:
        (snapshots_folder(running.home) / "CURRENT").write_text(f"{broken}\n")
        eventually(lambda: broken in get(running.address, "/readyz"), "it is not named")
    assert load.failures == []
    assert whole(load, serving)
    assert json.loads(get(running.address, "/readyz"))["snapshot"] == serving


def test_two_builders_at_once(running: Running) -> None:
    serving = current_snapshot_id(running.home)
    take_in_another_list(running)
    command = [*TALLYMAN, "--home", str(running.home), "build"]
    with Load(running.address, "Trading House") as load:
        builders = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
        assert [builder.wait(timeout=120) for builder in builders] == [0, 0]
        built = current_snapshot_id(running.home)
        load.wait_for("snapshot", str(built), within_s=_WITHIN_S)
    assert built != serving
    assert load.failures == []
    assert whole(load, serving, built)


def test_a_clock_that_moved_back_does_not_choose(running: Running) -> None:
    serving = current_snapshot_id(running.home)
    tomorrow = time.time() + 86_400
    for path in [snapshots_folder(running.home), *snapshots_folder(running.home).rglob("*")]:
        os.utime(path, (tomorrow, tomorrow))
    take_in_another_list(running)
    with Load(running.address, "Trading House") as load:
        tallyman(running.home, "build")
        built = current_snapshot_id(running.home)
        load.wait_for("snapshot", str(built), within_s=_WITHIN_S)
    assert built != serving
    assert load.failures == []
    assert whole(load, serving, built)


def test_a_snapshot_that_is_removed_goes_on_serving(running: Running) -> None:
    serving = current_snapshot_id(running.home)
    with Load(running.address, "Trading House") as load:
        eventually(lambda: len(load.answered) > 20, "no answers")
        shutil.rmtree(snapshots_folder(running.home) / str(serving))
        answered = len(load.answered)
        eventually(lambda: len(load.answered) > answered + 50, "no answers afterwards")
    assert load.failures == []
    assert whole(load, serving)
    tallyman(running.home, "build")
    assert (snapshots_folder(running.home) / str(serving)).exists(), "building again repairs it"


def test_sigterm_lets_a_batch_be_answered(running: Running) -> None:
    party = {"schema": "Company", "properties": {"name": "Trading House"}}
    body = json.dumps({"queries": {str(n): party for n in range(500)}}).encode()
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(post(running.address, body, 90.0)))
    asking.start()
    time.sleep(0.3)
    assert not answers, "the batch was answered before the signal: it proves nothing"
    running.process.send_signal(signal.SIGTERM)
    asking.join()
    assert running.process.wait(timeout=40) == 0
    [answer] = answers
    assert len(answer["responses"]) == 500
    assert answer["failed"] == []


def test_sighup_replaces_the_workers(running: Running) -> None:
    before = workers(running)
    with Load(running.address, "Trading House") as load:
        eventually(lambda: len(load.answered) > 20, "no answers")
        running.process.send_signal(signal.SIGHUP)
        eventually(lambda: len(workers(running)) == 2 and not workers(running) & before, "the old")
        answered = len(load.answered)
        eventually(lambda: len(load.answered) > answered + 20, "no answers afterwards")
    assert load.failures == []
    assert whole(load, current_snapshot_id(running.home))
