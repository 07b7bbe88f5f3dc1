import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.live import LiveScreener
from api.screeners import Screener
from matcher.errors import NoSnapshot, SnapshotError
from tests.api.fakes import FakeScreener, snapshot_named


class Published:
    """A pointer that the test moves, and the screeners that it points to."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.damaged: set[str] = set()
        self.opened: list[str] = []

    def open(self) -> FakeScreener:
        assert self.name is not None
        self.opened.append(self.name)
        if self.name in self.damaged:
            raise SnapshotError("cut short", path=Path(self.name))
        return snapshot_named(self.name)

    def current_id(self) -> str | None:
        return self.name


def live_on(published: Published) -> LiveScreener:
    return LiveScreener(published.open, published.current_id, look_every_s=0.01)


def test_nothing_to_serve_before_the_first_build() -> None:
    live = live_on(Published(None))
    live.refresh()
    with pytest.raises(NoSnapshot):
        live.current()


def test_a_new_snapshot_is_swapped_in_and_the_old_one_stays_whole() -> None:
    published = Published("one")
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
    published = Published("one")
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
    published = Published("one")
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
    published = Published("one")
    live = live_on(published)
    live.refresh()
    published.name = None
    live.refresh()
    assert live.current().snapshot.id == "one"


@pytest.fixture
def watched() -> Iterator[tuple[LiveScreener, Published]]:
    published = Published("s0")
    live = live_on(published)
    live.start()
    yield live, published
    live.close()


def test_the_thread_swaps_while_readers_read(watched: tuple[LiveScreener, Published]) -> None:
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
