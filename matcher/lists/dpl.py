"""BIS's Denied Persons List, as the tab-separated file that BIS publishes (dpl.txt).

A party has a row for each address of its order; the file gives no ids.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.lists.tables import Columns, Record, csv_rows, records
from matcher.records import AliasKind, Listed, Provenance

COLUMNS = Columns(
    required=(
        *("Name", "Street_Address", "City", "State", "Country", "Postal_Code"),
        *("Effective_Date", "Expiration_Date", "Standard_Order", "Last_Update", "Action"),
        "FR_Citation",
    )
)
_ADDRESS = COLUMNS.required[1:6]
# One further name, in brackets within the name.
_AS_KNOWN_AS = re.compile(r"\s*\(\s*A\.?K\.?A\.?:?\s+([^()]+)\)\s*", re.IGNORECASE)
_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
    " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI".split()
)


def read_dpl(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The entries of the list: one for each order against a party.

    Args:
        source: `us_bis_dpl`.
        path: The file, plain or .gz.
        tally: Takes the counts.
        as_of: Date of the list; the file does not say.

    Raises:
        ListError: A column is missing or not known, a row has no name or a date is none.
    """
    tally.as_of = as_of
    sha256 = sha256_of(path)
    orders: dict[tuple[str, str], list[tuple[int, Record]]] = {}
    rows = 0
    for number, record in records(csv_rows(path, delimiter="\t"), COLUMNS, file=path):
        rows += 1
        if not record["Name"]:
            raise ListError("the entry has no name", file=path, row=number, field="Name")
        orders.setdefault((record["Name"], record["Effective_Date"]), []).append((number, record))
    if not orders:
        raise ListError("the list has no entries", file=path)
    for (name, effective), order in orders.items():
        # Stable as long as the order is: neither name nor date is changed by a renewal.
        key = hashlib.sha256(f"{name}\n{effective}".encode()).hexdigest()[:12]
        days = [_day(row, number, "Last_Update", path) for number, row in order]
        yield _draft(name, order, tally).listed(
            entry_id=f"{source.key}-{key}",
            schema="LegalEntity",  # the list does not say what a party is
            provenance=Provenance(
                source=source.key, entry_id=key, file_sha256=sha256, as_of=tally.as_of
            ),
            datasets=(source.key,),
            topics=source.topics,
            first_seen=_day(order[0][1], order[0][0], "Effective_Date", path),
            last_change=max(filter(None, days), default=None),
        )
    tally.files.append(FileRead(name=path.name, sha256=sha256, rows=rows))


def _draft(name: str, order: list[tuple[int, Record]], tally: Tally) -> Draft:
    draft = Draft(tally)
    draft.add(AliasKind.PRIMARY.value, _AS_KNOWN_AS.sub(" ", name))
    draft.add(AliasKind.ALIAS.value, *_AS_KNOWN_AS.findall(name))
    for _, record in order:
        draft.add("address", ", ".join(filter(None, (record[part] for part in _ADDRESS))))
        # The country stays empty where a state of the United States says it.
        home = "US" if record["State"].upper() in _STATES else ""
        draft.add("country", record["Country"] or home)
        draft.add("notes", f"Denied until {record['Expiration_Date'] or 'further notice'}")
        draft.add("notes", f"Federal Register: {record['FR_Citation']}")
        draft.add("notes", record["Action"])
    return draft


def _day(record: Record, number: int, field: str, path: Path) -> str | None:
    text = record[field]
    if not text:
        return None
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (no time)
        except ValueError:
            continue
    raise ListError(f"{text!r} is not a date", file=path, row=number, field=field)
