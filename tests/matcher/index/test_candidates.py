from pathlib import Path

import numpy as np
import pytest

from matcher.comparison.party import make_context
from matcher.index.candidates import find_beside
from matcher.index.snapshot import Snapshot
from matcher.records import Filters, Identifier, Listed
from tests.matcher.index.crowds import CROWD, crowd_of
from tests.matcher.index.homes import entity, snapshot_of


def find(
    snapshot: Snapshot, addresses: tuple[str, ...] = (), identifiers: tuple[Identifier, ...] = ()
) -> tuple[int, ...]:
    context = make_context((), addresses, identifiers)
    return find_beside(snapshot, context, None, beside_name=False).entities


def test_every_identifier_alone_finds_its_party(snapshot: Snapshot, parties: list[Listed]) -> None:
    for row, listed in enumerate(parties):
        for identifier in listed.identifiers:
            assert row in find(snapshot, identifiers=(identifier,)), identifier


def test_every_address_alone_finds_its_party(snapshot: Snapshot, parties: list[Listed]) -> None:
    for row, listed in enumerate(parties):
        for address in listed.addresses:
            assert row in find(snapshot, (address,)), address


def test_what_is_certain_is_found_whatever_else_is_asked(
    snapshot: Snapshot, parties: list[Listed]
) -> None:
    """Beside the addresses and identifiers of everybody else."""
    others = parties[:8]
    for row, listed in list(enumerate(parties))[8::10]:
        found = find(
            snapshot,
            (*(a for other in others for a in other.addresses), *listed.addresses[:1]),
            (*(i for other in others for i in other.identifiers), *listed.identifiers[:1]),
        )
        if listed.identifiers or listed.addresses:
            assert row in found


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return crowd_of(tmp_path_factory.mktemp("crowded"))


@pytest.mark.parametrize(
    ("addresses", "identifiers"),
    [
        pytest.param(("12 Sadovaya street, unit 7, Dormelansk 119261",), (), id="same-address"),
        pytest.param(("Sadovaya, Dormelansk",), (), id="part-of-address"),
        pytest.param((), ("AB 4417-20",), id="identifier"),
    ],
)
def test_a_crowd_that_may_not_be_answered_takes_no_place(
    crowded: Snapshot, addresses: tuple[str, ...], identifiers: tuple[str, ...]
) -> None:
    context = make_context(
        (), addresses, tuple(Identifier(kind="idNumber", value=value) for value in identifiers)
    )
    allowed = crowded.allowed(Filters(include_datasets=frozenset({"y"})), None)
    assert find_beside(crowded, context, allowed, beside_name=True).entities == (CROWD,)


def test_nobody_allowed_is_nobody_found(crowded: Snapshot) -> None:
    context = make_context((), ("Sadovaya, Dormelansk",), ())
    nobody = np.zeros(crowded.entity_count, dtype=bool)
    assert find_beside(crowded, context, nobody, beside_name=True).entities == ()


def test_a_crowd_is_cut(crowded: Snapshot) -> None:
    assert len(find(crowded, ("Sadovaya 12, Dormelansk",))) < 20


def test_a_town_that_everybody_is_in_still_finds(tmp_path: Path) -> None:
    """On a list of one town its word is as common as can be, and all there is."""
    small = snapshot_of(
        tmp_path,
        *(
            entity(f"x-{number}", name, address=f"{name}, Dormelansk")
            for number, name in enumerate(["Saron", "Velt", "Mikra", "Lunet", "Tarim", "Oskol"])
        ),
    )
    assert set(find(small, ("Dormelansk",))) == set(range(6))
