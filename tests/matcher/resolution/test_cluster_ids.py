from hypothesis import given
from hypothesis import strategies as st

from matcher.resolution.cluster_ids import cluster_ids

KEYS = st.lists(st.integers(0, 60).map(lambda n: bytes([n]) * 16), unique=True, max_size=40)


@st.composite
def partitions(draw: st.DrawFn) -> list[list[bytes]]:
    keys = draw(KEYS)
    homes = draw(st.lists(st.integers(0, 6), min_size=len(keys), max_size=len(keys)))
    groups: dict[int, list[bytes]] = {}
    for key, home in zip(keys, homes, strict=True):
        groups.setdefault(home, []).append(key)
    return list(groups.values())


def named(groups: list[list[bytes]], ids: list[str]) -> dict[bytes, str]:
    return {key: name for keys, name in zip(groups, ids, strict=True) for key in keys}


A, B, C, D = (bytes([n]) * 16 for n in (10, 20, 30, 40))


@given(partitions(), partitions())
def test_an_id_is_given_to_one_cluster(before: list[list[bytes]], after: list[list[bytes]]) -> None:
    known = named(before, cluster_ids(before))
    ids = cluster_ids(after, known)
    assert len(set(ids)) == len(after)


@given(partitions(), KEYS)
def test_ids_survive_when_parties_are_added(groups: list[list[bytes]], more: list[bytes]) -> None:
    ids = cluster_ids(groups)
    there = {key for keys in groups for key in keys}
    new = [key for key in more if key not in there]
    grown = [keys + new[place :: len(groups)] for place, keys in enumerate(groups)]
    assert cluster_ids(grown, named(groups, ids)) == ids


@given(partitions())
def test_the_same_parties_have_the_same_ids_in_any_order(groups: list[list[bytes]]) -> None:
    ids = named(groups, cluster_ids(groups))
    turned = [keys[::-1] for keys in groups[::-1]]
    assert named(turned, cluster_ids(turned)) == ids


def test_of_two_that_become_one_the_larger_keeps_its_id() -> None:
    known = {A: "p-small", B: "p-large", C: "p-large"}
    assert cluster_ids([[A, B, C]], known) == ["p-large"]


def test_of_one_that_becomes_two_the_larger_keeps_its_id() -> None:
    known = dict.fromkeys((A, B, C), "p-one")
    small, large = cluster_ids([[A], [B, C]], known)
    assert large == "p-one"
    assert small not in {"p-one", ""}
