from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from matcher.bulk.job import Job
from matcher.index.snapshot import Snapshot, snapshots_folder
from matcher.records import Filters
from matcher.scoring.model import Model
from matcher.trade.mapping import MappingFile
from models.registry import shipped_id, shipped_models

# `make test` does without Spark's 400 MB; `make test-slow` and CI install it.
collect_ignore = [] if find_spec("pyspark") else ["test_spark.py"]
MakeJob = Callable[..., Job]


@pytest.fixture
def make_job(sample_home: Path, snapshot: Snapshot, model: Model, tmp_path: Path) -> MakeJob:
    """A job of the sample's snapshot and the model that ships."""

    def make(file: Path, out: str = "answer.jsonl", **changed: Any) -> Job:
        fields: dict[str, Any] = {
            "told": MappingFile(),
            "ignore_rest": False,
            "snapshot": snapshots_folder(sample_home) / snapshot.id,
            "model": shipped_models() / shipped_id(),
            "filters": Filters(threshold=model.threshold, cutoff=model.threshold),
            "dataset": None,
            "processes": 1,
        }
        return Job(file=file, out=tmp_path / out, **(fields | changed))

    return make
