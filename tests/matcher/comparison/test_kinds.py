import pytest

from matcher.comparison.kinds import Family, family_of, kind_level
from matcher.records import PartyKind, kind_of


@pytest.mark.parametrize(
    ("query", "listed", "family", "level"),
    [
        ("Company", "Organization", Family.ORGANISATIONS, None),
        ("LegalEntity", "Company", Family.ORGANISATIONS, None),
        ("Company", "LegalEntity", Family.ORGANISATIONS, None),
        ("Company", "Airplane", Family.ORGANISATIONS, None),
        ("Person", "Person", Family.PERSONS, None),
        ("LegalEntity", "Person", Family.PERSONS, None),
        ("Person", "LegalEntity", Family.PERSONS, None),
        ("Company", "Person", Family.PERSONS, 0),
        ("Vessel", "Person", Family.PERSONS, 0),
        ("Vessel", "Vessel", Family.VESSELS, None),
        ("Company", "Vessel", Family.VESSELS, 0),
        ("Person", "Company", Family.MIXED, 0),
        ("Vessel", "Organization", Family.MIXED, 0),
    ],
)
def test_family(query: str, listed: str, family: Family, level: int | None) -> None:
    assert family_of(kind_of(query), kind_of(listed)) is family
    assert kind_level(kind_of(query), kind_of(listed)) == level


@pytest.mark.parametrize("query", list(PartyKind)[:4])
def test_an_address_that_is_listed_alone_has_comparisons_of_its_own(query: PartyKind) -> None:
    assert family_of(query, PartyKind.PLACE) is Family.PLACES


def test_who_says_nothing_is_not_another_kind() -> None:
    assert all(kind_level(PartyKind.UNKNOWN, kind) is None for kind in PartyKind)
