from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matcher.routing.evidence import gather
from matcher.routing.folding import name_key
from matcher.routing.records import ListedHit, Owner, Registered, ScreenedParty
from matcher.routing.rules import read_rules
from matcher.trade.records import Role
from tests.matcher.routing.shipments import (
    CHIPS,
    SHIRTS,
    flags_of,
    listed,
    party,
    sentences,
    shipment,
)

BUYER = party(Role.CONSIGNEE, "Example Components LLC")
WAR = date(2022, 2, 24)


def test_a_high_priority_code_says_its_tier_and_the_list_its_day() -> None:
    (flag,) = [f for f in flags_of(shipment(2, BUYER)) if f.rule == "high_priority_code"]
    assert flag.tier == "1"
    assert flag.date == date(2024, 2, 23)
    assert "HS 854231 (processors and controllers)" in flag.sentence


@pytest.mark.parametrize(
    ("codes", "day", "tiers"),
    [
        pytest.param((CHIPS, "854231"), WAR, ["1"], id="one-code-twice"),
        pytest.param(("845961", "853221"), WAR, ["4.B", "2"], id="two-tiers"),
        pytest.param((SHIRTS,), WAR, [], id="not-on-the-list"),
        pytest.param(("8542",), WAR, [], id="a-heading-may-be-any-tier"),
        pytest.param((CHIPS,), date(2022, 2, 23), [], id="the-day-before"),
        pytest.param((CHIPS,), None, ["1"], id="no-date"),
    ],
)
def test_codes(codes: tuple[str, ...], day: date | None, tiers: list[str]) -> None:
    flags = flags_of(shipment(2, BUYER, hs_codes=codes, day=day))
    assert [flag.tier for flag in flags if flag.rule == "high_priority_code"] == tiers


@pytest.mark.parametrize(
    ("destination", "day", "dates"),
    [
        pytest.param("am", date(2024, 1, 1), [date(2022, 6, 28), date(2023, 3, 2)], id="both"),
        pytest.param("am", date(2022, 12, 1), [date(2022, 6, 28)], id="before-the-second"),
        pytest.param("am", date(2022, 6, 27), [], id="before-either"),
        pytest.param("hk", None, [date(2023, 3, 2)], id="no-date"),
        pytest.param("de", date(2024, 1, 1), [], id="not-named"),
    ],
)
def test_jurisdictions_by_the_day_of_the_document(
    destination: str, day: date | None, dates: list[date]
) -> None:
    flags = flags_of(shipment(2, BUYER, destination=destination, day=day))
    assert [flag.date for flag in flags if flag.rule == "jurisdiction"] == dates


def test_a_party_in_a_named_jurisdiction_counts_too() -> None:
    buyer = party(Role.BUYER, "Example", countries=("kz",))
    (sentence,) = sentences(flags_of(shipment(2, buyer)), "jurisdiction")
    assert sentence.startswith("The country of the buyer, KZ, is named among common transshipment")
    assert not sentences(flags_of(shipment(2, buyer, hs_codes=(SHIRTS,))), "jurisdiction")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        pytest.param("ALFA FREIGHT FORWARDING FZE", "forwarding", id="forwarder"),
        pytest.param("Hong Kong Example Trading Ltd", "trading", id="trading-firm"),
        pytest.param("ООО Альфа Логистика", "логистика", id="cyrillic"),
        pytest.param("深圳例子贸易有限公司", "贸易", id="chinese"),
        pytest.param("Tradewell Instruments", None, id="part-of-a-word-is-none"),
    ],
)
def test_intermediaries(name: str, word: str | None) -> None:
    found = sentences(
        flags_of(shipment(2, party(Role.CONSIGNEE, name))), "consignee_is_intermediary"
    )
    assert bool(found) == (word is not None)
    assert word is None or repr(word) in found[0]


def test_a_forwarder_in_its_own_role_is_no_flag() -> None:
    forwarder = party(Role.FORWARDER, "Alfa Freight Forwarding")
    assert not sentences(flags_of(shipment(2, BUYER, forwarder)), "consignee_is_intermediary")


@pytest.mark.parametrize(
    ("founded", "is_flagged"),
    [
        pytest.param(WAR, True, id="on-the-day"),
        pytest.param(date(2022, 2, 23), False, id="the-day-before"),
        pytest.param(None, False, id="not-known"),
    ],
)
def test_foundation(founded: date | None, is_flagged: bool) -> None:
    register = {name_key("Example Components"): Registered(founded=founded)}
    found = sentences(flags_of(shipment(2, BUYER), register=register), "founded_after")
    assert bool(found) == is_flagged


