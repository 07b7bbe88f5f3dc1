"""A sequence of byte strings in one file, read at random through the page cache."""

import mmap
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array, save_array
from matcher.index.durable import replacing


def write_blobs(directory: Path, name: str, blobs: Iterable[bytes]) -> int:
    """Write byte strings one after the other; only their offsets are held in memory.

    Args:
        directory: An existing directory.
        name: Stem of the two files, `<name>.bin` and `<name>.offsets.npy`.
        blobs: In the order in which they will be numbered; may be empty strings.

    Returns:
        How many were written.
    """
    offsets = array("Q", [0])
    end = 0
    with replacing(directory / f"{name}.bin") as stream:
        for blob in blobs:
            end += stream.write(blob)
            offsets.append(end)
    save_array(directory, f"{name}.offsets", np.frombuffer(offsets, dtype=np.uint64))
    return len(offsets) - 1


class Blobs:
    """Byte strings by number, memory-mapped."""

    __slots__ = ("_data", "_offsets")

    def __init__(self, data: mmap.mmap | bytes, offsets: NDArray[np.uint64]) -> None:
        self._data = data
        self._offsets = offsets

    @classmethod
    def open(cls, directory: Path, name: str) -> "Blobs":
        """Map what `write_blobs` wrote.

        Raises:
            SnapshotError: A file is missing, or the two do not fit each other.
        """
        path = directory / f"{name}.bin"
        offsets = open_array(directory, f"{name}.offsets")
        try:
            with path.open("rb") as stream:
                size = path.stat().st_size
                # An empty file cannot be mapped.
                data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        except OSError as error:
            raise SnapshotError(f"cannot be opened: {error}", path=path) from error
        if offsets.ndim != 1 or len(offsets) == 0 or int(offsets[-1]) != len(data):
            raise SnapshotError("is not as long as its offsets say", path=path)
        return cls(data, offsets)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        start = range(len(self))[number]  # IndexError past either end
        return self._data[int(self._offsets[start]) : int(self._offsets[start + 1])]

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))
