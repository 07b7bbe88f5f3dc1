"""Rows of a trade file as lines of the answer, before anything is screened."""

from collections.abc import Iterable, Iterator

from matcher.bulk.parties import encode_query, key_of
from matcher.trade.records import Party, Rejected, ShipmentRow

SHIPMENT_COLUMNS = (
    "shipment_id", "date", "hs_codes", "origin", "destination", "value", "currency", "goods",
)  # fmt: skip
MENTION_COLUMNS = (
    "row", "place", "role", "written", "names", "addresses", "countries", "identifiers", "key",
    "field", "reason", "notes", *SHIPMENT_COLUMNS,
)  # fmt: skip
SEPARATOR = "; "  # between several values of one cell of the answer

Mention = tuple[object, ...]  # by MENTION_COLUMNS
_NO_SHIPMENT = (None,) * len(SHIPMENT_COLUMNS)


def mentions_of(
    rows: Iterable[ShipmentRow | Rejected],
) -> tuple[list[Mention], dict[bytes, bytes]]:
    """The lines of some rows, and the parties they speak of.

    Returns:
        The lines in order; key -> encoded query of each distinct party.
    """
    lines: list[Mention] = []
    parties: dict[bytes, bytes] = {}
    for row in rows:
        lines.extend(_lines(row, parties))
    return lines, parties


def _lines(row: ShipmentRow | Rejected, parties: dict[bytes, bytes]) -> Iterator[Mention]:
    if isinstance(row, Rejected):
        yield _rejected(row, 0, _NO_SHIPMENT)
        return
    shipment = (
        row.shipment_id,
        row.day.isoformat() if row.day else None,
        _joined(row.hs_codes),
        row.origin,
        row.destination,
        row.value,
        row.currency,
        row.goods,
    )
    for place, party in enumerate(row.parties):
        encoded = encode_query(party.query())
        key = key_of(encoded)
        parties[key] = encoded
        yield (
            row.row,
            place,
            party.role.value,
            party.written or None,
            _joined(party.names),
            _joined(party.addresses),
            _joined(party.countries),
            _joined(tuple(f"{found.kind}:{found.value}" for found in party.identifiers)),
            key,
            None,
            None,
            _notes(row, party),
            *shipment,
        )
    for place, rejected in enumerate(row.rejected, start=len(row.parties)):
        yield _rejected(rejected, place, shipment)


def _rejected(rejected: Rejected, place: int, shipment: tuple[object, ...]) -> Mention:
    return (
        rejected.row,
        place,
        rejected.role.value if rejected.role else None,
        rejected.written or None,
        *(None,) * 5,
        rejected.field,
        rejected.reason,
        None,
        *shipment,
    )


def _notes(row: ShipmentRow, party: Party) -> str | None:
    return _joined((*party.notes, *row.notes))


def _joined(values: tuple[str, ...]) -> str | None:
    return SEPARATOR.join(values) or None
