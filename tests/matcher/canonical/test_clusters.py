from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from matcher.canonical.clusters import grow


class Edge(NamedTuple):
    first: int
    second: int


def never(left: Sequence[int], right: Sequence[int], edge: Edge) -> None:
    return None


def at_most_one_listed(left: Sequence[int], right: Sequence[int], edge: Edge) -> str | None:
    return "two listed" if sum(row < 3 for row in (*left, *right)) > 1 else None


EDGES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12))
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: Edge(*pair)),
    max_size=30,
)


def test_the_weakest_link_of_a_chain_is_cut() -> None:
    chain = [Edge(0, 5), Edge(6, 1), Edge(5, 6)]  # 0 and 1 are listed
    found = grow(chain, at_most_one_listed)
    assert found.members == ((0, 5), (1, 6))
    assert [(cut.link, cut.reason) for cut in found.cuts] == [(Edge(5, 6), "two listed")]
    assert found.kept == (Edge(0, 5), Edge(6, 1))


@given(EDGES)
def test_without_a_guard_they_are_the_connected_components(edges: list[Edge]) -> None:
    found = grow(edges, never)
    home = {row: rows for rows in found.members for row in rows}
    assert sum(map(len, found.members)) == len(home)  # no row in two clusters
    assert all(home[edge.first] == home[edge.second] for edge in edges)
    assert len(found.members) <= len(home) // 2
    # No smaller partition holds all edges: each cluster is connected.
    for rows in found.members:
        reached, waiting = {rows[0]}, [rows[0]]
        while waiting:
            row = waiting.pop()
            for edge in edges:
                for one, other in (edge, edge[::-1]):
                    if one == row and other not in reached:
                        reached.add(other)
                        waiting.append(other)
        assert reached == set(rows)


@given(EDGES)
def test_a_guard_holds_whatever_the_links(edges: list[Edge]) -> None:
    found = grow(edges, at_most_one_listed)
    assert all(sum(row < 3 for row in rows) <= 1 for rows in found.members)
    assert len(found.kept) + len(found.cuts) == len(edges)
    home = {row: rows for rows in found.members for row in rows}
    for cut in found.cuts:
        assert home.get(cut.link.first) is None or home[cut.link.first] != home.get(cut.link.second)


@given(EDGES)
def test_more_rows_elsewhere_change_nothing(edges: list[Edge]) -> None:
    apart = [Edge(one, other) for one, other in combinations((100, 101, 102), 2)]
    assert set(grow([*edges, *apart], never).members) == {
        *grow(edges, never).members,
        (100, 101, 102),
    }
