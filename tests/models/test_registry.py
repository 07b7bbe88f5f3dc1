import shutil
from pathlib import Path

import pytest

from matcher.errors import ModelError
from matcher.scoring.model import load_model
from models.live import usable_model
from models.registry import (
    LIVE,
    entries,
    find_entry,
    live_id,
    live_model,
    point_to,
    shipped_id,
    shipped_models,
    trained_models,
)
from tests.models.variants import model_variant


@pytest.fixture
def home(tmp_path: Path) -> Path:
    trained_models(tmp_path).mkdir()
    return tmp_path


def test_the_shipped_model_answers_until_another_is_promoted(tmp_path: Path) -> None:
    assert live_id(tmp_path) == shipped_id()
    assert live_model(tmp_path).id == shipped_id()
    assert [entry.id for entry in entries(tmp_path)] == [shipped_id()]


def test_the_pointer_names_the_model_that_answers(home: Path) -> None:
    other = model_variant(trained_models(home), threshold=0.77)
    point_to(home, other.name)
    assert live_model(home).threshold == 0.77
    assert [(entry.id, entry.shipped) for entry in entries(home)] == [
        (shipped_id(), True),
        (other.name, False),
    ]


@pytest.mark.parametrize("text", ["", "../../etc", "A" * 12, "0" * 13, "live\n"])
def test_a_pointer_that_holds_no_id_is_refused(home: Path, text: str) -> None:
    (trained_models(home) / LIVE).write_text(text)
    with pytest.raises(ModelError, match="no model id"):
        live_id(home)


def test_a_pointer_to_nothing_is_refused(home: Path) -> None:
    point_to(home, "0" * 12)
    with pytest.raises(ModelError, match="no model '000000000000'"):
        live_model(home)


def test_a_model_goes_by_several_names(home: Path) -> None:
    other = model_variant(trained_models(home), threshold=0.77).name
    point_to(home, other)
    for name, wanted in (
        ("live", other),
        ("shipped", shipped_id()),
        (other, other),
        (other[:4], other),
        (shipped_id()[:6], shipped_id()),
    ):
        assert find_entry(home, name).id == wanted


@pytest.mark.parametrize("name", ["", "0", "zzzz", "../x"])
def test_a_name_of_no_model_is_refused(home: Path, name: str) -> None:
    with pytest.raises(ModelError, match="there are: live, shipped"):
        find_entry(home, name)


def test_a_name_of_two_models_is_refused(home: Path) -> None:
    for name in ("abcd00000000", "abcd11111111"):
        (trained_models(home) / name).mkdir()
    with pytest.raises(ModelError, match="abcd00000000 or abcd11111111"):
        find_entry(home, "abcd")


def test_a_model_whose_digest_is_another_is_not_served(home: Path) -> None:
    shutil.copytree(shipped_models() / shipped_id(), trained_models(home) / ("0" * 12))
    point_to(home, "0" * 12)
    with pytest.raises(ModelError, match="was changed"):
        live_model(home)
    assert usable_model(home).id == shipped_id()


def test_a_model_in_memory_is_not_read_again(tmp_path: Path) -> None:
    loaded = load_model(shipped_models() / shipped_id())
    assert usable_model(tmp_path, loaded) is loaded
