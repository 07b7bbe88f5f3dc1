from collections.abc import Mapping

import pytest

from matcher.resolution.clustering import ListedAs, PartyLink, cluster


class Table:
    """Scores from a table; pairs that are not in it score nothing."""

    def __init__(self, scores: Mapping[tuple[int, int], float]) -> None:
        self._scores = scores

    def score(self, first: int, second: int, /) -> float:
        return self._scores.get((first, second), 0.0)


def clusters(
    scores: Mapping[tuple[int, int], float], listed: Mapping[int, ListedAs] | None = None
) -> tuple[set[tuple[int, ...]], list[str]]:
    links = [PartyLink(*pair, score) for pair, score in scores.items() if score >= 0.9]
    found = cluster(links, listed or {}, Table(scores), enough=0.9, agreeing=0.6)
    return set(found.members), [cut.reason for cut in found.cuts]


def test_two_listed_parties_are_never_one_cluster() -> None:
    chain = {(0, 1): 0.99, (1, 2): 0.95, (2, 3): 0.99, (0, 2): 0.95, (0, 3): 0.95, (1, 3): 0.95}
    listed = {0: ListedAs("a-1", 0.8), 3: ListedAs("b-1", 0.8)}
    members, reasons = clusters(chain, listed)
    assert members == {(0, 1), (2, 3)}
    assert set(reasons) == {"one is listed as a-1, the other as b-1"}


def test_two_spellings_of_one_listed_party_are_one_cluster() -> None:
    listed = {0: ListedAs("a-1", 0.95), 1: ListedAs("a-1", 0.93), 2: ListedAs("a-1", 0.7)}
    members, _ = clusters({}, listed)
    assert members == {(0, 1)}  # a hit that is not sure links nobody


@pytest.mark.parametrize(
    ("far", "expected"),
    [
        pytest.param(0.7, {(0, 1, 2)}, id="groups-agree"),
        pytest.param(0.2, {(0, 1)}, id="one-pair-of-a-chain"),
    ],
)
def test_a_chain_is_followed_where_the_groups_agree(
    far: float, expected: set[tuple[int, ...]]
) -> None:
    members, _ = clusters({(0, 1): 0.99, (1, 2): 0.95, (0, 2): far})
    assert expected == members if far > 0.6 else expected >= members
