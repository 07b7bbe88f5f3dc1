"""From the rows of a table to shipments: every row comes out, read or rejected with the reason."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from matcher.records import Identifier
from matcher.trade.cells import Parts, take_apart
from matcher.trade.guess import WHOLE, Target
from matcher.trade.mapping import ColumnMapping, MappingFile, make_mapping
from matcher.trade.records import Party, Rejected, Role, ShipmentRow
from matcher.trade.references import points_to
from matcher.trade.tables import Row, Table, open_table
from matcher.trade.values import (
    is_blank,
    read_amount,
    read_country,
    read_day,
    read_hs_codes,
)

_SHOWN_CHARS = 120
_SHIP_PREFIXES = frozenset({"MV", "MT", "MS", "SS", "MTS", "MTV", "LNGC", "FV", "ТХ", "MY"})
_NAMING = frozenset({WHOLE, "name"})
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipments:
    """The shipments of an open file, in its order: each row read, or rejected with the reason.

    A row that is empty in every column is none.

    Args:
        table: The file.
        mapping: Of its columns.
    """

    table: Table
    mapping: ColumnMapping

    def __iter__(self) -> Iterator[ShipmentRow | Rejected]:
        """Read from the beginning; once, where the file is a text.

        Raises:
            TableError: The file breaks off or cannot be read further.
        """
        return map(RowReader(self.mapping).read, self.table.rows(list(self.mapping.targets)))


@contextmanager
def open_shipments(
    path: Path, told: MappingFile | None = None, *, ignore_rest: bool = False
) -> Iterator[Shipments]:
    """Open a trade file.

    Args:
        path: CSV, Parquet, a workbook or JSON lines, by its suffix; `.gz` behind it is unpacked.
        told: What is known of the file; the rest is found out.
        ignore_rest: As for `make_mapping`.

    Raises:
        TableError: The file cannot be read, or it is not clear what its columns hold.
    """
    told = told or MappingFile()
    with open_table(path, told) as table:
        mapping = make_mapping(table.columns, told, file=path, ignore_rest=ignore_rest)
        yield Shipments(table=table, mapping=mapping)


class RowReader:
    """Reads rows of one mapping."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._day_first = mapping.day_first
        roles: dict[Role, dict[str, Target]] = {}
        self._shipment: dict[str, str] = {}
        for column, target in mapping.targets.items():
            if target.role is None:
                self._shipment[target.field] = column
            else:
                roles.setdefault(target.role, {})[column] = target
        self._roles = [(role, roles[role]) for role in Role if role in roles]
        self._has_address = {
            role: any(target.field == "address" for target in columns.values())
            for role, columns in self._roles
        }

    def read(self, row: Row) -> ShipmentRow | Rejected:
        """The shipment of a row, or why there is none."""
        return row if isinstance(row, Rejected) else self._read(*row)

    def _read(self, number: int, cells: Cells) -> ShipmentRow | Rejected:
        parties: dict[Role, Party] = {}
        further: list[Party] = []
        rejected: list[Rejected] = []
        references: list[tuple[Role, Role | None, str, str]] = []
        for role, columns in self._roles:
            name_column, written = _written(columns, cells)
            if written and (to := points_to(written)) is not None:
                references.append((role, to.role, name_column, written))
                continue
            party, care_of = self._party(role, columns, cells, written)
            if party.names or party.addresses or party.identifiers:
                parties[role] = party
            elif written and not is_blank(written):
                rejected.append(_nobody(number, role, name_column, written))
            if care_of:
                further.append(Party(role=Role.CARE_OF, names=(care_of,), written=written))
        for role, to_role, column, written in references:
            meant = _referred(parties, role, to_role)
            if meant is None:
                rejected.append(_nobody(number, role, column, written))
            else:
                parties[role] = _as(role, meant, written)
        found = [*(parties[role] for role, _ in self._roles if role in parties), *further]
        if not found and rejected:
            return rejected[0]
        if not found:
            return Rejected(row=number, reason="the row names no party")
        return self._shipment_row(number, cells, tuple(found), tuple(rejected))

    def _party(
        self, role: Role, columns: Mapping[str, Target], cells: Cells, written: str
    ) -> tuple[Party, str | None]:
        """A party of one role, and the name behind its `c/o`."""
        has_address = self._has_address[role]
        parts = (
            Parts(names=()) if is_blank(written) else take_apart(written, has_address=has_address)
        )
        lines: list[str] = []
        countries = [parts.country] if parts.country else []
        identifiers = list(parts.identifiers)
        notes: list[str] = []
        for column, target in columns.items():
            cell = " ".join(cells[column].split())
            if target.field in _NAMING or is_blank(cell):
                continue
            if target.field == "address":
                lines.append(cell)
            elif target.field == "country":
                code, note = read_country(cell)
                countries += [code] if code else []
                notes += [f"{column}: {note}"] if note else []
            else:
                identifiers.append(Identifier(kind=target.field, value=cell))
        addresses = [", ".join(lines)] if lines else []
        if parts.address:
            addresses.append(parts.address)
        names = parts.names
        if role is Role.VESSEL:
            names = tuple(filter(None, map(_without_ship_prefix, names)))
        party = Party(
            role=role,
            names=tuple(dict.fromkeys(names)),
            addresses=tuple(dict.fromkeys(addresses)),
            countries=tuple(dict.fromkeys(countries)),
            identifiers=tuple(dict.fromkeys(identifiers)),
            written=written,
            notes=tuple(notes),
        )
        return party, parts.care_of

    def _shipment_row(
        self, number: int, cells: Cells, parties: tuple[Party, ...], rejected: tuple[Rejected, ...]
    ) -> ShipmentRow:
        if not self._shipment:  # a table of parties
            return ShipmentRow(row=number, parties=parties, rejected=rejected)

        def cell(field: str) -> str:
            column = self._shipment.get(field)
            return "" if column is None else cells[column].strip()

        codes, code_note = read_hs_codes(cell("hs_code"))
        origin, origin_note = read_country(cell("origin"))
        destination, destination_note = read_country(cell("destination"))
        value, currency, value_note = read_amount(cell("value"))
        day, day_note = read_day(cell("date"), day_first=self._day_first)
        notes = {
            "hs_code": code_note,
            "origin": origin_note,
            "destination": destination_note,
            "value": value_note,
            "date": day_note,
        }
        return ShipmentRow(
            row=number,
            parties=parties,
            rejected=rejected,
            shipment_id=cell("shipment_id") or None,
            day=day,
            hs_codes=codes,
            origin=origin,
            destination=destination,
            value=value,
            currency=cell("currency") or currency,
            goods=cell("goods") or None,
            notes=tuple(
                f"{self._shipment[field]}: {note}" for field, note in notes.items() if note
            ),
        )


