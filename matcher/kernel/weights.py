"""What levels are worth, as the kernel reads it."""

from ctypes import addressof, c_void_p

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.name import NAME_COMPARISONS
from matcher.kernel import layout
from matcher.scoring.weights import Weights

_Bits = NDArray[np.float64]


class CompiledWeights:
    """The weights of the name comparisons, packed once.

    Args:
        weights: Of a model.
    """

    def __init__(self, weights: Weights) -> None:
        self._bits = [
            np.array(bits, dtype=np.float64) for bits in weights.bits[: layout.NAME_COMPARISONS]
        ]
        shapes = {comparison.name: comparison.shape for comparison in NAME_COMPARISONS}
        bits_of = dict(zip(shapes, self._bits, strict=True))
        self._most = (
            _most_up_to(bits_of["name"].reshape(shapes["name"])),
            _most_up_to(bits_of["extra"]),
            # Any manner of agreeing, or none that is worth nothing.
            _most_up_to(bits_of["spelling"].reshape(shapes["spelling"]).max(axis=0).clip(min=0)),
            _most_up_to(bits_of["coverage"]),
            _most_up_to(bits_of["missed"]),
        )
        self._structure = layout.Weights(
            (c_void_p * layout.NAME_COMPARISONS)(*(bits.ctypes.data for bits in self._bits)),
            weights.prior_bits,
            *(most.ctypes.data for most in self._most),
            bits_of["remainder"].max(),
            bits_of["places"].max(),
        )
        self.address = addressof(self._structure)


def _most_up_to(bits: _Bits) -> _Bits:
    """The greatest bits of each level and those that agree less, along every axis."""
    for axis in range(bits.ndim):
        bits = np.maximum.accumulate(bits, axis=axis)
    return np.ascontiguousarray(bits)
