"""Hash tables that the kernel looks words up in."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import layout

_MULTIPLIER, _ADDEND = 0x9E3779B97F4A7C15, 0x632BE59BD9B4E019
_SECOND_MULTIPLIER = 0xD6E8FEB86659FD93
_MASK = (1 << 64) - 1


class PackedTable(NamedTuple):
    """Open addresses, at most half of them taken; a free one has key 0.

    Args:
        keys: Shape (slots,), a power of two.
        values: Shape (slots,).
    """

    keys: NDArray[np.uint64]
    values: NDArray[np.float64]

    @property
    def structure(self) -> layout.Table:
        """As the kernel takes it; the arrays must outlive it."""
        return layout.Table(len(self.keys) - 1, self.keys.ctypes.data, self.values.ctypes.data)


def pack_table(entries: Mapping[int, float]) -> PackedTable:
    """A table of entries, whose keys are not 0."""
    size = 8
    while size < 2 * len(entries):
        size *= 2
    keys, values = [0] * size, [0.0] * size
    for key, value in entries.items():
        slot = key & (size - 1)
        while keys[slot]:
            slot = (slot + 1) & (size - 1)
        keys[slot], values[slot] = key, value
    return PackedTable(np.array(keys, dtype=np.uint64), np.array(values, dtype=np.float64))


def mix(a: int, b: int) -> int:
    """One key of two, in this order; never 0. The kernel has the same function."""
    mixed = a ^ ((b * _MULTIPLIER + _ADDEND) & _MASK)
    mixed ^= mixed >> 32
    mixed = mixed * _SECOND_MULTIPLIER & _MASK
    mixed ^= mixed >> 32
    return mixed or 1
