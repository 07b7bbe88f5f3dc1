"""The Spark session: that of `spark-submit`, or one on this machine."""

import os
import shlex
import sys
from collections.abc import Mapping

from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from matcher.errors import EngineError

_ON_THIS_MACHINE = {
    "spark.app.name": "tallyman",
    "spark.master": "local[*]",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def open_spark(settings: Mapping[str, str] | None = None) -> SparkSession:
    """Open the session, or take the one that is open.

    Args:
        settings: Spark's own, for a session on this machine; `spark-submit` has the last word,
            and so have `PYSPARK_SUBMIT_ARGS` and `PYSPARK_PYTHON` where they are set.

    Raises:
        EngineError: Spark does not start; mostly for want of Java 17.
    """
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # else spark-submit has started us
        flags = [
            f"{name}={value}" for name, value in {**_ON_THIS_MACHINE, **(settings or {})}.items()
        ]
        words = [word for flag in flags for word in ("--conf", flag)]
        os.environ.setdefault("PYSPARK_SUBMIT_ARGS", shlex.join([*words, "pyspark-shell"]))
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return SparkSession.builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise EngineError(f"Spark does not start (it needs Java 17): {error}") from error
