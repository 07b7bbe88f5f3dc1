import threading
from pathlib import Path

import pytest

from matcher.errors import ModelError, PromotionError
from models.gate import Check
from models.history import Event, append, read_history
from models.promotion import promote, record_training, roll_back
from models.registry import LIVE, live_id, point_to, shipped_id, trained_models
from tests.models.variants import model_variant

OK = [Check(name="auc", passed=True, detail="0.95; wanted at least 0.9")]
POOR = [Check(name="auc", passed=False, detail="0.85; wanted at least 0.9")]


@pytest.fixture
def model(tmp_path: Path) -> str:
    return model_variant(trained_models(tmp_path), threshold=0.77).name


@pytest.fixture
def other(tmp_path: Path) -> str:
    return model_variant(trained_models(tmp_path), threshold=0.55).name


def promoted(home: Path, model: str) -> Event:
    return promote(home, model, OK, compared_with=live_id(home), by="ana", why="better")


def test_a_promotion_is_on_record(tmp_path: Path, model: str) -> None:
    event = promoted(tmp_path, model)
    assert live_id(tmp_path) == model
    assert read_history(tmp_path) == (event,)
    assert (event.by, event.why, event.previous) == ("ana", "better", shipped_id())
    assert event.gate == {
        "passed": True,
        "checks": [{"name": "auc", "passed": True, "detail": "0.95; wanted at least 0.9"}],
    }


def test_a_failed_check_keeps_the_old_model(tmp_path: Path, model: str) -> None:
    with pytest.raises(PromotionError, match="auc"):
        promote(tmp_path, model, POOR, compared_with=shipped_id(), by="ana", why="better")
    assert live_id(tmp_path) == shipped_id()
    assert read_history(tmp_path) == ()


def test_force_is_on_record_with_its_reason(tmp_path: Path, model: str) -> None:
    event = promote(
        tmp_path, model, POOR, compared_with=shipped_id(), by="ana", why="x", forced="order of Bo"
    )
    assert live_id(tmp_path) == model
    assert event.forced == "order of Bo"
    assert event.gate is not None
    assert not event.gate["passed"]


def test_force_that_was_not_needed_is_not_on_record(tmp_path: Path, model: str) -> None:
    event = promote(
        tmp_path, model, OK, compared_with=shipped_id(), by="ana", why="x", forced="just in case"
    )
    assert event.forced is None


def test_force_serves_no_model_that_does_not_fit(tmp_path: Path) -> None:
    misfit = model_variant(trained_models(tmp_path), specification="0").name
    with pytest.raises(ModelError, match="train it anew"):
        promote(
            tmp_path, misfit, OK, compared_with=shipped_id(), by="ana", why="x", forced="please"
        )
    assert live_id(tmp_path) == shipped_id()


def test_what_was_compared_with_must_still_be_live(tmp_path: Path, model: str, other: str) -> None:
    promoted(tmp_path, other)
    with pytest.raises(PromotionError, match="meanwhile"):
        promote(tmp_path, model, OK, compared_with=shipped_id(), by="ana", why="x")
    assert live_id(tmp_path) == other


def test_what_is_live_is_not_promoted_again(tmp_path: Path, model: str) -> None:
    promoted(tmp_path, model)
    with pytest.raises(PromotionError, match="live already"):
        promoted(tmp_path, model)


def test_rolling_back_goes_back_step_by_step(tmp_path: Path, model: str, other: str) -> None:
    promoted(tmp_path, model)
    promoted(tmp_path, other)
    assert roll_back(tmp_path, by="ana", why="false alerts").model == model
    assert live_id(tmp_path) == model
    assert roll_back(tmp_path, by="ana", why="still").model == shipped_id()
    with pytest.raises(PromotionError, match="no model to go back to"):
        roll_back(tmp_path, by="ana", why="still")
    assert [event.action for event in read_history(tmp_path)] == ["promote"] * 2 + ["rollback"] * 2


def test_rolling_back_does_not_go_forth(tmp_path: Path, model: str, other: str) -> None:
    promoted(tmp_path, model)
    roll_back(tmp_path, by="ana", why="x")
    promoted(tmp_path, other)
    assert roll_back(tmp_path, by="ana", why="x").model == shipped_id()


def test_a_promotion_that_a_power_cut_left_undone_was_none(
    tmp_path: Path, model: str, other: str
) -> None:
    promoted(tmp_path, model)
    append(tmp_path, Event(at="t", by="ana", action="promote", model=other, previous=model))
    assert live_id(tmp_path) == model
    assert roll_back(tmp_path, by="ana", why="x").model == shipped_id()


@pytest.mark.parametrize("pointer", ["nonsense", "0" * 12])
def test_a_damaged_pointer_is_mended_by_going_back(
    tmp_path: Path, model: str, pointer: str
) -> None:
    promoted(tmp_path, model)
    (trained_models(tmp_path) / LIVE).write_text(pointer)
    assert roll_back(tmp_path, by="ana", why="x").model == model
    assert live_id(tmp_path) == model


def test_there_is_no_going_back_to_a_model_that_does_not_fit(tmp_path: Path, model: str) -> None:
    misfit = model_variant(trained_models(tmp_path), specification="0").name
    point_to(tmp_path, misfit)
    promote(tmp_path, model, OK, compared_with=misfit, by="ana", why="x")
    with pytest.raises(ModelError, match="train it anew"):
        roll_back(tmp_path, by="ana", why="x")
    assert live_id(tmp_path) == model


def test_training_promotes_nothing(tmp_path: Path, model: str) -> None:
    record_training(tmp_path, model, by="ana")
    assert live_id(tmp_path) == shipped_id()
    assert [event.action for event in read_history(tmp_path)] == ["train"]


def test_of_two_promotions_at_once_one_is_told(tmp_path: Path, model: str, other: str) -> None:
    told: list[str] = []

    def run(name: str) -> None:
        try:
            promote(tmp_path, name, OK, compared_with=shipped_id(), by="ana", why="x")
        except PromotionError as error:
            told.append(str(error))

    threads = [threading.Thread(target=run, args=(name,)) for name in (model, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [event] = read_history(tmp_path)
    assert event.model == live_id(tmp_path)
    assert len(told) == 1
