import pytest

from matcher.asked import asked_names, has_more_readings
from matcher.comparison.keys import name_keys
from matcher.normalise.names import normalise_name
from matcher.normalise.vessels import normalise_vessel
from matcher.records import PartyKind


def test_an_organisation_is_looked_for_under_the_keys_of_its_name() -> None:
    [asked] = asked_names(["Dormelan Optika LLC"], PartyKind.ORGANISATION)
    assert asked.name == normalise_name("Dormelan Optika LLC")
    assert asked.keys is None


def test_a_vessel_has_keys_of_its_own() -> None:
    [asked] = asked_names(["M/V Quarlbree 7"], PartyKind.VESSEL)
    assert asked.name == normalise_vessel("M/V Quarlbree 7")
    assert asked.keys == tuple(name_keys(asked.name))


def test_a_person_is_looked_for_by_initials_too() -> None:
    [asked] = asked_names(["E. Vorlin"], PartyKind.PERSON)
    assert asked.keys is not None
    assert set(asked.keys) - set(name_keys(asked.name))


def test_an_organisation_is_asked_for_without_what_frames_its_name() -> None:
    asked = asked_names(["TO THE ORDER OF DORMELAN LLC, 5 QUARRY ROAD"], PartyKind.UNKNOWN)
    assert "DORMELAN LLC" in asked.values()


def test_of_many_names_not_every_reading_is_asked_for() -> None:
    few = [f"Dormelan {word} LLC, 5 Quarry Road" for word in "abcdefgh"]
    many = [f"Dormelan {number} LLC, 5 Quarry Road" for number in range(100, 150)]
    assert not has_more_readings(few, PartyKind.UNKNOWN)
    assert has_more_readings(many, PartyKind.UNKNOWN)
    asked = list(asked_names(many, PartyKind.UNKNOWN).values())
    assert asked[: len(many)] == many
    assert len(asked) == len(many) + 32


@pytest.mark.parametrize("kind", [PartyKind.PERSON, PartyKind.VESSEL])
def test_a_person_and_a_vessel_are_asked_for_as_written(kind: PartyKind) -> None:
    assert len(asked_names(["E. Vorlin, 5 Quarry Road, Dubai"], kind)) == 1


@pytest.mark.parametrize("kind", PartyKind)
def test_a_name_without_words_counts_only_alone(kind: PartyKind) -> None:
    assert list(asked_names(["...", "Dormelan"], kind).values()) == ["Dormelan"]
    assert list(asked_names(["...", "..."], kind).values()) == ["..."]
