from pathlib import Path

import pytest

from matcher.errors import ModelError
from models.history import HISTORY, Event, append, lived, read_history
from models.registry import trained_models


def event(action: str, model: str, previous: str | None = None) -> Event:
    return Event(
        at="2026-01-02T03:04:05+00:00", by="ana", action=action, model=model, previous=previous
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    trained_models(tmp_path).mkdir()
    return tmp_path


def test_events_are_read_as_they_were_appended(home: Path) -> None:
    assert read_history(home) == ()
    events = (event("train", "b", "a"), event("promote", "b", "a"), event("rollback", "a", "b"))
    for one in events:
        append(home, one)
    assert read_history(home) == events


def test_what_a_power_cut_left_is_no_event_and_hides_none(home: Path) -> None:
    append(home, event("promote", "b", "a"))
    with (trained_models(home) / HISTORY).open("ab") as file:
        file.write(b'{"at":"2026-01-02T03:')
    assert [one.model for one in read_history(home)] == ["b"]
    append(home, event("promote", "c", "b"))
    assert [one.model for one in read_history(home)] == ["b", "c"]


@pytest.mark.parametrize("line", [b"{}", b"[]", b"x", b'{"at": 1, "colour": "red"}', b""])
def test_a_line_that_is_no_event_is_refused(home: Path, line: bytes) -> None:
    append(home, event("promote", "b", "a"))
    with (trained_models(home) / HISTORY).open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(ModelError, match="row 2"):
        read_history(home)


@pytest.mark.parametrize(
    ("events", "stack"),
    [
        pytest.param([], [], id="nothing-was-promoted"),
        pytest.param([("train", "b", "a")], [], id="training-promotes-nothing"),
        pytest.param([("promote", "b", "a")], ["a", "b"], id="one"),
        pytest.param([("promote", "b", "a"), ("promote", "c", "b")], ["a", "b", "c"], id="two"),
        pytest.param(
            [("promote", "b", "a"), ("promote", "c", "b"), ("rollback", "b", "c")],
            ["a", "b"],
            id="rolled-back",
        ),
        pytest.param(
            [("promote", "b", "a"), ("rollback", "a", "b"), ("promote", "c", "a")],
            ["a", "c"],
            id="what-was-rolled-back-is-not-gone-back-to",
        ),
        pytest.param(
            [("promote", "b", "a"), ("promote", "a", "b")], ["a", "b", "a"], id="there-and-back"
        ),
        pytest.param([("promote", "b", None)], ["b"], id="unreadable-pointer"),
        pytest.param(
            [("promote", "b", "a"), ("promote", "d", "c")], ["a", "b", "c", "d"], id="moved-by-hand"
        ),
    ],
)
def test_the_models_to_go_back_to(
    events: list[tuple[str, str, str | None]], stack: list[str]
) -> None:
    assert lived([event(*one) for one in events]) == stack
