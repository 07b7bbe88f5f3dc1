"""What a process of the pool does to resolve parties. It imports no DuckDB and no Arrow."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.bulk.engine import Chunk
from matcher.resolution.keys import KeyTable, keys_of
from matcher.resolution.scorer import PairScorer
from matcher.scoring.model import load_model


@lru_cache(maxsize=1)
def open_scorer(folder: Path, model: Path, _run: str) -> PairScorer:
    """Score the parties of a folder with the model of another; opened once a run.

    Args:
        folder: Where the parties are.
        model: Directory of the model.
        _run: Names the run: another one may find other parties in the same folder.
    """
    return PairScorer(folder, load_model(model))


def chunk_keys(size: int, chunk: Chunk) -> KeyTable:
    """The keys of a chunk; `size` parties stand in each chunk before it."""
    return keys_of(chunk.number * size, chunk.queries)


def linked(
    folder: Path, model: Path, run: str, enough: float, pairs: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """The pairs that score enough, and their scores."""
    scores = open_scorer(folder, model, run).scores(pairs.tolist())
    chosen = scores >= enough
    return pairs[chosen], scores[chosen]
