"""The project's own readers take every entry, name and identifier out of the sample's files."""

from collections.abc import Iterable

from matcher.lists.reading import read
from matcher.records import Listed
from matcher.sample import SampleFiles
from matcher.sample.parties import Listing, World


def _listings(world: World, *sources: str) -> dict[str, Listing]:
    return {
        f"{listing.source}-{listing.entry_id}": listing
        for party in world.listed
        for listing in party.listings
        if listing.source in sources
    }


def _assert_told(listing: Listing, entry: Listed) -> None:
    names = {alias.name.casefold() for alias in entry.aliases}
    assert {alias.name.casefold() for alias in listing.aliases} <= names
    assert set(listing.identifiers) <= set(entry.identifiers)
    assert len(entry.addresses) >= len(listing.addresses)


def _assert_whole(entries: Iterable[Listed], listings: dict[str, Listing], source: str) -> None:
    by_id = {f"{source}-{entry.provenance.entry_id}": entry for entry in entries}
    assert set(by_id) == set(listings)
    for key, listing in listings.items():
        _assert_told(listing, by_id[key])


def test_ofac(world: World, sample: SampleFiles) -> None:
    entries = list(read("us_ofac_sdn", sample.ofac))
    _assert_whole(entries, _listings(world, "sample_ofac"), "sample_ofac")


def test_un(world: World, sample: SampleFiles) -> None:
    _assert_whole(read("un_sc", sample.un), _listings(world, "sample_un"), "sample_un")


def test_ftm(world: World, sample: SampleFiles) -> None:
    listings = _listings(world, "sample_export_control", "sample_journal", "sample_end_user")
    entries = {
        key: entry for entry in read("ftm", sample.ftm) for key in (entry.id, *entry.referents)
    }
    assert set(entries) == set(listings)
    for key, listing in listings.items():
        _assert_told(listing, entries[key])
