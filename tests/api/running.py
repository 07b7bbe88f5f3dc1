"""The service as it runs, for tests: processes, a log, and clients that ask without a pause."""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from click.testing import CliRunner

from api.cli import main

TALLYMAN = [sys.executable, "-c", "from api.cli import main; main()"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A service, and what its parent said when it was ready."""

    home: Path
    log: Path
    address: str
    announced: str
    process: "subprocess.Popen[str]"


def tallyman(home: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, ["--home", str(home), *arguments])
    assert result.exit_code == 0, result.output


@contextmanager
def service(folder: Path, *options: str) -> Iterator[Running]:
    """Tallyman under gunicorn with two workers, on the sample, until the block ends.

    Args:
        folder: Where its home and its log go.
        options: Of `tallyman serve`.
    """
    home, log = folder / "home", folder / "log"
    tallyman(home, "sample")
    command = ["--home", str(home), "serve", "--port", "0", "--workers", "2", *options]
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            [*TALLYMAN, *command], stdout=subprocess.PIPE, stderr=stderr, text=True
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


def get(address: str, path: str) -> str:
    """The text of an answer."""
    with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def post(address: str, body: bytes, timeout_s: float = 10.0) -> Any:
    request = urllib.request.Request(f"{address}/match/default", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=timeout_s) as answer:
        return json.load(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer, and when it was asked for."""

    asked_s: float  # of the monotonic clock
    answer: Any


@dataclass(slots=True)
class Load:
    """Four clients that ask without a pause while the block runs, and what they were told."""

    address: str
    name: str
    answered: list[Answered] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _clients: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._clients = [threading.Thread(target=self._ask) for _ in range(4)]
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for client in self._clients:
            client.join()

    def _ask(self) -> None:
        query = {"schema": "Company", "properties": {"name": self.name}}
        body = json.dumps({"queries": {"q": query}}).encode()
        while not self._stop.is_set():
            asked_s = time.monotonic()
            try:
                answer = post(self.address, body)
            except Exception as error:
                self.failures.append(error)
            else:
                self.answered.append(Answered(asked_s=asked_s, answer=answer))

    def wait_for(self, member: str, value: str, within_s: float = 10) -> None:
        """Wait until the last fifty answers all have this model or snapshot."""
        begun_s = time.monotonic()
        while {one.answer[member] for one in self.answered[-50:]} != {value}:
            assert time.monotonic() - begun_s < within_s, f"not all answer with {member} {value}"
            time.sleep(0.02)
