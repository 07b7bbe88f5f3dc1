from hypothesis import given
from hypothesis import strategies as st

from models.labels.splitting import split_by_cluster

CLUSTERS = st.integers(0, 30).map(str)
ROWS = st.lists(
    st.builds(lambda a, b: {"cluster_left": a, "cluster_right": b}, CLUSTERS, CLUSTERS), max_size=60
)


@given(ROWS, st.floats(0.05, 0.95), st.integers(0, 5))
def test_no_company_is_in_both_parts_and_no_row_is_lost(
    rows: list[dict[str, str]], share: float, seed: int
) -> None:
    split = split_by_cluster(rows, share=share, seed=seed)
    train, test = (
        {row[side] for row in part for side in ("cluster_left", "cluster_right")}
        for part in (split.train, split.test)
    )
    assert not train & test
    assert len(split.train) + len(split.test) + split.between == len(rows)
    assert split == split_by_cluster(rows, share=share, seed=seed)


def test_the_share_is_of_the_companies() -> None:
    rows = [{"cluster_left": str(n), "cluster_right": str(n)} for n in range(2000)]
    split = split_by_cluster(rows, share=0.2, seed=1)
    assert 320 < len(split.test) < 480
    assert split_by_cluster(rows, share=0.2, seed=2) != split
