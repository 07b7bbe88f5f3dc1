from dataclasses import replace
from pathlib import Path

import pytest

from matcher.alerts.listing import changed_since, listing_digest
from matcher.index.snapshot import Snapshot
from matcher.records import Alias, Listed
from tests.matcher.canonical.parties import listed
from tests.matcher.index.homes import Entity, entity, snapshot_of

SARON = listed("a-1", "Saron", "Saron JSC", countries=("ru", "by"), last_seen="2026-01-01")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(replace(SARON, last_seen="2026-02-01"), True, id="seen-again"),
        pytest.param(replace(SARON, countries=("by", "ru")), True, id="another-order"),
        pytest.param(replace(SARON, countries=("ru",)), False, id="a-country-less"),
        pytest.param(replace(SARON, addresses=("Kamensk",)), False, id="an-address-more"),
        pytest.param(
            replace(SARON, aliases=(*SARON.aliases, Alias(name="Tarim"))), False, id="a-name-more"
        ),
        pytest.param(replace(SARON, datasets=("a", "b")), False, id="on-another-list-too"),
    ],
)
def test_a_digest_is_of_what_the_listing_says(other: Listed, same: bool) -> None:
    assert (listing_digest(other) == listing_digest(SARON)) is same


def snapshots(home: Path, before: list[Entity], after: list[Entity]) -> tuple[Snapshot, Snapshot]:
    return snapshot_of(home, *before), snapshot_of(home, *after)


def test_what_was_added_and_what_changed(tmp_path: Path) -> None:
    same, changed = entity("x-1", "Saron"), entity("x-2", "Velt")
    old, new = snapshots(
        tmp_path,
        [same, changed, entity("x-3", "Gone")],
        [same, entity("x-2", "Velt", country="ru"), entity("x-4", "Tarim")],
    )
    assert changed_since(old, new) == {"x-2": "changed", "x-4": "added"}
    assert changed_since(new, new) == {}


def test_a_party_that_got_another_id_is_compared_with_the_one_it_was(tmp_path: Path) -> None:
    old, new = snapshots(
        tmp_path,
        [entity("x-2", "Saron", referents=["x-9"])],
        [entity("x-2", "Saron", referents=["x-9"]), entity("x-1", "Saron", referents=["x-9"])],
    )
    assert changed_since(old, new) == {"x-1": "changed"}
