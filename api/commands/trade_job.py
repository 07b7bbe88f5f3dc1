"""What `screen` and `resolve` do alike: a file of trade records as work for a model and a snapshot."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from matcher.bulk.job import Job
from matcher.errors import NoSnapshot
from matcher.index.snapshot import current_snapshot_id, snapshots_folder
from matcher.records import Filters
from matcher.scoring.model import load_model
from matcher.trade.mapping import MappingFile
from models.registry import find_entry

_F = TypeVar("_F", bound=Callable[..., Any])
SHARE = click.FloatRange(0.0, 1.0)

_OPTIONS = (
    click.option(
        "--threshold",
        type=SHARE,
        help="score from which a hit is a match [default: the model's own]",
    ),
    click.option(
        "--model", default="live", show_default=True, help="id of the model to screen with"
    ),
    click.option(
        "--processes", type=click.IntRange(1), help="that work at a time [default: one a core]"
    ),
    click.option("--restart", is_flag=True, help="throw away what an earlier run has done"),
    click.option("--json", "as_json", is_flag=True, help="print the summary for programs"),
)


def working_options(command: _F) -> _F:
    """The options that say what works on a file; `make_job` makes a job of them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def make_job(
    home: Path,
    file: Path,
    out: Path,
    *,
    told: MappingFile,
    ignore_rest: bool,
    model: str,
    threshold: float | None,
    processes: int | None,
    limit: int = 1,
    cutoff: float | None = None,
    dataset: str | None = None,
) -> tuple[Job, float]:
    """A job against the snapshot that serves, and the score from which a hit is a match.

    Args:
        home: The folder that holds Tallyman's state.
        file: The trade records.
        out: Where the answer goes.
        told: What is known of the file beforehand.
        ignore_rest: Whether columns that are half understood are passed over.
        model: Id of a model, or `live`.
        threshold: None for the model's own.
        processes: How many work at a time; None for one a core.
        limit: Hits of a party, at most.
        cutoff: Lowest score that is answered; None for the threshold.
        dataset: Key of the list to screen against; None for all.

    Raises:
        NoSnapshot: Nothing was built yet.
        ModelError: There is no such model, or it cannot be used.
    """
    snapshot = current_snapshot_id(home)
    if snapshot is None:
        raise NoSnapshot(f"nothing is built in {home}")
    path = find_entry(home, model).path
    least = load_model(path).threshold if threshold is None else threshold
    job = Job(
        file=file,
        out=out,
        told=told,
        ignore_rest=ignore_rest,
        snapshot=snapshots_folder(home) / snapshot,
        model=path,
        filters=Filters(limit=limit, threshold=least, cutoff=least if cutoff is None else cutoff),
        dataset=dataset,
        processes=processes or os.cpu_count() or 1,
    )
    return job, least
