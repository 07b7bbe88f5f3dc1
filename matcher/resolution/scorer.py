"""The score of two parties of a trade file: that of the endpoint, with the one as the query."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.bulk.parties import decode_query
from matcher.comparison.name import compare_names
from matcher.comparison.party import Context, make_context, weigh_name
from matcher.comparison.specification import compare_contexts
from matcher.comparison.words import WeighedName
from matcher.index.blobs import Blobs
from matcher.normalise.names import normalise_name
from matcher.scoring.model import Model

_REMEMBERED_PARTIES = 50_000  # weighed, about 3 KB each
_MOST_NAMES = 3  # of one party
PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class _Party:
    names: tuple[WeighedName | None, ...]
    context: Context


class PairScorer:
    """Scores pairs of the parties that a folder holds.

    Args:
        folder: Has the encoded parties as blobs `PARTIES`, by row.
        model: What scores.
    """

    def __init__(self, folder: Path, model: Model) -> None:
        self._model = model
        blobs = Blobs.open(folder, PARTIES)
        self._party = lru_cache(maxsize=_REMEMBERED_PARTIES)(partial(_read_party, blobs, model))

    def score(self, first: int, second: int) -> float:
        """Calibrated probability that two rows are one party, 0 to 1."""
        model = self._model
        ours, theirs = self._party(first), self._party(second)
        beside = compare_contexts(ours.context, theirs.context, model.knowledge)
        return max(
            model.score(
                model.weights.match_weight(compare_names(one, other, model.knowledge)[0] + beside)
            )
            for one, other in product(ours.names, theirs.names)
        )

    def scores(self, pairs: Sequence[int]) -> NDArray[np.float32]:
        """Scores of pairs, each as `lower row << 32 | higher row`."""
        found = (self.score(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs)
        return np.fromiter(found, dtype=np.float32, count=len(pairs))


def _read_party(blobs: Blobs, model: Model, row: int) -> _Party:
    query = decode_query(blobs[row])
    names = [normalise_name(text) for text in query.names[:_MOST_NAMES]]
    return _Party(
        tuple(weigh_name(name, model.knowledge) for name in names) or (None,),
        make_context(query.countries, query.addresses, query.identifiers),
    )
