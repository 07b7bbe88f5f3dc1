"""What the workers count together.

Each writes to memory-mapped files of its own in one folder; whichever is asked adds them up.
"""

import os
import shutil
import tempfile
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

from matcher.records import Screening

_FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))  # any other word is the caller's


class Metrics:
    """What one process counts.

    Args:
        folder: Where all workers of a service write; None to count in this process alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.registry = CollectorRegistry()
        if folder is not None:  # the calls below are published without types
            # prometheus-client reads the variable when it is imported, long before the folder
            # is known; it looks its class of values up here whenever a metric is made.
            os.environ[_FOLDER_VARIABLE] = str(folder)
            values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        self._seconds = Histogram(
            "tallyman_request_seconds",
            "Seconds from a request's arrival to its answer",
            ("method", "route", "status"),
            registry=self.registry,
            buckets=_BUCKETS_S,
        )
        self._queries = Counter("tallyman_queries", "Parties screened", registry=self.registry)
        self._scored = Counter(
            "tallyman_candidates_scored", "Pairs of names compared", registry=self.registry
        )
        self._results = Counter(
            "tallyman_results", "Listed parties answered", ("match",), registry=self.registry
        )

        self._cut = Counter(
            "tallyman_queries_cut",
            "Queries of which something was left out to bound the work",
            ("bound",),
            registry=self.registry,
        )

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        known = method if method in _METHODS else "other"
        self._seconds.labels(known, route, str(status)).observe(seconds)

    def observe_screening(self, screening: Screening) -> None:
        """Count an answered query."""
        matches = sum(hit.match for hit in screening.hits)
        self._queries.inc()
        self._scored.inc(screening.scored)
        self._results.labels("true").inc(matches)
        self._results.labels("false").inc(len(screening.hits) - matches)
        for cut in screening.cuts:
            self._cut.labels(cut.value).inc()

    def exposition(self) -> bytes:
        """Everything that was counted, in Prometheus' text format."""
        registry = self.registry
        if self._folder is not None:
            registry = CollectorRegistry()
            # It registers itself.
            MultiProcessCollector(registry, path=str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def prepare_folder(home: Path) -> Path:
    """An empty folder for the workers of this process; those of dead services are removed.

    In the home folder, or where that cannot be written, in the temporary one.
    """
    root = home / "run" / "metrics"
    try:
        root.mkdir(parents=True, exist_ok=True)
        for old in root.iterdir():
            if not Path("/proc", old.name).is_dir() or old.name == str(os.getpid()):
                shutil.rmtree(old, ignore_errors=True)
        folder = root / str(os.getpid())
        folder.mkdir()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="tallyman-metrics-"))
    return folder
