"""Many names, laid out for the kernel together, with room for what is found for each."""

from collections.abc import Iterable, Sequence, Sized
from ctypes import addressof, c_char_p
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import layout
from matcher.kernel.asking import lay_out
from matcher.normalise.names import Name


class Sieved(NamedTuple):
    """What is left of one name.

    Args:
        entities: Organisations of interest, and the weights of their best names.
        others: Alias rows of persons and vessels among what was found; the first `MOST_OTHERS`.
    """

    entities: Sequence[tuple[int, float]]
    others: NDArray[np.uint32]


NOTHING = Sieved((), np.empty(0, dtype=np.uint32))


class LaidOutNames:
    """The words of many names, for the kernel."""

    def __init__(self, names: Sequence[Name]) -> None:
        texts, natives, tokens = lay_out([token for name in names for token in name.tokens])
        # Kept for as long as the structure has its address.
        self._starts = _starts(name.tokens for name in names)
        self.structure = layout.Tokens(
            tokens=tokens,
            starts=self._starts.ctypes.data,
            texts=texts,
            natives=natives,
            count=len(names),
        )


class Batch:
    """Names that are asked for one after the other.

    Args:
        names: The names.
        form_levels: Of each name, as `CompiledNames.form_levels` has them.
        leasts: Of each, the weight that is of interest.
        beside: Of each, the alias rows that it is compared with whatever is found.
    """

    def __init__(
        self,
        names: Sequence[Name],
        form_levels: Sequence[bytes],
        leasts: Sequence[float],
        beside: Sequence[NDArray[np.uint32]],
    ) -> None:
        count = len(names)
        self.most_beside = max(map(len, beside), default=0)
        # Kept for as long as the structures have their addresses.
        self._laid_out = LaidOutNames(names)
        self._beside_starts = _starts(beside)
        self._beside = np.concatenate(beside) if self.most_beside else np.empty(0, dtype=np.uint32)
        self._form_levels = (c_char_p * count)(*form_levels)
        self._leasts = np.array(leasts, dtype=np.float64)
        self.names = layout.Batch(
            names=self._laid_out.structure,
            form_levels=addressof(self._form_levels),
            leasts=self._leasts.ctypes.data,
            beside_starts=self._beside_starts.ctypes.data,
            beside=self._beside.ctypes.data,
        )
        self._counts = np.empty(count, dtype=np.int8)
        self._entities = np.empty((count, layout.MOST_SIEVED), dtype=np.uint32)
        self._weights = np.empty((count, layout.MOST_SIEVED), dtype=np.float64)
        self._other_counts = np.zeros(count, dtype=np.int32)
        self._others = np.empty((count, layout.MOST_OTHERS), dtype=np.uint32)
        columns = (
            self._counts,
            self._entities,
            self._weights,
            self._other_counts,
            self._others,
        )
        self.room = layout.Sieved(*(column.ctypes.data for column in columns))

    def sieved(self) -> list[Sieved | None]:
        """What the kernel left of each name; None for one that has to be searched for."""
        return [
            None
            if count == layout.SEARCH
            else Sieved(self._first(place, count), self._others[place, :others])
            if count or others
            else NOTHING
            for place, (count, others) in enumerate(
                zip(self._counts.tolist(), self._other_counts.tolist(), strict=True)
            )
        ]

    def _first(self, place: int, count: int) -> tuple[tuple[int, float], ...]:
        if not count:
            return ()
        entities, weights = self._entities[place, :count], self._weights[place, :count]
        return tuple(zip(entities.tolist(), weights.tolist(), strict=True))


def _starts(parts: Iterable[Sized]) -> NDArray[np.uint32]:
    """Where each part starts, one after the other, and where the last one ends."""
    return np.array([0, *accumulate(map(len, parts))], dtype=np.uint32)
