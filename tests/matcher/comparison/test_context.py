import pytest

from matcher.comparison.context import country_level, identifier_level
from matcher.comparison.party import Context, make_context
from matcher.records import Identifier


def context(*, countries: str = "", identifiers: str = "") -> Context:
    pairs = (text.split(":") for text in identifiers.split())
    return make_context(
        tuple(countries.split()),
        (),
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
