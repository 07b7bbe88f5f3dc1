"""Bitmaps of the keys that many rows carry: whether a row has such a key is one bit to look at.

Beside the lists of rows (`matcher.index.postings`), for the search that has a few rows left and
wants to know which of them carry a common key as well.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index.arrays import check_array, open_array, save_array

# Rows to one that carries a key. A bitmap of a rarer key would take more room than it spares time:
# at this share twice the room of the list of rows.
COMMON = 64
_BITS = 64


def write_bitmaps(directory: Path, name: str, size: int) -> None:
    """Write `<name>.common.npy` and `<name>.bitmaps.npy` beside the postings of this name.

    Args:
        directory: In which `PostingsBuilder.write` wrote them.
        name: Stem of the files.
        size: Rows of the index.

    Raises:
        SnapshotError: The postings cannot be read.
    """
    offsets = open_array(directory, f"{name}.offsets")
    rows = open_array(directory, f"{name}.rows")
    common = np.flatnonzero(np.diff(offsets) * COMMON >= max(size, 1)).astype(np.uint32)
    bitmaps = np.zeros((len(common), _words(size)), dtype=np.uint64)
    for bitmap, key in zip(bitmaps, common.tolist(), strict=True):
        carried = np.zeros(len(bitmap) * _BITS, dtype=np.bool_)
        carried[rows[offsets[key] : offsets[key + 1]]] = True
        bitmap[:] = np.packbits(carried, bitorder="little").view(np.uint64)
    save_array(directory, f"{name}.common", common)
    save_array(directory, f"{name}.bitmaps", bitmaps)


class Bitmaps:
    """The bitmaps of the commonest keys, memory-mapped.

    Args:
        directory: In which they were written.
        name: Stem of the files.
        size: Rows of the index.
        key_count: Its keys.

    Raises:
        SnapshotError: A file is missing or damaged, or they do not fit.
    """

    def __init__(self, directory: Path, name: str, size: int, key_count: int) -> None:
        # Of each key its place among all, ascending.
        self._keys: NDArray[Any] = open_array(directory, f"{name}.common")
        self._bitmaps: NDArray[Any] = open_array(directory, f"{name}.bitmaps")
        count = len(self._keys)
        check_array(directory, f"{name}.common", self._keys, np.uint32, count, below=key_count)
        shape = (count, _words(size))
        if self._bitmaps.dtype != np.uint64 or self._bitmaps.shape != shape:
            found = f"{self._bitmaps.dtype}{self._bitmaps.shape}"
            raise SnapshotError(f"is {found}, not {shape}", path=directory / f"{name}.bitmaps.npy")

    def addresses(self) -> dict[str, int]:
        """Where they are in memory, and how many, for the compiled kernel."""
        return {
            "common": self._keys.ctypes.data,
            "bitmaps": self._bitmaps.ctypes.data,
            "common_count": len(self._keys),
        }


def _words(size: int) -> int:
    """Words of one bitmap."""
    return -(-size // _BITS)
