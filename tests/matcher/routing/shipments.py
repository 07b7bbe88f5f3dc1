"""Shipments to judge, with only what a test is about."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from matcher.records import Alias, Listed, Provenance
from matcher.routing.evidence import gather
from matcher.routing.listed_addresses import ListedAddresses, addresses_of
from matcher.routing.records import Flag, ScreenedParty, Shipment
from matcher.routing.register import Register
from matcher.routing.rules import read_rules
from matcher.trade.records import Role

CHIPS = "8542310000"
SHIRTS = "620520"


def party(role: Role, name: str, *addresses: str, countries: tuple[str, ...] = ()) -> ScreenedParty:
    names = (name,) if name else ()
    return ScreenedParty(role=role, names=names, addresses=addresses, countries=countries)


def shipment(row: int = 2, *parties: ScreenedParty, **values: Any) -> Shipment:
    values = {"day": date(2024, 5, 6), "hs_codes": (CHIPS,), "destination": "de", **values}
    return Shipment(row=row, parties=parties, **values)


def listed(name: str, address: str, source: str = "us_bis_el") -> Listed:
    return Listed(
        id=f"{source}-1",
        schema="LegalEntity",
        aliases=(Alias(name=name),) if name else (),
        provenance=Provenance(source=source, entry_id="1", file_sha256="0"),
        addresses=(address,),
        datasets=(source,),
    )


def flags_of(
    *shipments: Shipment,
    rules: Path | None = None,
    register: Register | None = None,
    entries: Iterable[Listed] | None = None,
) -> list[Flag]:
    addresses: ListedAddresses | None = None if entries is None else addresses_of(entries)
    evidence = gather(shipments, read_rules(rules), register=register, listed_addresses=addresses)
    return [flag for judged in evidence.judge(shipments) for flag in judged.flags]


def sentences(flags: list[Flag], rule: str) -> list[str]:
    return [flag.sentence for flag in flags if flag.rule == rule]
