"""The snapshot that a worker serves, kept current without a failed or a mixed request.

A thread looks at the pointer twice a second, opens a new snapshot beside the old one and
swaps one reference. A request takes the reference once and keeps it; the old snapshot is
unmapped when the last request that holds it is answered.
"""

import logging
import threading
import time
from collections.abc import Callable

from api.screeners import Screener
from matcher.errors import NoSnapshot

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
# A snapshot that cannot be opened is tried again at this distance: the fault may have been
# the machine's (no memory, too many open files) and not the snapshot's.
RETRY_AFTER_S = 30.0


class LiveScreener:
    """One worker's screener, replaced when a new snapshot is published.

    Args:
        open_screener: Opens what is published now; raises if it cannot be read.
        current_id: The published snapshot's id, cheaply; None before the first build.
        look_every_s: Seconds between two looks.
    """

    def __init__(
        self,
        open_screener: Callable[[], Screener],
        current_id: Callable[[], str | None],
        *,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._open_screener = open_screener
        self._current_id = current_id
        self._look_every_s = look_every_s
        self._screener: Screener | None = None
        self._refused: str | None = None
        self._retry_at = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="live-screener", daemon=True)

    def current(self) -> Screener:
        """The screener that serves now.

        Raises:
            NoSnapshot: Nothing was built yet, or nothing could be opened yet.
        """
        screener = self._screener
        if screener is None:
            raise NoSnapshot("no snapshot is being served; ingest a list and build")
        return screener

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
        """Open the published snapshot if it is not the one being served; keep that if not."""
        published: str | None = None
        try:
            published = self._current_id()
            serving = self._screener.snapshot.id if self._screener else None
            if published is None or published == serving or self._is_refused(published):
                return
            self._screener = self._open_screener()
        except Exception as error:  # whatever it was, the old snapshot keeps serving
            self._refuse(published, error)
        else:
            self._refused = None
            logger.info("serving snapshot %s", self._screener.snapshot.id)

    def _watch(self) -> None:
        while not self._stopping.wait(self._look_every_s):
            self.refresh()

    def _is_refused(self, published: str) -> bool:
        return published == self._refused and time.monotonic() < self._retry_at

    def _refuse(self, published: str | None, error: Exception) -> None:
        """Log a snapshot that cannot be opened, once."""
        self._retry_at = time.monotonic() + RETRY_AFTER_S
        name = published or "(pointer)"
        if name == self._refused:
            return
        self._refused = name
        serving = self._screener.snapshot.id if self._screener else "none"
        logger.error("snapshot %s cannot be opened, still serving %s: %s", name, serving, error)
