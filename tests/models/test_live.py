from pathlib import Path

import pytest

from matcher.errors import ModelError
from models.history import HISTORY, Event, append
from models.live import usable_model
from models.registry import LIVE, live_model, point_to, shipped_id, trained_models
from tests.models.variants import model_variant


def promoted(home: Path, model: str, previous: str) -> None:
    append(home, Event(at="t", by="ana", action="promote", model=model, previous=previous))
    point_to(home, model)


@pytest.fixture
def good(tmp_path: Path) -> str:
    """A promoted model of the home."""
    name = model_variant(trained_models(tmp_path), threshold=0.77).name
    promoted(tmp_path, name, shipped_id())
    return name


def test_a_model_of_another_normaliser_leaves_the_one_before_it(tmp_path: Path, good: str) -> None:
    promoted(tmp_path, model_variant(trained_models(tmp_path), normaliser="0").name, good)
    with pytest.raises(ModelError, match="train it anew"):
        live_model(tmp_path)
    assert usable_model(tmp_path).id == good


@pytest.mark.parametrize("pointer", ["", "nonsense", "0" * 12])
def test_a_damaged_pointer_leaves_the_one_before_it(
    tmp_path: Path, good: str, pointer: str
) -> None:
    (trained_models(tmp_path) / LIVE).write_text(pointer)
    assert usable_model(tmp_path).id == good


def test_a_damaged_history_leaves_the_one_that_ships(tmp_path: Path, good: str) -> None:
    point_to(tmp_path, "0" * 12)
    (trained_models(tmp_path) / HISTORY).write_bytes(b"{}\n")
    assert usable_model(tmp_path).id == shipped_id()
