from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from matcher.bulk.parties import encode_query
from matcher.records import Query
from matcher.resolution import blocks
from matcher.resolution.blocks import write_pairs
from matcher.resolution.keys import KeyTable, keys_of
from matcher.resolution.store import write_keys

WORDS = st.sampled_from("dormelan saron velt optika zavod tarim lunet mikra trading house".split())
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=25)


def find_pairs(*tables: KeyTable) -> list[int]:
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        for number, table in enumerate(tables):
            write_keys(Path(folder) / f"{number}.keys.parquet", table)
        out = Path(folder) / "pairs.parquet"
        write_pairs(database, f"{folder}/*.keys.parquet", out)
        found: list[int] = parquet.read_table(out).column("pair").to_pylist()
        return found


def pairs_of(names: list[str]) -> set[tuple[int, int]]:
    queries = [encode_query(Query(names=(name,))) for name in names]
    found = find_pairs(keys_of(0, queries))
    assert found == sorted(set(found))
    return {(pair >> 32, pair & 0xFFFFFFFF) for pair in found}


@given(NAMES)
@settings(deadline=None)
def test_pairs_are_of_two_rows_each_once(names: list[str]) -> None:
    found = pairs_of(names)
    assert all(0 <= first < second < len(names) for first, second in found)


def test_few_that_share_their_name_are_all_paired() -> None:
    names = ["Dormelan Optika LLC", "OPTIKA DORMELAN", "ООО «Дормелан Оптика»"]
    assert pairs_of(names) == set(combinations(range(3), 2))


def test_a_misspelling_meets_its_name() -> None:
    assert pairs_of(["Dormelan Optika", "Dormelan Optica", "Saron Velt"]) == {(0, 1)}


def test_the_work_does_not_grow_with_the_square() -> None:
    names = [f"Trading House {number}" for number in range(2_000)]
    same = ["Dormelan Optika"] * 2_000
    assert len(pairs_of(names)) < 10 * len(names)
    found = pairs_of(same)
    assert len(found) < 5 * len(same)
    assert {second for _, second in found} == set(range(1, len(same)))  # each meets somebody


def test_chunks_make_the_table_of_the_whole() -> None:
    queries = [encode_query(Query(names=(f"Saron {n % 7} Velt {n}",))) for n in range(50)]
    whole = find_pairs(keys_of(0, queries))
    assert whole == find_pairs(keys_of(0, queries[:20]), keys_of(20, queries[20:]))


@given(NAMES)
@settings(deadline=None)
def test_it_does_not_matter_where_the_sorted_keys_are_cut(names: list[str]) -> None:
    whole = pairs_of(names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_BATCH_KEYS", 3)
        assert pairs_of(names) == whole
