"""Where the CPU time of a request goes: parse, normalise, search (candidates and comparing), explain, serialise."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson

from api.answers import response_json
from api.queries import ParsedQuery, parse_batch
from matcher import screening
from matcher.answer import Answer
from matcher.records import Filters
from matcher.screening import Screener

STAGES = ("parse", "normalise", "search", "explain", "serialise")


def cpu_by_stage(screener: Screener, bodies: Sequence[bytes]) -> dict[str, float]:
    """Milliseconds of CPU a request, by stage, and `all`; HTTP itself is not among them.

    Args:
        screener: What answers.
        bodies: Of `POST /match`, one query each.
    """
    spent = dict.fromkeys((*STAGES, "all"), 0.0)
    filters = Filters()
    with (
        _timed(screening, "asked_names", spent, "normalise"),
        _timed(screener._searcher, "search", spent, "search"),
        _timed(Answer, "hit", spent, "explain"),
    ):
        for body in bodies:
            started = time.thread_time()
            [parsed] = parse_batch(body).values()
            spent["parse"] += time.thread_time() - started
            assert isinstance(parsed, ParsedQuery)
            screened = screener.screen(parsed.query, filters)
            serialising = time.thread_time()
            orjson.dumps({"responses": {"q": response_json(parsed, screened)}})
            ended = time.thread_time()
            spent["serialise"] += ended - serialising
            spent["all"] += ended - started
    return {stage: seconds / len(bodies) * 1e3 for stage, seconds in spent.items()}


@contextmanager
def _timed(owner: Any, name: str, spent: dict[str, float], stage: str) -> Iterator[None]:
    """Count the CPU time of a function while the block runs."""
    function: Callable[..., Any] = getattr(owner, name)
    is_own = name in vars(owner)

    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.thread_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[stage] += time.thread_time() - started

    setattr(owner, name, timed)
    try:
        yield
    finally:
        if is_own:
            setattr(owner, name, function)
        else:
            delattr(owner, name)
