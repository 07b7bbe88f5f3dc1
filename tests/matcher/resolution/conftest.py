from tests.matcher.bulk.conftest import make_job

__all__ = ["make_job"]
