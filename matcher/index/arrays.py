"""Numpy arrays as files: written whole, opened memory-mapped, never pickled."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index.durable import replacing


def save_array(directory: Path, name: str, array: NDArray[Any]) -> None:
    """Write an array to `<name>.npy`, atomically and synced to disk.

    Args:
        directory: An existing directory.
        name: File name without its suffix.
        array: Any shape and dtype but `object`.

    Raises:
        ValueError: The dtype is `object`, which only pickle could write.
    """
    with replacing(directory / f"{name}.npy") as stream:
        np.lib.format.write_array(stream, np.asarray(array), allow_pickle=False)


def open_array(directory: Path, name: str) -> NDArray[Any]:
    """Map an array read-only; workers that map the same file share its memory.

    Args:
        directory: The directory that `save_array` wrote to.
        name: File name without its suffix.

    Returns:
        A plain array over the mapped file. The mapping outlives the file's name, so an
        array in use keeps working after its snapshot was pruned.

    Raises:
        SnapshotError: The file is missing, truncated or not an array.
    """
    path = directory / f"{name}.npy"
    try:
        mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise SnapshotError(f"cannot be opened as an array: {error}", path=path) from error
    # np.memmap pays for its subclass at every slice; the view keeps the mapping alive.
    return mapped.view(np.ndarray)


def check_array(
    directory: Path, name: str, array: NDArray[Any], dtype: Any, length: int, *, below: int = 0
) -> None:
    """Check that an array is of a type and as long as others say.

    Args:
        directory: It was opened in.
        name: Of its file.
        array: Of numbers.
        dtype: Of its elements.
        length: Of the array.
        below: More than the greatest number; 0 for any.

    Raises:
        SnapshotError: It is not.
    """
    path = directory / f"{name}.npy"
    if array.dtype != dtype or array.shape != (length,):
        raise SnapshotError(f"is {array.dtype}{array.shape}, not ({length},)", path=path)
    if below and int(array.max(initial=0)) >= below:
        raise SnapshotError(f"has a number that is not below {below}", path=path)


def check_starts(directory: Path, name: str, starts: NDArray[Any], count: int, end: int) -> None:
    """Check that an array says where each of some runs starts that follow upon one another.

    Args:
        directory: It was opened in.
        name: Of its file.
        starts: The array.
        count: How many runs there are.
        end: Where the last one ends.

    Raises:
        SnapshotError: It does not.
    """
    check_array(directory, name, starts, np.uint32, count + 1)
    if starts[0] or starts[-1] != end or (starts[1:] < starts[:-1]).any():
        raise SnapshotError(f"has no runs up to {end}", path=directory / f"{name}.npy")