def test_first_trade_is_judged_where_the_file_reaches_back() -> None:
    before = shipment(2, party(Role.CONSIGNEE, "Old Buyer"), day=date(2021, 1, 1))
    new = shipment(3, BUYER, day=date(2023, 1, 1))
    found = sentences(flags_of(before, new), "first_trade_after")
    assert found == [
        "Example Components LLC first bought goods of the Common High Priority List on 2023-01-01,"
        " after 2022-02-24; the file begins on 2021-01-01."
    ]
    assert not sentences(flags_of(new), "first_trade_after")


def test_a_break_in_volume() -> None:
    before = [shipment(row, BUYER, day=date(2021, 1 + row % 12, 5)) for row in range(2, 8)]
    after = [shipment(row, BUYER, day=date(2022, 3 + row % 9, 5)) for row in range(8, 38)]
    found = sentences(flags_of(*before, *after), "volume_break")
    assert len(found) == len(after)
    assert found[0].startswith("Shipments of HS 854231 to DE went from 0.")
    steady = [
        shipment(row, BUYER, day=date(2021 + row // 12, 1 + row % 12, 5)) for row in range(36)
    ]
    assert not sentences(flags_of(*steady), "volume_break")


def test_routing_that_changed() -> None:
    first = shipment(2, BUYER, shipment_id="B1", destination="de", day=date(2024, 5, 1))
    same = shipment(3, BUYER, shipment_id="B1", destination="de")
    moved = shipment(4, BUYER, shipment_id="B1", destination="kz")
    other = shipment(5, party(Role.CONSIGNEE, "Another"), shipment_id="B1", destination="de")
    flags = [f for f in flags_of(first, same, moved, other) if f.rule == "routing_changed"]
    assert [flag.row for flag in flags] == [4, 5]
    assert flags[0].sentence == "Shipment B1 was first declared to DE on 2024-05-01 (row 2)."
    assert flags[1].sentence.startswith("Shipment B1 was first declared to ")


ADDRESS = "Unit D, 16/F Sample Place, 18 Luard Rd, Wan Chai, Hong Kong"


def test_an_address_that_is_listed_without_a_name() -> None:
    buyer = party(Role.CONSIGNEE, "Example", "Unit D 16/F, SAMPLE PLACE, 18 Luard Road, Wan Chai")
    (sentence,) = sentences(
        flags_of(shipment(2, buyer), entries=[listed("", ADDRESS)]), "address_of_listed"
    )
    assert "is on us_bis_el: it is listed without a name (us_bis_el-1)" in sentence


def test_the_address_of_another_room_is_another() -> None:
    buyer = party(Role.CONSIGNEE, "Example", "Unit D, 17/F Sample Place, 18 Luard Rd, Wan Chai")
    assert not sentences(
        flags_of(shipment(2, buyer), entries=[listed("", ADDRESS)]), "address_of_listed"
    )


def test_the_address_of_a_party_that_is_hit_itself_says_nothing_more() -> None:
    hit = ListedHit(
        outcome="hit",
        rank=1,
        score=0.9,
        match_weight=9.0,
        listed_id="us_bis_el-1",
        listed_name="Example",
        matched_name="Example",
        datasets=("us_bis_el",),
    )
    buyer = replace(party(Role.CONSIGNEE, "Example", ADDRESS), hits=(hit,))
    entries = [listed("Example", ADDRESS)]
    assert not sentences(flags_of(shipment(2, buyer), entries=entries), "address_of_listed")
    other = party(Role.CONSIGNEE, "Another", ADDRESS)
    assert sentences(flags_of(shipment(2, other), entries=entries), "address_of_listed")


def test_an_address_of_many_companies() -> None:
    rows = [
        shipment(row, party(Role.CONSIGNEE, f"Company {chr(65 + row)}", ADDRESS))
        for row in range(5)
    ]
    assert len(sentences(flags_of(*rows), "address_of_many")) == 5
    assert not sentences(flags_of(*rows[:4]), "address_of_many")
    again = [shipment(row, party(Role.CONSIGNEE, "Company A", ADDRESS)) for row in range(5)]
    assert not sentences(flags_of(*again), "address_of_many")


@pytest.mark.parametrize(
    ("parties", "is_flagged"),
    [
        pytest.param((BUYER, party(Role.END_USER, "Third Works")), True, id="a-third-party"),
        pytest.param(
            (BUYER, party(Role.END_USER, "EXAMPLE COMPONENTS, L.L.C.")), False, id="the-consignee"
        ),
        pytest.param((party(Role.END_USER, "Third Works"),), False, id="nobody-to-differ-from"),
        pytest.param((BUYER,), False, id="no-end-user"),
    ],
)
def test_end_users(parties: tuple[ScreenedParty, ...], is_flagged: bool) -> None:
    assert bool(sentences(flags_of(shipment(2, *parties)), "end_user_differs")) == is_flagged


def test_goods_and_business() -> None:
    bakery = party(Role.CONSIGNEE, "Sunrise Bakery Ltd")
    assert "'bakery'" in sentences(flags_of(shipment(2, bakery)), "goods_do_not_fit")[0]
    assert not sentences(flags_of(shipment(2, bakery, hs_codes=(SHIRTS,))), "goods_do_not_fit")
    register = {name_key("Example Components"): Registered(business="wholesale of flowers")}
    assert (
        "registered business"
        in (sentences(flags_of(shipment(2, BUYER), register=register), "goods_do_not_fit")[0])
    )


OWNED = {
    name_key("Example Components"): Registered(
        owners=(
            Owner(listed_id="us_bis_el-1", datasets=frozenset({"us_bis_el"}), share=30),
            Owner(listed_id="us_ofac_sdn-2", datasets=frozenset({"us_ofac_sdn"}), share=20),
        )
    )
}


@pytest.mark.parametrize(
    ("day", "states"),
    [
        pytest.param(date(2025, 9, 28), [], id="before-the-rule"),
        pytest.param(date(2025, 9, 29), ["in force"], id="first-day"),
        pytest.param(date(2025, 11, 9), ["in force"], id="last-day-before-the-suspension"),
        pytest.param(date(2025, 11, 10), ["suspended"], id="suspended"),
        pytest.param(date(2026, 11, 9), ["suspended"], id="last-day-of-the-suspension"),
        pytest.param(date(2026, 11, 10), ["in force"], id="back-in-force"),
        pytest.param(None, ["in force"], id="no-date"),
    ],
)
def test_the_affiliates_rule_by_the_day_of_the_shipment(
    day: date | None, states: list[str]
) -> None:
    flags = flags_of(shipment(2, BUYER, day=day), register=OWNED)
    assert [flag.state for flag in flags if flag.rule == "bis_affiliates"] == states


def test_a_suspended_rule_says_when_it_returns() -> None:
    flags = flags_of(shipment(2, BUYER, day=date(2026, 1, 1)), register=OWNED)
    assert sentences(flags, "bis_affiliates") == [
        "Example Components LLC is owned 50% by listed parties: us_bis_el-1 (30%), us_ofac_sdn-2"
        " (20%). The rule was suspended on 2026-01-01, since 2025-11-10. It is in force from"
        " 2026-11-10."
    ]


def test_owners_count_for_the_lists_of_the_rule_only() -> None:
    flags = flags_of(shipment(2, BUYER), register=OWNED)
    assert not sentences(flags, "ofac_half_owned")  # 20% of 50%


def test_a_rule_is_a_switch(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[high_priority_code]\non = false\n")
    flags = flags_of(shipment(2, BUYER), rules=rules)
    assert not sentences(flags, "high_priority_code")


def test_what_could_not_be_asked_is_said() -> None:
    evidence = gather([shipment(2, BUYER, hs_codes=())], read_rules())
    assert evidence.unasked == {
        **dict.fromkeys(
            (
                *("high_priority_code", "jurisdiction", "consignee_is_intermediary"),
                *("founded_after", "first_trade_after", "volume_break", "goods_do_not_fit"),
            ),
            "the file has no HS codes",
        ),
        "routing_changed": "no shipment number stands in rows that differ",
        "address_of_listed": "the file has no addresses",
        "address_of_many": "the file has no addresses",
        "end_user_differs": "the file names no end users",
        "ofac_half_owned": "it needs a register of companies (--register)",
        "bis_affiliates": "it needs a register of companies (--register)",
    }
