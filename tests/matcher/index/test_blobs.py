import os
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import SnapshotError
from matcher.index.arrays import save_array
from matcher.index.blobs import Blobs, write_blobs


@given(st.lists(st.binary(max_size=20), max_size=30))
def test_round_trip(blobs: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert write_blobs(Path(folder), "b", iter(blobs)) == len(blobs)
        opened = Blobs.open(Path(folder), "b")
        assert len(opened) == len(blobs)
        assert list(opened) == blobs
        assert [opened[i] for i in range(-len(blobs), 0)] == blobs


@pytest.mark.parametrize("number", [2, -3])
def test_past_the_end(tmp_path: Path, number: int) -> None:
    write_blobs(tmp_path, "b", [b"one", b"two"])
    with pytest.raises(IndexError):
        Blobs.open(tmp_path, "b")[number]


def test_damage_is_found(tmp_path: Path) -> None:
    write_blobs(tmp_path, "b", [b"one", b"two"])
    os.truncate(tmp_path / "b.bin", 5)
    with pytest.raises(SnapshotError, match="offsets"):
        Blobs.open(tmp_path, "b")
    (tmp_path / "b.bin").unlink()
    with pytest.raises(SnapshotError, match=r"b\.bin"):
        Blobs.open(tmp_path, "b")
    save_array(tmp_path, "b.offsets", np.array([], dtype=np.uint64))
    (tmp_path / "b.bin").touch()
    with pytest.raises(SnapshotError, match="offsets"):
        Blobs.open(tmp_path, "b")


def test_failing_source_leaves_no_file(tmp_path: Path) -> None:
    def source() -> list[bytes]:
        raise RuntimeError("the list ends here")

    with pytest.raises(RuntimeError):
        write_blobs(tmp_path, "b", (blob for blob in [b"one", *source()]))
    assert list(tmp_path.iterdir()) == []
