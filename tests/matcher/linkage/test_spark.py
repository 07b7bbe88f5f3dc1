"""The same model on Spark: a real session of two workers, beside DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from matcher.linkage.duckdb_engine import DuckDBEngine
from matcher.linkage.functions import Record
from matcher.linkage.spark_engine import SparkEngine
from matcher.linkage.spark_session import open_spark
from matcher.linkage.training import RecordPair, Session
from matcher.sample import write_sample
from models.pairs import LabelledPair, read_labels
from models.registry import shipped_model

pytestmark = pytest.mark.slow

TOLERANCE_BITS = 1e-9
MODEL = shipped_model()
KNOWLEDGES = {"": MODEL.knowledge}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    root = str(Path(__file__).parents[3])
    session = open_spark(
        {
            "spark.master": "local[2]",
            "spark.sql.shuffle.partitions": "2",
            "spark.executorEnv.PYTHONPATH": root,  # the copy that is tested
        }
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledPair]:
    return list(read_labels(write_sample(tmp_path_factory.mktemp("sample"), size=150).pairs))


@pytest.fixture(scope="module")
def pairs(labels: list[LabelledPair]) -> list[RecordPair]:
    return [
        RecordPair(query=Record(side=pair.left), listed=Record(side=pair.right)) for pair in labels
    ]


@pytest.fixture(scope="module")
def on_spark(spark: SparkSession) -> Session:
    return Session(SparkEngine(spark, KNOWLEDGES))


@pytest.fixture(scope="module")
def on_duckdb() -> Session:
    return Session(DuckDBEngine(KNOWLEDGES))


def test_every_pair_has_the_same_match_weight(
    pairs: list[RecordPair], on_spark: Session, on_duckdb: Session
) -> None:
    weights = [
        session.match_weights(pairs, MODEL.splink_settings) for session in (on_spark, on_duckdb)
    ]
    online = [MODEL.weights.match_weight(vector) for vector in on_duckdb.vectors(pairs)]
    assert len(set(online)) > 100
    for spark_bits, duckdb_bits, bits in zip(*weights, online, strict=True):
        assert spark_bits == pytest.approx(bits, abs=TOLERANCE_BITS, rel=0)
        assert duckdb_bits == pytest.approx(bits, abs=TOLERANCE_BITS, rel=0)


def test_labels_teach_the_same_frequencies(
    pairs: list[RecordPair], labels: list[LabelledPair], on_spark: Session, on_duckdb: Session
) -> None:
    same = [pair for pair, label in zip(pairs, labels, strict=True) if label.same]
    ours, theirs = (session.level_frequencies(same) for session in (on_spark, on_duckdb))
    for name, shares in ours.items():
        assert shares == pytest.approx(theirs[name], abs=1e-12), name


def test_random_pairs_teach_the_same_u_where_all_are_drawn(
    pairs: list[RecordPair], on_spark: Session, on_duckdb: Session
) -> None:
    some = pairs[:60]
    ours, theirs = (
        session.random_frequencies(
            [pair.query for pair in some],
            [pair.listed for pair in some],
            most_pairs=len(some) ** 2,
            seed=1,
        )
        for session in (on_spark, on_duckdb)
    )
    for name, shares in ours.items():
        assert shares == pytest.approx(theirs[name], abs=1e-12), name
