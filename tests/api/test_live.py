import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import pytest

from api.live import Followed, LiveScreener
from api.screeners import Refusal, Screener
from matcher.errors import ModelError, NoSnapshot, NothingServed, SnapshotError
from tests.api.fakes import FakeModel, FakeScreener, FakeSnapshot

Part = TypeVar("Part")


Live = LiveScreener[FakeSnapshot, FakeModel]


class Published(Generic[Part]):
    """A pointer that the test moves, and what it points to."""

    def __init__(self, name: str | None, make: Callable[[str], Part]) -> None:
        self.name = name
        self.damaged: set[str] = set()
        self.opened: list[str] = []
        self._make = make

    def open(self) -> Part:
        assert self.name is not None
        self.opened.append(self.name)
        if self.name in self.damaged:
            raise SnapshotError("cut short", path=Path(self.name))
        return self._make(self.name)

    def current_id(self) -> str | None:
        return self.name


def snapshots(name: str | None) -> Published[FakeSnapshot]:
    return Published(name, lambda name: FakeSnapshot(id=name))


def models(name: str) -> Published[FakeModel]:
    return Published(name, lambda name: FakeModel(id=name))


def screener_of(snapshot: FakeSnapshot, model: FakeModel) -> FakeScreener:
    return FakeScreener(snapshot=snapshot, model=model)


def live_on(
    published: Published[FakeSnapshot],
    promoted: Published[FakeModel] | None = None,
    screen_with: Callable[[FakeSnapshot, FakeModel], Screener] = screener_of,
) -> Live:
    promoted = promoted or models("m1")
    return LiveScreener(
        Followed("snapshot", published.current_id, published.open),
        Followed("model", promoted.current_id, promoted.open, serving=FakeModel()),
        screen_with,
        look_every_s=0.01,
    )


def test_nothing_to_serve_before_the_first_build() -> None:
    live = live_on(snapshots(None))
    live.refresh()
    with pytest.raises(NoSnapshot):
        live.current()


def test_a_new_snapshot_is_swapped_in_and_the_old_one_stays_whole() -> None:
    published = snapshots("one")
    live = live_on(published)
    live.refresh()
    pinned = live.current()
    published.name = "two"
    live.refresh()
    assert live.current().snapshot.id == "two"
    assert pinned.snapshot.id == "one"
    live.refresh()
    assert published.opened == ["one", "two"]


def test_a_damaged_snapshot_leaves_the_old_one_and_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    published = snapshots("one")
    live = live_on(published)
    live.refresh()
    published.name = "two"
    published.damaged = {"two"}
    with caplog.at_level(logging.ERROR, logger="api.live"):
        for _ in range(3):
            live.refresh()
    assert live.current().snapshot.id == "one"
    assert published.opened == ["one", "two"]
    assert [record.getMessage() for record in caplog.records] == [
        "snapshot two cannot be opened, still serving one: two: cut short"
    ]
    published.name = "three"
    live.refresh()
    assert live.current().snapshot.id == "three"


def test_a_refused_snapshot_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    published = snapshots("one")
    published.damaged = {"one"}
    live = live_on(published)
    live.refresh()
    published.damaged = set()
    live.refresh()
    assert published.opened == ["one"]
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 31.0)
    live.refresh()
    assert live.current().snapshot.id == "one"


def test_a_pointer_that_goes_away_leaves_the_old_one() -> None:
    published = snapshots("one")
    live = live_on(published)
    live.refresh()
    published.name = None
    live.refresh()
    assert live.current().snapshot.id == "one"


def test_a_new_model_is_swapped_in_and_a_request_keeps_the_old_one() -> None:
    promoted = models("m1")
    live = live_on(snapshots("one"), promoted)
    live.refresh()
    pinned = live.current()
    promoted.name = "m2"
    live.refresh()
    assert (live.current().model.id, live.current().snapshot.id) == ("m2", "one")
    assert pinned.model.id == "m1"
    live.refresh()
    assert promoted.opened == ["m2"]


def test_a_model_that_does_not_fit_leaves_the_old_one_and_is_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    published, promoted = snapshots("one"), models("m1")
    live = live_on(published, promoted)
    live.refresh()
    promoted.name, promoted.damaged = "m2", {"m2"}
    with caplog.at_level(logging.ERROR, logger="api.live"):
        for _ in range(3):
            live.refresh()
    assert [record.getMessage() for record in caplog.records] == [
        "model m2 cannot be opened, still serving m1: m2: cut short"
    ]
    assert live.refusals() == (Refusal(kind="model", id="m2", reason="cut short"),)
    published.name = "two"
    live.refresh()
    assert (live.current().model.id, live.current().snapshot.id) == ("m1", "two")
    promoted.name = "m1"
    live.refresh()
    assert live.refusals() == ()


def test_a_pointer_that_cannot_be_read_leaves_the_old_model() -> None:
    def unreadable() -> str:
        raise ModelError("holds '../..', which is no model id")

    live = LiveScreener(
        Followed("snapshot", lambda: "one", lambda: FakeSnapshot(id="one")),
        Followed("model", unreadable, FakeModel, serving=FakeModel()),
        screener_of,
    )
    live.refresh()
    assert live.current().model.id == "m1"
    assert [(found.kind, found.id) for found in live.refusals()] == [("model", None)]


def test_where_nothing_can_be_opened_it_says_what_is_wrong() -> None:
    published = snapshots("one")
    published.damaged = {"one"}
    live = live_on(published)
    live.refresh()
    with pytest.raises(NothingServed, match="snapshot one: cut short"):
        live.current()


def test_what_cannot_be_put_together_is_refused() -> None:
    def too_large(snapshot: FakeSnapshot, model: FakeModel) -> Screener:
        if snapshot.id == "two":
            raise MemoryError
        return screener_of(snapshot, model)

    published = snapshots("one")
    live = live_on(published, screen_with=too_large)
    live.refresh()
    published.name = "two"
    live.refresh()
    assert live.current().snapshot.id == "one"
    assert [found.id for found in live.refusals()] == ["two"]


@pytest.fixture
def watched() -> Iterator[tuple[Live, Published[FakeSnapshot]]]:
    published = snapshots("s0")
    live = live_on(published)
    live.start()
    yield live, published
    live.close()


def test_the_thread_swaps_while_readers_read(watched: tuple[Live, Published[FakeSnapshot]]) -> None:
    live, published = watched
    failures: list[Exception] = []
    stop = threading.Event()

    def read(current: Callable[[], Screener]) -> None:
        while not stop.is_set():
            try:
                screener = current()
                assert screener.snapshot.id == screener.snapshot.id
            except Exception as error:
                failures.append(error)

    readers = [threading.Thread(target=read, args=(live.current,)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        published.name = f"s{number}"
        deadline = time.monotonic() + 2.0
        while live.current().snapshot.id != published.name and time.monotonic() < deadline:
            time.sleep(0.005)
        assert live.current().snapshot.id == published.name
    stop.set()
    for reader in readers:
        reader.join()
    assert not failures
