"""The service under gunicorn: processes that share one memory-mapped snapshot."""

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from api.app import create_app
from api.config import Settings
from api.counts import Metrics, prepare_folder
from api.live import follow
from api.logs import configure
from matcher.normalise.countries import country_code
from matcher.scoring.model import Model

# A worker whose threads are all busy for this long is replaced: a batch of 500 takes seconds.
_WORKER_TIMEOUT_S = 60
# What a worker may take to finish its requests after SIGTERM.
_DRAIN_S = 30
_THREADS = 2
# Nothing here is kept alive by cycles, and what is remembered of the lists is never garbage: a
# collection of all generations looked at it for .1 s and found nothing. Young garbage still goes.
_COLLECT_AFTER = (50_000, 50, 1_000)


class Service(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """Gunicorn, told by our settings and by nothing else.

    Args:
        settings: Where to listen, with how many workers.
        model: What scores while it is live; loaded before the workers are forked, so that
            they share it.
        when_ready: Called once in the parent with the address (`http://127.0.0.1:8000`).
    """

    def __init__(self, settings: Settings, model: Model, when_ready: Callable[[str], None]) -> None:
        self._settings = settings
        self._model = model
        self._when_ready = when_ready
        self._metrics_folder = prepare_folder(settings.home)
        country_code("")  # builds the table of names, 0.3 s: once here, for all workers
        gc.collect()
        gc.freeze()  # what is loaded by now stays shared: no collection writes to its pages
        super().__init__()

    def load_config(self) -> None:
        """Translate the settings; gunicorn's own files and variables are not read."""
        settings = self._settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        options: dict[str, Any] = {
            "bind": f"{host}:{settings.port}",
            "workers": settings.workers,
            "worker_class": "gthread",
            "threads": _THREADS,
            "timeout": _WORKER_TIMEOUT_S,
            "graceful_timeout": _DRAIN_S,
            "keepalive": 5,
            "limit_request_line": 8190,  # room for a page of exclude_entity_ids
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "tallyman",
            "when_ready": self._announce,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one worker: gunicorn calls this after the fork."""
        configure()
        gc.set_threshold(*_COLLECT_AFTER)
        live = follow(self._settings.home, self._model)
        live.start()
        return create_app(self._settings, live, counts=Metrics(self._metrics_folder))

    def _announce(self, arbiter: Any) -> None:
        host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
        self._when_ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
