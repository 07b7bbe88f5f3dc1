"""Schemathesis over the whole description: no failure, and every answer as it is described."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from api.app import create_app
from api.config import read_settings
from api.live import follow
from api.operations import OPERATIONS, Operation
from matcher.index.build import build
from matcher.lists.store import ListStore
from matcher.sample import write_sample

pytestmark = pytest.mark.slow

CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.allow_header_conformance,
]


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    home = tmp_path_factory.mktemp("home")
    files = write_sample(home / "files", seed=3, size=20)
    ListStore(home).ingest("ftm", files.ftm)
    build(home)
    live = follow(home)
    live.refresh()
    app = create_app(read_settings({"TALLYMAN_HOME": str(Path(home))}), live)
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda op: f"{op.method}-{op.path}")
def test_answers_are_as_described(
    description: schemathesis.BaseSchema, operation: Operation
) -> None:
    described = description[operation.path][operation.method]

    @given(
        case=st.one_of(
            described.as_strategy(),
            described.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE),
        )
    )
    @settings(
        max_examples=80,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    def ask(case: "schemathesis.Case[Any]") -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:  # nothing can be wrong with an operation that takes no data
        assert operation.parameters is None
        assert operation.body is None
