import csv
from datetime import date
from pathlib import Path

import pytest

from matcher.records import Identifier, Query
from matcher.sample import SampleFiles
from matcher.trade.mapping import MappingFile
from matcher.trade.records import Rejected, Role, ShipmentRow
from matcher.trade.shipments import open_shipments


def read(path: Path, text: str, told: MappingFile | None = None) -> list[ShipmentRow | Rejected]:
    path.write_text(text, encoding="utf-8")
    with open_shipments(path, told) as shipments:
        return list(shipments)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "trade.csv"


def test_a_row_becomes_a_shipment(path: Path) -> None:
    [row] = read(
        path,
        "BL No;Date;Shipper;Shipper address;Shipper country;Consignee;Consignee INN;Vessel;IMO;"
        "HS;Origin;Destination;Value USD\n"
        "B7;01.07.2024;Kaifeng Optics;1 Gongye Road;China;Востран, Москва, Россия;7701234567;"
        "MV STARFALL;9074729;8542.31;CN;Russia;1,200.50\n",
    )
    assert isinstance(row, ShipmentRow)
    shipper, consignee, vessel = row.parties
    assert shipper.query() == Query(
        names=("Kaifeng Optics",), addresses=("1 Gongye Road",), countries=("cn",)
    )
    assert consignee.identifiers == (Identifier(kind="innCode", value="7701234567"),)
    assert consignee.countries == ("ru",)
    assert (vessel.names, vessel.identifiers[0].value) == (("STARFALL",), "9074729")
    assert vessel.query().schema == "Vessel"
    assert (row.row, row.shipment_id, row.day) == (2, "B7", date(2024, 7, 1))
    assert (row.hs_codes, row.origin, row.destination) == (("854231",), "cn", "ru")
    assert row.value == 1200.5
    assert row.notes == ()


def test_references_stand_for_whom_they_point_at(path: Path) -> None:
    first, second = read(
        path,
        "Shipper,Consignee,Notify party,End user\n"
        "A Ltd,B LLC,SAME AS CONSIGNEE,Same as above\n"
        "A Ltd,TO ORDER,same as consignee,\n",
    )
    assert isinstance(first, ShipmentRow)
    assert [(p.role, p.names) for p in first.parties] == [
        (Role.SHIPPER, ("A Ltd",)),
        (Role.CONSIGNEE, ("B LLC",)),
        (Role.END_USER, ("B LLC",)),
        (Role.NOTIFY_PARTY, ("B LLC",)),
    ]
    assert isinstance(second, ShipmentRow)
    assert [(r.role, r.reason, r.written) for r in second.rejected] == [
        (Role.CONSIGNEE, "names nobody", "TO ORDER"),
        (Role.NOTIFY_PARTY, "names nobody", "same as consignee"),
    ]


def test_the_party_behind_care_of_is_screened_too(path: Path) -> None:
    [row] = read(path, "Consignee,Goods\nB LLC c/o Fastway Logistics Ltd,chips\n")
    assert isinstance(row, ShipmentRow)
    assert [(p.role, p.names) for p in row.parties] == [
        (Role.CONSIGNEE, ("B LLC",)),
        (Role.CARE_OF, ("Fastway Logistics Ltd",)),
    ]


def test_what_cannot_be_used_is_noted_and_the_row_stays(path: Path) -> None:
    [row] = read(path, "Consignee,Consignee country,HS,Date\nB LLC,Atlantis,chips,soon\n")
    assert isinstance(row, ShipmentRow)
    assert row.parties[0].notes == ("Consignee country: no country is known as 'Atlantis'",)
    assert row.notes == ("HS: 'chips' is no HS code", "Date: 'soon' is no date")


def test_a_row_that_names_nobody_is_rejected(path: Path) -> None:
    assert read(path, "Consignee,HS\n,854231\nN/A,854231\n") == [
        Rejected(row=2, reason="the row names no party"),
        Rejected(row=3, reason="the row names no party"),
    ]


def test_every_row_of_the_sample_is_read(listed_sample: SampleFiles) -> None:
    with listed_sample.trade.open(encoding="utf-8", newline="") as file:
        numbers = range(2, 2 + sum(1 for _ in csv.DictReader(file)))
    with open_shipments(listed_sample.trade) as shipments:
        rows = list(shipments)
    assert [row.row for row in rows] == list(numbers)
    assert not [row for row in rows if isinstance(row, Rejected)]
    assert not [row.notes for row in rows if isinstance(row, ShipmentRow) and row.notes]
