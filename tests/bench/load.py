"""A bounded load on loopback: so many requests over so many connections, each timed."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent, again and again."""

    method: str
    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of it: latencies in milliseconds, ascending."""

    connections: int
    latencies_ms: tuple[float, ...]
    wall_s: float
    failed: int

    @property
    def requests_per_s(self) -> float:
        """Answered requests a second."""
        return len(self.latencies_ms) / self.wall_s

    def percentile_ms(self, share: float) -> float:
        """Latency that a share of the requests stayed under."""
        return self.latencies_ms[
            min(int(len(self.latencies_ms) * share), len(self.latencies_ms) - 1)
        ]


def run(host: str, port: int, requests: Sequence[Request], *, connections: int) -> Load:
    """Send every request once, over `connections` persistent connections at a time."""
    latencies: list[float] = []
    failures: list[int] = []

    def worker(first: int) -> None:
        connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT_S)
        mine = []
        for request in islice(requests, first, None, connections):
            started = time.perf_counter()
            headers = {"Content-Type": "application/json"} if request.body else {}
            connection.request(request.method, request.path, request.body, headers)
            answer = connection.getresponse()
            answer.read()
            mine.append((time.perf_counter() - started) * 1e3)
            if answer.status != 200:
                failures.append(answer.status)
        latencies.extend(mine)
        connection.close()

    threads = [threading.Thread(target=worker, args=(n,)) for n in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(
        connections=connections,
        latencies_ms=tuple(sorted(latencies)),
        wall_s=time.perf_counter() - started,
        failed=len(failures),
    )
