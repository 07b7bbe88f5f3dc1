from importlib.util import find_spec

# `make test` does without Spark's 400 MB; `make test-slow` and CI install it.
collect_ignore = [] if find_spec("pyspark") else ["test_spark.py"]
