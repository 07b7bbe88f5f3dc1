from collections.abc import Iterator
from pathlib import Path

import pytest

from models.labels.store import LabelStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LabelStore]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()
