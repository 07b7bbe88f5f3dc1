"""What a row of a trade file says: its parties by role, and the shipment around them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from matcher.records import Identifier, Query


class Role(StrEnum):
    """What a party is to the shipment."""

    SHIPPER = "shipper"
    SELLER = "seller"
    MANUFACTURER = "manufacturer"
    CONSIGNEE = "consignee"
    BUYER = "buyer"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    END_USER = "end_user"
    NOTIFY_PARTY = "notify_party"
    FORWARDER = "forwarder"
    DECLARANT = "declarant"
    CARRIER = "carrier"
    VESSEL = "vessel"
    CARE_OF = "care_of"  # through whom a party of the row is written to
    PARTY = "party"  # of a file that names parties without saying in which role


class Party(NamedTuple):
    """A party of a row, ready to be screened.

    Args:
        role: In the shipment.
        names: As written, without what else stood in the cell; several for `A d/b/a B`.
        countries: ISO 3166-1 alpha-2, lower case.
        written: The cell with the name, as it stands in the file.
        notes: What of its cells could not be used, and why; sentences.
    """

    role: Role
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    written: str = ""
    notes: tuple[str, ...] = ()

    def query(self) -> Query:
        """What is asked of the lists; the same party in two rows or roles asks the same."""
        return Query(
            schema="Vessel" if self.role is Role.VESSEL else "LegalEntity",
            names=self.names,
            countries=self.countries,
            addresses=self.addresses,
            identifiers=self.identifiers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row, or one party of it, that cannot be screened.

    Args:
        row: Where it stands; see `ShipmentRow`.
        reason: What is wrong, in words a person can act on.
        field: The column; None where the whole row is meant.
        role: The role that is left empty; None where the whole row is meant.
        written: What stands there, cut where it is long.
    """

    row: int
    reason: str
    field: str | None = None
    role: Role | None = None
    written: str = ""


class ShipmentRow(NamedTuple):
    """One row of a trade file.

    Args:
        row: Line of a text file on which the row begins, row of a sheet, number of a Parquet
            record; the first line, sheet row or record is 1.
        parties: At least one, in the order of `Role`.
        rejected: Roles whose cell names nobody (`TO ORDER`).
        shipment_id: The file's own number of the row, the bill or the declaration.
        hs_codes: Digits only, 4 to 12 of them.
        origin: ISO 3166-1 alpha-2, lower case; so is `destination`.
        value: Amount in `currency`.
        goods: Description.
        notes: What of the shipment's own cells could not be used, and why.
    """

    row: int
    parties: tuple[Party, ...]
    rejected: tuple[Rejected, ...] = ()
    shipment_id: str | None = None
    day: date | None = None
    hs_codes: tuple[str, ...] = ()
    origin: str | None = None
    destination: str | None = None
    value: float | None = None
    currency: str | None = None
    goods: str | None = None
    notes: tuple[str, ...] = ()
