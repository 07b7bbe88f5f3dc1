from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import SnapshotError
from matcher.index.arrays import open_array
from matcher.index.bitmaps import COMMON, Bitmaps, write_bitmaps
from matcher.index.postings import Postings, PostingsBuilder


def postings_of(folder: Path, keys: dict[str, set[int]]) -> Postings:
    """Postings of some rows by key."""
    builder = PostingsBuilder()
    for key, rows in keys.items():
        for row in rows:
            builder.add(key, row)
    builder.write(folder, "p")
    return Postings.open(folder, "p")


@given(
    rows=st.dictionaries(
        st.text(min_size=1, max_size=3), st.sets(st.integers(0, 299), min_size=1), min_size=1
    ),
    size=st.sampled_from([300, 320, 321]),
)
def test_common_keys_have_a_bit_for_each_row(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, set[int]], size: int
) -> None:
    folder = tmp_path_factory.mktemp("p")
    postings = postings_of(folder, rows)
    write_bitmaps(folder, "p", size)
    common = open_array(folder, "p.common").tolist()
    bits = np.unpackbits(open_array(folder, "p.bitmaps").view(np.uint8), axis=1, bitorder="little")
    spans = postings.find(list(rows))
    offsets = open_array(folder, "p.offsets")
    expected = {
        int(np.flatnonzero(offsets == start)[0]): found
        for start, found in zip(spans.starts.tolist(), rows.values(), strict=True)
        if len(found) * COMMON >= size
    }
    assert common == sorted(expected)
    for place, key in enumerate(common):
        assert set(np.flatnonzero(bits[place]).tolist()) == expected[key]
    assert Bitmaps(folder, "p", size, len(postings)).addresses()["common_count"] == len(common)


def test_an_index_without_rows_has_none(tmp_path: Path) -> None:
    PostingsBuilder().write(tmp_path, "p")
    write_bitmaps(tmp_path, "p", 0)
    assert Bitmaps(tmp_path, "p", 0, 0).addresses()["common_count"] == 0


@pytest.mark.parametrize(
    ("array", "damage"),
    [
        pytest.param("common", lambda found: found + 9, id="key-past-the-end"),
        pytest.param("common", lambda found: found.astype(np.int64), id="type-of-keys"),
        pytest.param("common", lambda found: found[:-1], id="a-key-too-few"),
        pytest.param("bitmaps", lambda found: found[:, :-1], id="too-few-rows"),
        pytest.param("bitmaps", lambda found: found.view(np.int64), id="type-of-bitmaps"),
    ],
)
def test_damage_is_found(tmp_path: Path, array: str, damage: Callable[[Any], Any]) -> None:
    postings = postings_of(tmp_path, {"saron": {0, 70}, "velt": {1}})
    write_bitmaps(tmp_path, "p", 100)
    Bitmaps(tmp_path, "p", 100, len(postings))
    found = np.load(tmp_path / f"p.{array}.npy")
    (tmp_path / f"p.{array}.npy").chmod(0o644)
    np.save(tmp_path / f"p.{array}.npy", damage(found))
    with pytest.raises(SnapshotError):
        Bitmaps(tmp_path, "p", 100, len(postings))
