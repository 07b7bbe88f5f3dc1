"""Every party of the real lists can be found by what the lists print of it."""

import csv
import gzip
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from matcher.index.build import build
from matcher.index.snapshot import Snapshot
from matcher.lists.store import ListStore
from matcher.normalise.addresses import normalise_address
from matcher.normalise.names import normalise_name
from matcher.records import Filters, Listed, Query
from matcher.scoring.model import Model
from matcher.screening import Screener

pytestmark = pytest.mark.data

_NAMES, _ADDRESSES = 3_000, 300


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Snapshot:
    home = tmp_path_factory.mktemp("real")
    ListStore(home).ingest("ftm", shared_data / "lists/ftm/organisations.ftm.json.gz")
    return build(home)


@pytest.fixture(scope="module")
def organisations(real: Snapshot) -> list[Listed]:
    return [real.listed(row) for row in range(real.entity_count)]


@pytest.fixture(scope="module")
def real_screener(real: Snapshot, model: Model) -> Screener:
    return Screener(real, model)


def missed(screener: Screener, asked: Iterable[tuple[Listed, Query]], most: int) -> list[str]:
    """Queries among whose first hits their party is not."""
    return [
        f"{listed.id}: {query}"
        for listed, query in asked
        if listed.id
        not in {hit.listed.id for hit in screener.screen(query, Filters(limit=most)).hits}
    ]


def test_every_primary_name_finds_its_party(
    real_screener: Screener, organisations: list[Listed]
) -> None:
    """Where it has a word: a few are printed as `Joint Stock Company` and no more."""
    with_name = [listed for listed in organisations if listed.aliases]
    named = [listed for listed in with_name if normalise_name(listed.caption).tokens]
    assert len(with_name) - len(named) < 20
    asked = ((listed, Query(names=(listed.caption,))) for listed in _drawn(named, _NAMES))
    assert missed(real_screener, asked, most=50) == []


def test_an_address_that_is_listed_alone_alerts_whoever_gives_it(
    real_screener: Screener, organisations: list[Listed]
) -> None:
    alone = [listed for listed in organisations if not listed.aliases]
    assert len(alone) == 19  # BIS: 18 in Hong Kong, 1 in Istanbul
    for listed in alone:
        query = Query(
            names=("Golden Sample Trading",),
            countries=listed.countries,
            addresses=(listed.addresses[0].upper(),),
        )
        hits = real_screener.screen(query, Filters(limit=50)).hits
        found = next(hit for hit in hits if hit.listed.id == listed.id)
        assert found.matched_name is None
        assert found.match, listed.addresses


def test_every_identifier_finds_its_party(
    real_screener: Screener, organisations: list[Listed]
) -> None:
    asked = (
        (listed, Query(identifiers=(identifier,)))
        for listed in organisations
        for identifier in listed.identifiers
    )
    assert missed(real_screener, asked, most=50) == []


def test_every_address_finds_its_party(
    real_screener: Screener, organisations: list[Listed]
) -> None:
    pairs = [
        (listed, Query(addresses=(address,)))
        for listed in organisations
        for address in listed.addresses
        if normalise_address(address)
    ]
    # Up to a hundred parties share one ("Dubai, United Arab Emirates").
    assert missed(real_screener, _drawn(pairs, _ADDRESSES), most=200) == []


def _drawn(values: list[Any], count: int) -> list[Any]:
    return random.Random(1).sample(values, count)


def test_the_sieve_keeps_what_has_an_answer(
    real_screener: Screener, organisations: list[Listed], shared_data: Path, model: Model
) -> None:
    """Of trade names alone, with a country, and with a listed party's country and address."""
    with gzip.open(
        shared_data / "trade/sibur_trade_party_names.csv.gz", "rt", encoding="utf-8"
    ) as file:
        names = [row["name"] for row in csv.DictReader(file)]
    located = [listed for listed in organisations if listed.addresses]
    queries = [
        query
        for name, listed in zip(_drawn(names, _ADDRESSES), _drawn(located, _ADDRESSES), strict=True)
        for query in (
            Query(names=(name,)),
            Query(names=(name,), countries=listed.countries),
            Query(names=(name,), countries=listed.countries, addresses=listed.addresses[:1]),
            Query(names=(listed.caption,), countries=listed.countries),
        )
    ]
    for cutoff in (model.threshold, 0.4):
        filters = Filters(cutoff=cutoff)
        kept = real_screener.sieve(queries, filters)
        answered = [bool(real_screener.screen(query, filters).hits) for query in queries]
        assert [q for q, k, a in zip(queries, kept, answered, strict=True) if a and not k] == []
        assert sum(kept) < len(queries)
