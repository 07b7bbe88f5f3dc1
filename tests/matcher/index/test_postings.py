import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.errors import SnapshotError
from matcher.index import postings as module
from matcher.index.arrays import save_array
from matcher.index.postings import Postings, PostingsBuilder

SIZE = 40
Pairs = list[tuple[str, int]]
keys_ = st.text(alphabet="ab\0-я華\ud800", max_size=3)
pairs_ = st.lists(st.tuples(keys_, st.integers(0, SIZE - 1)), max_size=60)


def build(directory: Path, pairs: Iterable[tuple[str, int]]) -> Postings:
    builder = PostingsBuilder()
    for key, row in pairs:
        builder.add(key, row)
    builder.write(directory, "p")
    return Postings.open(directory, "p")


def model(pairs: Pairs) -> dict[str, list[int]]:
    return {key: sorted({row for other, row in pairs if other == key}) for key, _ in pairs}


@given(pairs_, keys_)
def test_equals_a_dict_of_lists(pairs: Pairs, other: str) -> None:
    expected = model(pairs)
    with tempfile.TemporaryDirectory() as folder:
        postings = build(Path(folder), pairs)
        assert len(postings) == len(expected)
        for key in {*expected, other}:
            rows = postings.rows(key)
            assert rows.dtype == np.uint32
            assert rows.tolist() == expected.get(key, [])
            assert postings.count(key) == len(rows)
        counts = postings.find([*expected, other]).counts
        assert counts.tolist() == [len(expected.get(key, [])) for key in [*expected, other]]


@given(
    pairs_,
    st.lists(st.tuples(keys_, st.integers(-5, 1000)), max_size=20),
    st.none() | st.integers(0, 5),
)
def test_dense_sparse_and_naive_scores_agree(
    pairs: Pairs, query: list[tuple[str, int]], cap: int | None
) -> None:
    index = model(pairs)
    naive = [0] * SIZE
    for key, weight in query:
        rows = index.get(key, [])
        for row in rows if cap is None or len(rows) <= cap else []:
            naive[row] += weight
    keys = [key for key, _ in query]
    weights = np.array([weight for _, weight in query], dtype=np.int32)
    expected = [(row, score) for row, score in enumerate(naive) if score != 0]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        postings = build(Path(folder), pairs)
        spans = postings.find(keys)
        for asked in (keys, spans):
            scores = postings.accumulate(asked, weights, SIZE, max_rows_per_key=cap)
            assert scores.tolist() == naive
            for limit in (-SIZE, SIZE * len(keys)):  # always dense, always sorted
                patch.setattr(module, "SPARSE_POSTINGS", limit)
                found, sums = postings.touched(asked, weights, SIZE, max_rows_per_key=cap)
                assert list(zip(found.tolist(), sums.tolist(), strict=True)) == expected
                assert (found.dtype.name, sums.dtype.name) == ("uint32", "int32")


def test_accumulates_onto_a_given_buffer(tmp_path: Path) -> None:
    postings = build(tmp_path, [("a", 0), ("a", 2), ("b", 2)])
    buffer = np.array([1, 1, 1], dtype=np.int32)
    scores = postings.accumulate(["a", "b"], np.array([10, 20], dtype=np.int32), 3, out=buffer)
    assert scores is buffer
    assert buffer.tolist() == [11, 1, 31]


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param(np.array([1], dtype=np.int32), id="one-missing"),
        pytest.param(np.array([1, 2], dtype=np.int64), id="another-type"),
    ],
)
def test_weights_that_do_not_fit(tmp_path: Path, weights: NDArray[Any]) -> None:
    postings = build(tmp_path, [("a", 0), ("b", 1)])
    with pytest.raises(ValueError, match="one int32 weight per key"):
        postings.accumulate(["a", "b"], weights, 2)


@pytest.mark.parametrize("row", [-1, 2**32])
def test_row_that_does_not_fit(row: int) -> None:
    with pytest.raises(OverflowError):
        PostingsBuilder().add("a", row)


def test_many_parts_equal_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(f"key {row % 97}", row) for row in range(2000)]
    build(tmp_path, pairs)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(module, "SORTED_AT_ONCE", 10)
    monkeypatch.setattr(module, "HASHED_AT_ONCE", 7)
    build(tmp_path, pairs)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == whole


def test_arrays_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    build(tmp_path, [("a", 0), ("b", 1)])
    save_array(tmp_path, "p.rows", np.array([0], dtype=np.uint32))
    with pytest.raises(SnapshotError, match="do not fit"):
        Postings.open(tmp_path, "p")
    save_array(tmp_path, "p.rows", np.array([0, 1], dtype=np.int64))
    with pytest.raises(SnapshotError, match="types"):
        Postings.open(tmp_path, "p")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param([0], id="none"),
        pytest.param([0, 2], id="one"),
        pytest.param([0, 1, 1, 2], id="three"),
        pytest.param([0, 9, 2], id="past-the-end"),
        pytest.param([0, 1, 1], id="too-few-keys"),
    ],
)
def test_buckets_that_do_not_fit_are_refused(tmp_path: Path, damaged: list[int]) -> None:
    builder = PostingsBuilder()
    builder.add_many(("saron", "velt"), 0)
    builder.write(tmp_path, "names")
    assert len(Postings.open(tmp_path, "names")) == 2
    np.save(tmp_path / "names.buckets.npy", np.array(damaged, dtype=np.uint32))
    with pytest.raises(SnapshotError, match="buckets"):
        Postings.open(tmp_path, "names")
