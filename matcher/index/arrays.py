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
