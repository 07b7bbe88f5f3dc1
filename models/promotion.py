"""Make a model the live one, or go back: the pointer and the history, changed together."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from matcher.errors import ModelError, PromotionError
from models.gate import Check
from models.history import PROMOTE, ROLLBACK, TRAIN, Event, append, lived, read_history
from models.registry import live_id, load_entry, point_to, trained_models

_LOCK = ".lock"


def promote(
    home: Path,
    model: str,
    checks: Sequence[Check],
    *,
    compared_with: str | None,
    by: str,
    why: str,
    forced: str | None = None,
) -> Event:
    """Make a model the live one. Running services follow within a second.

    Args:
        home: The folder that holds Tallyman's state.
        model: The model's id.
        checks: What the gate found.
        compared_with: The live model that the checks speak of; None if it could not be read.
        by: Who.
        why: The reason.
        forced: Why it is promoted although a check failed; None not to.

    Raises:
        ModelError: The model cannot be used; nothing forces that.
        PromotionError: It is live already, a check failed and nobody forces it, or another
            model became live meanwhile.
    """
    load_entry(home, model)
    failed = [check.name for check in checks if not check.passed]
    if failed and forced is None:
        raise PromotionError(f"{model} is not promoted: {', '.join(failed)}")
    with _locked(home):
        previous = readable_live_id(home)
        if previous != compared_with:
            raise PromotionError(f"{previous} became live meanwhile: ask again")
        if previous == model:
            raise PromotionError(f"{model} is live already")
        gate = {"passed": not failed, "checks": [asdict(check) for check in checks]}
        event = Event(
            at=_now(),
            by=by,
            action=PROMOTE,
            model=model,
            previous=previous,
            why=why,
            gate=gate,
            forced=forced if failed else None,
        )
        append(home, event)
        point_to(home, model)
    return event


def roll_back(home: Path, *, by: str, why: str) -> Event:
    """Make the model live again that was before the last one that was promoted.

    Raises:
        ModelError: That model cannot be used, or the history cannot be read: promote another.
        PromotionError: Nothing was promoted, or all of it was rolled back.
    """
    with _locked(home):
        previous = readable_live_id(home)
        stack = lived(read_history(home))
        # The pointer is the truth: an event that a power cut kept from moving it did not happen.
        if previous in stack:
            while stack.pop() != previous:
                pass
        if not stack:
            raise PromotionError("there is no model to go back to")
        load_entry(home, stack[-1])
        event = Event(
            at=_now(), by=by, action=ROLLBACK, model=stack[-1], previous=previous, why=why
        )
        append(home, event)
        point_to(home, stack[-1])
    return event


def record_training(home: Path, model: str, *, by: str) -> Event:
    """Write down that a model was trained; nothing is promoted by it."""
    with _locked(home):
        event = Event(at=_now(), by=by, action=TRAIN, model=model, previous=readable_live_id(home))
        append(home, event)
    return event


def readable_live_id(home: Path) -> str | None:
    """The id of the live model; None if the pointer is damaged, which must not keep it so."""
    try:
        return live_id(home)
    except ModelError:
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Hold the registry's lock; the kernel releases it should this process die."""
    folder = trained_models(home)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
