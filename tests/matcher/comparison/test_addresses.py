import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.comparison.addresses import best_address
from matcher.comparison.background import Background
from matcher.comparison.party import Context, make_context

# Of 1,000 addresses half are in the town, counted by its stem; every other word is rare.
PLACES = Background(counts={"dormelan": 500}, names=1000)
PARTS = st.lists(
    st.sampled_from("Dormelansk Lipovaya Lipovoy Ozernaya Severnaya 12 14 119261 office 7".split()),
    max_size=6,
).map(" ".join)


def at(*addresses: str) -> Context:
    return make_context((), addresses, ())


def level(query: str, listed: str) -> int:
    match = best_address(at(query), at(listed), PLACES)
    assert match is not None
    return match.level


@pytest.mark.parametrize(
    ("query", "listed", "expected"),
    [
        pytest.param("12 Lipovaya St, Dormelansk", "Dormelansk, ul. Lipovaya 12", 4, id="same"),
        pytest.param("12 Lipovaya St, Dormelansk", "Lipovoy st. 12 Dormelansk", 4, id="inflected"),
        pytest.param("12 Lipovskaya, Dormelansk", "Lipovskoye 12 Dormelansk", 4, id="adjective"),
        pytest.param("12 Zelenogradskaya", "Zelonegradskaya 12", 4, id="two-slips-in-a-long-word"),
        pytest.param("12 Lipovaya, Dormelansk, 7", "Lipovaya 12-3, Dormelansk", 3, id="a-number"),
        pytest.param(
            "119261 Dormelansk, Nauki 14", "14 Science Ave, Dormelansk 119261", 3, id="translated"
        ),
        pytest.param("12 Lipovaya St, Dormelansk", "14 Lipovaya St, Dormelansk", 2, id="next-door"),
        pytest.param("Dormelansk", "12 Lipovaya St, Dormelansk", 1, id="a-town-is-no-address"),
        pytest.param("119261, Nauki 3", "14 Ozernaya, 119261", 1, id="a-postcode-is-a-place"),
        pytest.param("12 Lipovaya St", "12 Ozernaya St", 0, id="a-house-number-proves-nothing"),
        pytest.param("7 Kola St", "7 Kolb St", 0, id="a-short-word-has-no-slips"),
        pytest.param("12 Lipovaya St", "7 Ozernaya St", 0, id="another"),
    ],
)
def test_level(query: str, listed: str, expected: int) -> None:
    assert level(query, listed) == expected


@given(PARTS.filter(str.strip), PARTS.filter(str.strip))
def test_the_sides_may_be_swapped(query: str, listed: str) -> None:
    ours, theirs = (
        best_address(at(query), at(listed), PLACES),
        best_address(at(listed), at(query), PLACES),
    )
    assert (ours and ours.level) == (theirs and theirs.level)


def test_the_pair_that_agrees_most_is_found() -> None:
    match = best_address(
        at("12 Lipovaya St, Dormelansk"), at("1 Elsewhere", "Dormelansk, Lipovaya 12"), PLACES
    )
    assert match is not None
    assert (match.level, match.query, match.listed) == (4, 0, 1)


def test_no_address_is_not_another_address() -> None:
    assert best_address(at(), at("1 Elsewhere"), PLACES) is None
