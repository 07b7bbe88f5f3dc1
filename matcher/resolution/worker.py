"""What a process of the pool does to resolve parties. It imports no DuckDB and no Arrow."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of a chunk of pairs.

    Args:
        number: Of the chunk.
        compared: Pairs that it had.
        pairs: Those that score enough, and their `scores`.
    """

    number: int
    compared: int
    pairs: NDArray[np.uint64]
    scores: NDArray[np.float32]


def chunk_keys(size: int, chunk: Chunk) -> tuple[int, KeyTable]:
    """Number and keys of a chunk; `size` parties stand in each chunk before it."""
    return chunk.number, keys_of(chunk.number * size, chunk.queries)


def linked(
    folder: Path, model: Path, run: str, enough: float, chunk: tuple[int, NDArray[np.uint64]]
) -> Linked:
    """The pairs of a numbered chunk that score enough."""
    number, pairs = chunk
    scores = open_scorer(folder, model, run).scores(pairs.tolist())
    chosen = scores >= enough
    return Linked(number, len(pairs), pairs[chosen], scores[chosen])
