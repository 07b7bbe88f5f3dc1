from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.bulk.parties import encode_query
from matcher.records import Query
from matcher.resolution.blocks import find_pairs
from matcher.resolution.keys import joined, keys_of

WORDS = st.sampled_from("dormelan saron velt optika zavod tarim lunet mikra trading house".split())
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=25)


def pairs_of(names: list[str]) -> set[tuple[int, int]]:
    queries = [encode_query(Query(names=(name,))) for name in names]
    found = find_pairs(joined([keys_of(0, queries)]), len(queries))
    return {(pair >> 32, pair & 0xFFFFFFFF) for pair in found.tolist()}


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
    whole = find_pairs(joined([keys_of(0, queries)]), 50)
    parts = find_pairs(joined([keys_of(0, queries[:20]), keys_of(20, queries[20:])]), 50)
    assert np.array_equal(whole, parts)
