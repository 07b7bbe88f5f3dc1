import pytest

from matcher.comparison.context import best_address, country_level, identifier_level
from matcher.comparison.knowledge import Knowledge
from matcher.comparison.party import Context, make_context
from matcher.records import Identifier


def context(
    *, countries: str = "", addresses: tuple[str, ...] = (), identifiers: str = ""
) -> Context:
    pairs = (text.split(":") for text in identifiers.split())
    return make_context(
        tuple(countries.split()),
        addresses,
        tuple(Identifier(kind=kind, value=value) for kind, value in pairs),
    )


@pytest.mark.parametrize(
    ("query", "listed", "level"),
    [
        pytest.param("ru", "ru by", 1, id="one-in-common"),
        pytest.param("hk", "cn", 1, id="filed-under-one-another"),
        pytest.param("ru", "us", 0, id="differ"),
        pytest.param("", "us", None, id="not-known-is-not-different"),
    ],
)
def test_country_level(query: str, listed: str, level: int | None) -> None:
    ours, theirs = context(countries=query), context(countries=listed)
    assert country_level(ours, theirs) == level
    assert country_level(theirs, ours) == level


@pytest.mark.parametrize(
    ("query", "listed", "level"),
    [
        pytest.param("12 Lipovaya St, Moskva", "Moskva, ul. Lipovaya 12", 4, id="the-same"),
        pytest.param("12 Lipovaya St, Moskva", "14 Lipovaya St, Moskva", 2, id="next-door"),
        pytest.param("12 Lipovaya St", "7 Ozernaya St", 0, id="another"),
    ],
)
def test_address_level(query: str, listed: str, level: int, knowledge: Knowledge) -> None:
    match = best_address(
        context(addresses=(query,)), context(addresses=("1 Elsewhere", listed)), knowledge.places
    )
    assert match is not None
    assert match.level == level


def test_no_address_is_not_another_address(knowledge: Knowledge) -> None:
    assert best_address(context(), context(addresses=("1 Elsewhere",)), knowledge.places) is None


@pytest.mark.parametrize(
    ("query", "listed", "level"),
    [
        pytest.param("innCode:7707083893", "taxNumber:7707083893", 2, id="the-same"),
        pytest.param("innCode:7707083893", "innCode:7728168971", 0, id="conflict"),
        pytest.param("swiftBic:ABCDRUMM", "innCode:7728168971", None, id="not-comparable"),
        pytest.param("swiftBic:ABCDRUMM", "swiftBic:ZYXWRUMM", None, id="may-have-several"),
        pytest.param("", "innCode:7728168971", None, id="not-known"),
    ],
)
def test_identifier_level(query: str, listed: str, level: int | None) -> None:
    ours, theirs = context(identifiers=query), context(identifiers=listed)
    assert identifier_level(ours, theirs) == level
    assert identifier_level(theirs, ours) == level