def _written(columns: Mapping[str, Target], cells: Cells) -> tuple[str, str]:
    """The column that names the party, and what it says."""
    for column, target in columns.items():
        if target.field in _NAMING:
            return column, cells[column].strip()
    return "", ""


def _nobody(number: int, role: Role, column: str, written: str) -> Rejected:
    return Rejected(
        row=number,
        role=role,
        field=column,
        reason="names nobody",
        written=written[:_SHOWN_CHARS],
    )


def _referred(parties: Mapping[Role, Party], role: Role, to: Role | None) -> Party | None:
    """The party that `SAME AS CONSIGNEE`, or `SAME AS ABOVE`, means."""
    if to is not None:
        return parties.get(to)
    if role is not Role.CONSIGNEE and Role.CONSIGNEE in parties:
        return parties[Role.CONSIGNEE]
    return parties.get(Role.SHIPPER)


def _as(role: Role, party: Party, written: str) -> Party:
    return Party(
        role=role,
        names=party.names,
        addresses=party.addresses,
        countries=party.countries,
        identifiers=party.identifiers,
        written=written,
        notes=party.notes,
    )


def _without_ship_prefix(name: str) -> str:
    words = name.split(maxsplit=1)
    is_prefix = words[0].upper().replace(".", "").replace("/", "") in _SHIP_PREFIXES
    return words[1] if is_prefix and len(words) > 1 else name
