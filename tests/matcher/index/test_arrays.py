import errno
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array, save_array


@pytest.mark.parametrize(
    "array",
    [
        pytest.param(np.arange(6, dtype=np.uint32).reshape(2, 3), id="matrix"),
        pytest.param(np.array([], dtype=np.float32), id="empty"),
        pytest.param(np.array(["ооо", "華為"]), id="text"),
        pytest.param(np.array(7.5), id="scalar"),
        pytest.param(np.arange(10)[::3], id="strided"),
    ],
)
def test_round_trip(tmp_path: Path, array: NDArray[Any]) -> None:
    save_array(tmp_path, "a", array)
    opened = open_array(tmp_path, "a")
    assert opened.dtype == array.dtype
    np.testing.assert_array_equal(opened, array)
    assert not opened.flags.writeable


def test_objects_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        save_array(tmp_path, "a", np.array([object()]))
    assert list(tmp_path.iterdir()) == []


def test_full_disk_keeps_the_old_array(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    save_array(tmp_path, "a", np.array([1, 2]))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            save_array(tmp_path, "a", np.array([3, 4, 5]))
    assert open_array(tmp_path, "a").tolist() == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["a.npy"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty-file"),
        pytest.param(b"not an array at all", id="not-an-array"),
        pytest.param(b"\x80\x04\x95pickle", id="pickle"),
    ],
)
def test_damaged_file_names_itself(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.npy").write_bytes(content)
    with pytest.raises(SnapshotError, match=r"a\.npy"):
        open_array(tmp_path, "a")


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    save_array(tmp_path, "a", np.arange(1000))
    os.truncate(tmp_path / "a.npy", 4000)
    with pytest.raises(SnapshotError, match=r"a\.npy"):
        open_array(tmp_path, "a")


def test_open_array_outlives_its_file(tmp_path: Path) -> None:
    save_array(tmp_path, "a", np.arange(1000))
    opened = open_array(tmp_path, "a")
    (tmp_path / "a.npy").unlink()
    assert int(opened.sum()) == 499_500
