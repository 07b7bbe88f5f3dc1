"""What a worker serves, kept current without a failed or a mixed request.

A thread looks at two pointers twice a second: the published snapshot and the live model. What
changed is opened beside what serves, and one reference is swapped. A request takes the
reference once and keeps it; the old snapshot is unmapped when the last request that holds it
is answered. A snapshot or a model that cannot be opened is refused, and the old one of its
kind keeps serving.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from api.screeners import Refusal
from api.screeners import Screener as Screens
from matcher.errors import ModelError, NoSnapshot, NothingServed, SnapshotError
from matcher.index.snapshot import Snapshot, current_snapshot_id, open_current
from matcher.scoring.model import Model
from matcher.screening import Screener
from models.live import usable_model
from models.registry import live_id, live_model

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
# What cannot be opened is tried again at this distance: the fault may have been the machine's
# (no memory, too many open files) and not the snapshot's or the model's.
RETRY_AFTER_S = 30.0


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_Named)
SnapshotPart = TypeVar("SnapshotPart", bound=_Named)
ModelPart = TypeVar("ModelPart", bound=_Named)


class Followed(Generic[Part]):
    """The snapshot or the model: what its pointer names, or the last one that could be opened.

    Args:
        kind: What it is called in logs and answers.
        named: The id that the pointer names, cheaply; None if it names none yet.
        open_named: Opens what the pointer names now; raises if it cannot be used.
        serving: What serves before the first look; None for nothing.
    """

    def __init__(
        self,
        kind: str,
        named: Callable[[], str | None],
        open_named: Callable[[], Part],
        *,
        serving: Part | None = None,
    ) -> None:
        self._kind = kind
        self._named = named
        self._open_named = open_named
        self._retry_at = 0.0
        self.serving = serving
        self.refusal: Refusal | None = None

    def look(self) -> Part | None:
        """What is newly named, opened; None if that serves already or is refused."""
        name: str | None = None
        try:
            name = self._named()
            if name is None or self._is_refused(name):
                return None
            if self.serving is not None and self.serving.id == name:
                self.refusal = None
                return None
            return self._open_named()
        except Exception as error:  # whatever it was, the old one keeps serving
            self.refuse(name, error)
            return None

    def serve(self, part: Part) -> None:
        """Take up what `look` returned."""
        self.serving = part
        self.refusal = None
        logger.info("serving %s %s", self._kind, part.id)

    def refuse(self, name: str | None, error: Exception) -> None:
        """Keep what serves; log what cannot be opened once."""
        self._retry_at = time.monotonic() + RETRY_AFTER_S
        known = self.refusal
        # Messages name the file, which is nobody's business who asks over HTTP.
        reason = error.message if isinstance(error, SnapshotError | ModelError) else repr(error)
        self.refusal = Refusal(kind=self._kind, id=name, reason=reason)
        if known and known.id == name:
            return
        serving = self.serving.id if self.serving else "none"
        text = "%s %s cannot be opened, still serving %s: %s"
        logger.error(text, self._kind, name or "(pointer)", serving, error)

    def _is_refused(self, name: str) -> bool:
        refusal = self.refusal
        return refusal is not None and refusal.id == name and time.monotonic() < self._retry_at


class LiveScreener(Generic[SnapshotPart, ModelPart]):
    """One worker's screener, replaced when a snapshot is published or a model promoted.

    Args:
        snapshots: What is searched.
        models: What scores.
        screen_with: Puts the two together.
        look_every_s: Seconds between two looks.
    """

    def __init__(
        self,
        snapshots: Followed[SnapshotPart],
        models: Followed[ModelPart],
        screen_with: Callable[[SnapshotPart, ModelPart], Screens],
        *,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._snapshots = snapshots
        self._models = models
        self._screen_with = screen_with
        self._look_every_s = look_every_s
        self._screener: Screens | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="live-screener", daemon=True)

    def current(self) -> Screens:
        """The screener that serves now.

        Raises:
            NoSnapshot: Nothing was built yet.
            NothingServed: The snapshot or the model cannot be used, and none came before it.
        """
        screener = self._screener
        if screener is not None:
            return screener
        refusals = self.refusals()
        if refusals:
            raise NothingServed(
                "; ".join(f"{found.kind} {found.id}: {found.reason}" for found in refusals)
            )
        raise NoSnapshot("no snapshot is being served; ingest a list and build")

    def refusals(self) -> tuple[Refusal, ...]:
        """What was published or promoted and cannot be used."""
        found = (self._snapshots.refusal, self._models.refusal)
        return tuple(refusal for refusal in found if refusal is not None)

    def start(self) -> None:
        """Open what is published now, then keep looking."""
        self.refresh()
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def refresh(self) -> None:
        """Take up what was published and promoted since; keep what serves of what cannot be."""
        snapshot, model = self._snapshots.look(), self._models.look()
        changed = snapshot is not None or model is not None
        searched, scoring = snapshot or self._snapshots.serving, model or self._models.serving
        if searched is not None and scoring is not None and (changed or self._screener is None):
            try:
                self._screener = self._screen_with(searched, scoring)
            except Exception as error:  # as in `look`
                if snapshot is not None:
                    self._snapshots.refuse(snapshot.id, error)
                if model is not None:
                    self._models.refuse(model.id, error)
                return
        if snapshot is not None:
            self._snapshots.serve(snapshot)
        if model is not None:
            self._models.serve(model)

    def _watch(self) -> None:
        while not self._stopping.wait(self._look_every_s):
            self.refresh()


def follow(home: Path, loaded: Model | None = None) -> LiveScreener[Snapshot, Model]:
    """The screener of a home, which follows its two pointers; call `start`.

    Args:
        home: The folder that holds Tallyman's state.
        loaded: A model that is in memory already, used while it is the live one.

    Raises:
        ModelError: No model can be used, not even the one that ships.
    """
    return LiveScreener(
        Followed("snapshot", lambda: current_snapshot_id(home), lambda: open_current(home)),
        Followed(
            "model",
            lambda: live_id(home),
            lambda: live_model(home),
            serving=usable_model(home, loaded),
        ),
        Screener,
    )
