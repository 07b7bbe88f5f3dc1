"""Models promoted under a running service: gunicorn's workers follow, or keep the old one."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from models import promotion
from models.history import Event, append
from models.registry import point_to, shipped_id, shipped_models, trained_models
from tests.api.running import Load, Running, get, service
from tests.models.variants import model_variant

pytestmark = pytest.mark.slow

# A second where the machine has nothing else to do.
FOLLOWED_S = 3.0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with service(tmp_path) as running:
        yield running


def promote(home: Path, model: str, previous: str) -> float:
    """Promote without a gate; returns when the pointer was moved (monotonic clock)."""
    promotion.promote(home, model, [], compared_with=previous, by="test", why="a test")
    return time.monotonic()


def point_at(home: Path, misfit: str, previous: str) -> None:
    """What `promote` refuses: let a model be live that does not fit."""
    append(home, Event(at="t", by="test", action="promote", model=misfit, previous=previous))
    point_to(home, misfit)


def bolder(home: Path) -> str:
    """A model with the shipped one's weights, whose scores and threshold are others."""
    document = orjson.loads((shipped_models() / shipped_id() / "model.json").read_bytes())
    calibration = document["calibration"]
    calibration["log_odds"] = [value + 0.5 for value in calibration["log_odds"]]
    folder = trained_models(home)
    return model_variant(folder, threshold=0.5, calibration=calibration).name


def until(true: Callable[[], bool], within_s: float = 15) -> None:
    begun_s = time.monotonic()
    while not true():
        assert time.monotonic() - begun_s < within_s
        time.sleep(0.05)


def marks(answer: Any) -> tuple[object, ...]:
    """What of an answer the model decides."""
    hits = answer["responses"]["q"]["results"]
    return (answer["model"], answer["threshold"], *((hit["id"], hit["score"]) for hit in hits))


def test_no_request_fails_or_is_mixed_while_a_model_is_promoted(running: Running) -> None:
    model = bolder(running.home)
    with Load(running.address, "Trading House") as load:
        load.wait_for("model", shipped_id())
        promoted_s = promote(running.home, model, shipped_id())
        load.wait_for("model", model)
        back_s = promote(running.home, shipped_id(), model)
        load.wait_for("model", shipped_id())
    assert load.failures == []
    assert len({marks(one.answer) for one in load.answered}) == 2
    late = [
        one.asked_s - moved_s
        for old, moved_s, next_s in (
            (shipped_id(), promoted_s, back_s),
            (model, back_s, time.monotonic()),
        )
        for one in load.answered
        if one.answer["model"] == old and moved_s < one.asked_s < next_s
    ]
    print(f"followed after {max(late):.2f} s; {len(load.answered)} answers")
    assert max(late) < FOLLOWED_S


def test_a_model_that_does_not_fit_leaves_the_old_one_and_says_so(running: Running) -> None:
    model = bolder(running.home)
    promote(running.home, model, shipped_id())
    misfit = model_variant(trained_models(running.home), specification="0").name
    with Load(running.address, "Trading House") as load:
        load.wait_for("model", model)
        point_at(running.home, misfit, model)
        until(lambda: running.log.read_text().count(f"model {misfit} cannot be opened") == 2)
        # A worker that is replaced answers with the model that its neighbour has kept.
        pids = workers(running)
        os.kill(pids[0], signal.SIGKILL)
        until(lambda: len(set(workers(running)) - {pids[0]}) == 2)
        until(lambda: running.log.read_text().count(f"model {misfit} cannot be opened") == 3)
        answered = len(load.answered)
        until(lambda: len(load.answered) > answered + 100)
    assert {one.answer["model"] for one in load.answered[answered:]} == {model}
    ready = json.loads(get(running.address, "/readyz"))
    assert (ready["status"], ready["model"]) == ("ready", model)
    [refused] = ready["refused"]
    assert (refused["kind"], refused["id"]) == ("model", misfit)
    assert "specification" in refused["reason"]
    assert 'tallyman_refused{kind="model"} 1.0' in get(running.address, "/metrics")
    assert promotion.roll_back(running.home, by="test", why="it does not fit").model == model
    until(lambda: json.loads(get(running.address, "/readyz"))["refused"] == [])


def workers(running: Running) -> list[int]:
    """Process ids of the workers that live."""
    pid = running.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(child) for child in children if "Z" not in Path(f"/proc/{child}/stat").read_text()[:60]
    ]
