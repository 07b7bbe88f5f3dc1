"""Trade records that mention some of the parties, and the truth about each mention.

Most shipments are between ordinary firms. About one in five has a listed party in one of
its roles, and one in fourteen an honest firm with the look of a listed one.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from matcher.sample.dice import dice
from matcher.sample.goods import goods_of
from matcher.sample.misspell import as_typed
from matcher.sample.parties import Party, World

COLUMNS = (
    "shipment_id", "date", "shipper", "shipper_address", "shipper_country", "consignee",
    "consignee_address", "consignee_country", "notify_party", "intermediate_consignee", "end_user",
    "carrier", "vessel", "imo", "hs_code", "goods", "origin", "destination", "value_usd",
)  # fmt: skip
TRUTH_COLUMNS = ("shipment_id", "role", "party_id", "listed", "variation")
ROLES = (
    "shipper", "consignee", "notify_party", "intermediate_consignee", "end_user", "carrier", "vessel",
)  # fmt: skip

_FIRST_DAY = date(2024, 7, 1)
_EXPORTERS = frozenset({"cn", "hk", "tw", "jp", "kr", "de", "us", "in", "tr", "mx", "sg"})
_TRANSIT = frozenset({"hk", "ae", "tr", "kz", "kg", "am", "ge", "cn", "sg"})
# In which roles listed parties turn up; few are foolish enough to be the consignee.
_LISTED_ROLES = ("end_user",) * 4 + ("consignee",) * 4 + ("intermediate_consignee",) * 3 + (
    "notify_party", "shipper", "shipper", "carrier",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One line of the truth: who stands in one field of one record.

    Args:
        role: Column of the record.
        text: What the field says.
        variation: How the text came from the party's name (`keyboard+capitals`), `exact`
            where it is the name, `reference` for `SAME AS CONSIGNEE`.
    """

    shipment_id: str
    role: str
    party: Party
    text: str
    variation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One record, by column, and who is meant in it."""

    row: dict[str, str]
    mentions: tuple[Mention, ...]


class _Market:
    """The parties by what they can be in a shipment."""

    def __init__(self, world: World) -> None:
        companies = [p for p in world.parties if p.schema in {"Company", "Organization"}]
        ordinary = [party for party in companies if not party.listings]
        self.listed = [party for party in companies if party.listings]
        self.doubles = [party for party in ordinary if party.resembles]
        self.buyers = ordinary
        self.exporters = [p for p in ordinary if p.country in _EXPORTERS] or ordinary
        self.transit = [p for p in ordinary if p.country in _TRANSIT] or ordinary
        self.carriers = [p for p in ordinary if p.line in {"shipping", "logistics"}] or ordinary
        self.vessels = [p for p in world.unlisted if p.schema == "Vessel"]
        self.listed_vessels = [p for p in world.listed if p.schema == "Vessel"]


def _cast(rng: Random, market: _Market) -> dict[str, Party]:
    """Who plays which role in one shipment."""
    cast = {"shipper": rng.choice(market.exporters), "consignee": rng.choice(market.buyers)}
    if rng.randrange(2):
        cast["carrier"] = rng.choice(market.carriers)
    if rng.randrange(4) == 0:
        cast["intermediate_consignee"] = rng.choice(market.transit)
    if rng.randrange(5) == 0:
        cast["end_user"] = rng.choice(market.buyers)
    if rng.randrange(3) == 0:
        cast["notify_party"] = rng.choice(market.buyers)
    if market.vessels and rng.randrange(2):
        cast["vessel"] = rng.choice(market.vessels)
    percent = rng.randrange(100)
    if percent < 18 and market.listed:
        cast[rng.choice(_LISTED_ROLES)] = rng.choice(market.listed)
        if percent < 9:  # goods for them go through a third country
            cast.setdefault("intermediate_consignee", rng.choice(market.transit))
    elif percent < 25 and market.doubles:
        cast[rng.choice(("consignee", "end_user", "shipper"))] = rng.choice(market.doubles)
    if rng.randrange(40) == 0 and market.listed_vessels:
        cast["vessel"] = rng.choice(market.listed_vessels)
    return cast


def _mention(rng: Random, shipment_id: str, role: str, party: Party) -> Mention:
    if role == "vessel":
        name = rng.choice(party.names)
        text = name.text if rng.randrange(3) else f"MV {name.text}"
        variation = "exact" if name is party.names[0] else name.kind.value
    else:
        text, variation = as_typed(rng, party)
    return Mention(shipment_id=shipment_id, role=role, party=party, text=text, variation=variation)


def _address(rng: Random, party: Party) -> str:
    if not party.addresses or rng.randrange(8) == 0:
        return ""
    line = rng.choice(party.addresses).line(rng.choice((0, 0, 2)))
    return line.upper() if rng.randrange(2) else line


def _shipment(rng: Random, market: _Market, number: int) -> Shipment:
    shipment_id = f"S{number:06d}"
    cast = _cast(rng, market)
    mentions = {
        role: _mention(rng, shipment_id, role, cast[role]) for role in ROLES if role in cast
    }
    if "notify_party" not in cast and rng.randrange(2):
        mentions["notify_party"] = Mention(
            shipment_id=shipment_id, role="notify_party", party=cast["consignee"],
            text="SAME AS CONSIGNEE", variation="reference",
        )  # fmt: skip
    code, goods = rng.choice(goods_of(rng.choice((cast["shipper"], cast["consignee"])).line))
    vessel = cast.get("vessel")
    knows_imo = vessel is not None and rng.randrange(4) > 0
    shipper, consignee = cast["shipper"], cast["consignee"]
    values = {role: mention.text for role, mention in mentions.items()} | {
        "shipment_id": shipment_id,
        "date": (_FIRST_DAY + timedelta(days=rng.randrange(540))).isoformat(),
        "shipper_address": _address(rng, shipper),
        "shipper_country": shipper.country.upper(),
        "consignee_address": _address(rng, consignee),
        "consignee_country": consignee.country.upper(),
        "imo": vessel.identifiers[0].value if vessel and knows_imo else "",
        "hs_code": code,
        "goods": goods,
        "origin": shipper.country.upper(),
        "destination": consignee.country.upper(),
        "value_usd": str(rng.randrange(11, 999) * 10 ** rng.randrange(2, 5)),
    }
    return Shipment(
        row={column: values.get(column, "") for column in COLUMNS},
        mentions=tuple(mentions.values()),
    )


def make_trade(world: World, count: int) -> tuple[Shipment, ...]:
    """Shipments among the parties of a world, the same for the same arguments."""
    rng = dice("trade", world.seed)
    market = _Market(world)
    return tuple(_shipment(rng, market, number) for number in range(1, count + 1))


def write_trade(shipments: tuple[Shipment, ...], records: Path, truth: Path) -> None:
    """Writes the records and, apart from them, who is meant in each.

    Args:
        shipments: To write.
        records: CSV with `COLUMNS`.
        truth: CSV with `TRUTH_COLUMNS`: one row for each field that names a party.
    """
    with records.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(shipment.row.values() for shipment in shipments)
    with truth.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(TRUTH_COLUMNS)
        rows.writerows(
            (
                mention.shipment_id,
                mention.role,
                mention.party.id,
                "yes" if mention.party.listings else "no",
                mention.variation,
            )
            for shipment in shipments
            for mention in shipment.mentions
        )
