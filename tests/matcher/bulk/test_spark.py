"""Spark's workers answer as the processes of one machine do: a real session of two."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from matcher.bulk.routing import Routing
from matcher.bulk.screen import screen_file
from matcher.bulk.spark import SparkEngine
from matcher.errors import EngineError
from matcher.linkage.spark_session import open_spark
from matcher.routing.rules import read_rules
from matcher.sample import SampleFiles
from matcher.scoring.model import Model
from tests.matcher.bulk.conftest import MakeJob

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    root = str(Path(__file__).parents[3])  # the copy that is tested
    session = open_spark({"spark.master": "local[2]", "spark.executorEnv.PYTHONPATH": root})
    yield session
    session.stop()


@pytest.fixture
def trade(listed_sample: SampleFiles, tmp_path: Path) -> Path:
    path = tmp_path / "trade.csv"
    lines = listed_sample.trade.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:201]), encoding="utf-8")
    return path


def test_the_answer_is_the_same_to_the_byte(
    spark: SparkSession, trade: Path, make_job: MakeJob, model: Model
) -> None:
    ours, theirs = (make_job(trade, f"{name}.jsonl") for name in ("spark", "one"))
    routing = Routing(rules=read_rules())
    summary = screen_file(ours, threshold=model.threshold, make_engine=SparkEngine, routing=routing)
    assert summary == screen_file(theirs, threshold=model.threshold, routing=routing)
    assert summary["mentions"]["hit"] > 0
    assert summary["routing"]["rows"] > 0
    assert ours.out.read_bytes() == theirs.out.read_bytes()


def test_a_worker_that_fails_says_why_and_the_run_can_go_on(
    spark: SparkSession, trade: Path, make_job: MakeJob, model: Model, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(make_job(trade).model, damaged)
    broken = make_job(trade, model=damaged)
    with pytest.raises(EngineError, match="repeat the command to go on"):
        screen_file(broken, threshold=model.threshold, make_engine=SparkEngine)
    assert broken.state.is_dir()
