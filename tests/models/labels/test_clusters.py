from hypothesis import given
from hypothesis import strategies as st

from models.labels.clusters import UnionFind, cluster_records
from models.labels.records import Origin, Pair, Record
from tests.models.labels.examples import OTHER, PLANT, ZAVOD


def clusters_of(
    *pairs: tuple[Pair, bool, dict[str, str]],
) -> dict[str, str]:
    return cluster_records(
        {pair.key: pair for pair, _, _ in pairs},
        {pair.key: [Origin(pair=pair.key, clusters=given)] for pair, _, given in pairs},
        [pair.key for pair, same, _ in pairs if same],
    )


def test_a_match_joins_two_records() -> None:
    found = clusters_of(
        (Pair(left=ZAVOD, right=PLANT), True, {}), (Pair(left=PLANT, right=OTHER), False, {})
    )
    assert found[ZAVOD.key] == found[PLANT.key] != found[OTHER.key]


def test_a_match_between_two_given_clusters_merges_them() -> None:
    left, right = Record(name="Alfa Kvarts"), Record(name="Alpha Quartz")
    found = clusters_of(
        (Pair(left=ZAVOD, right=PLANT), True, {ZAVOD.key: "c7", PLANT.key: "c7"}),
        (Pair(left=left, right=right), True, {left.key: "c3", right.key: "c3"}),
        (Pair(left=PLANT, right=left), True, {}),
    )
    assert set(found.values()) == {"c3"}  # the smallest name, so a fold stays what it was


def test_the_names_of_one_listed_party_are_one_company() -> None:
    former = Record(name="Steklozavod", source=PLANT.source, id=PLANT.id)
    found = clusters_of((Pair(left=former, right=OTHER), False, {}),
                        (Pair(left=ZAVOD, right=PLANT), False, {}))  # fmt: skip
    assert found[former.key] == found[PLANT.key] != found[ZAVOD.key]


def test_a_record_without_a_place_goes_with_those_of_its_name() -> None:
    typed = Record(name="KVARTSLIT PRIBOR, L.L.C.")
    known = Record(name="Kvartslit Pribor LLC", source="us_ofac_sdn", id="99")
    found = clusters_of(
        (Pair(left=known, right=OTHER), False, {known.key: "c1", OTHER.key: "c2"}),
        (Pair(left=typed, right=ZAVOD), False, {}),
    )
    assert found[typed.key] == "c1"


def test_clusters_that_a_file_gives_are_not_joined_by_name() -> None:
    one, other = (Record(name="Kvartslit Pribor LLC", id=place, source="s") for place in "12")
    found = clusters_of((Pair(left=one, right=other), False, {one.key: "c1", other.key: "c2"}))
    assert found == {one.key: "c1", other.key: "c2"}


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_sets_do_not_depend_on_the_order(unions: list[tuple[str, str]]) -> None:
    one, other = UnionFind(), UnionFind()
    for left, right in unions:
        one.union(left, right)
    for left, right in reversed(unions):
        other.union(right, left)
    assert [one.find(x) for x in "abcdefgh"] == [other.find(x) for x in "abcdefgh"]
    assert all(one.find(x) <= x for x in "abcdefgh")
