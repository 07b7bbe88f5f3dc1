from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("match", "x")` is `tallyman --home <an empty folder> match x`."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), *arguments])

    return invoke
