from collections import defaultdict
from collections.abc import Callable

import pytest
from stdnum import imo, lei
from stdnum.by import unp
from stdnum.cn import uscc
from stdnum.jp import cn
from stdnum.mx import rfc
from stdnum.ru import inn, ogrn
from stdnum.tr import vkn
from stdnum.tw import ubn
from stdnum.ua import edrpou

from matcher.sample.parties import NameKind, World
from matcher.sample.world import make_world


@pytest.mark.parametrize(
    ("kind", "country", "is_valid"),
    [
        pytest.param("innCode", "ru", inn.is_valid, id="inn"),
        pytest.param("ogrnCode", "ru", ogrn.is_valid, id="ogrn"),
        pytest.param("uscCode", "cn", uscc.is_valid, id="uscc"),
        pytest.param("taxNumber", "by", unp.is_valid, id="unp"),
        pytest.param("taxNumber", "ua", edrpou.is_valid, id="edrpou"),
        pytest.param("taxNumber", "tw", ubn.is_valid, id="ubn"),
        pytest.param("taxNumber", "tr", vkn.is_valid, id="vkn"),
        pytest.param("taxNumber", "mx", lambda v: rfc.is_valid(v, True), id="rfc"),
        pytest.param("registrationNumber", "jp", cn.is_valid, id="houjin-bangou"),
        pytest.param("leiCode", None, lei.is_valid, id="lei"),
        pytest.param("imoNumber", None, imo.is_valid, id="imo"),
    ],
)
def test_check_digits_are_valid(
    world: World, kind: str, country: str | None, is_valid: Callable[[str], bool]
) -> None:
    values = [
        identifier.value
        for party in world.parties
        for identifier in party.identifiers
        if identifier.kind == kind and country in {None, party.country}
    ]
    assert values
    assert all(map(is_valid, values))


def test_no_two_parties_share_an_identifier(world: World) -> None:
    owners = defaultdict(set)
    for party in world.parties:
        for identifier in party.identifiers:
            owners[identifier].add(party.id)
    assert all(len(ids) == 1 for ids in owners.values())


def test_no_two_parties_share_a_full_english_name(world: World) -> None:
    owners = defaultdict(set)
    for party in world.parties:
        for name in party.named(NameKind.ENGLISH):
            owners[name.casefold()].add(party.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_size_counts_the_listed(world: World) -> None:
    assert len(world.listed) == 400
    assert len(world.unlisted) >= 400
    assert len({party.id for party in world.parties}) == len(world.parties)


def test_a_third_of_the_parties_are_on_several_lists_under_names_of_their_own(world: World) -> None:
    several = [party for party in world.listed if len(party.listings) > 1]
    assert 0.25 < len(several) / len(world.listed) < 0.5
    differing = [
        p for p in several if len({one.aliases[0].name.casefold() for one in p.listings}) > 1
    ]
    assert len(differing) > len(several) / 2


@pytest.mark.parametrize("how", ["number", "letter", "sibling", "form", "address", "generic"])
def test_every_kind_of_look_alike_is_there(how: str) -> None:
    world = make_world(2026, 600)  # the default sample
    by_id = {party.id: party for party in world.parties}
    doubles = [party for party in world.parties if party.resemblance == how]
    assert doubles
    for double in doubles:
        original = by_id[str(double.resembles)]
        assert original.country == double.country
        if how in {"sibling", "address"}:
            assert original.addresses[0] == double.addresses[0]


def test_all_regions_are_there(world: World) -> None:
    countries = {party.country for party in world.parties}
    expected = set("ru by ua cn hk tw tr ae ir sy kp kr jp kz kg am ge de us in mx".split())
    assert expected <= countries
