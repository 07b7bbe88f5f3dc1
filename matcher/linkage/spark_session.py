"""The Spark session: that of `spark-submit`, or one on this machine."""

import os
import sys
from collections.abc import Mapping

from pyspark import SparkConf
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from matcher.errors import EngineError

# What a session needs that is not said otherwise, by `spark-submit --conf` for one.
_DEFAULTS = {
    "spark.app.name": "tallyman",
    "spark.master": "local[*]",
    "spark.sql.shuffle.partitions": "16",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def open_spark(settings: Mapping[str, str] | None = None) -> SparkSession:
    """Open the session, or take the one that is open.

    Workers on this machine run this Python, unless `PYSPARK_PYTHON` names another.

    Args:
        settings: Spark's own; they win over our defaults, not over `spark-submit`.

    Raises:
        EngineError: Spark does not start; mostly for want of Java 17.
    """
    try:
        conf = SparkConf()
        for name, value in {**_DEFAULTS, **(settings or {})}.items():
            conf.setIfMissing(name, value)
        if conf.get("spark.master", "").startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        return SparkSession.builder.config(conf=conf).getOrCreate()
    except PySparkRuntimeError as error:
        raise EngineError(f"Spark does not start (it needs Java 17): {error}") from error
