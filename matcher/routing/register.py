"""What is known of companies from elsewhere: when founded, in what business, owned by whom.

A CSV with a line for each owner, or one line for a company without known owners:

    name,founded,business,owner_id,owner_datasets,owner_share
    Example Components LLC,2022-06-01,electronics,us_bis_el-12,us_bis_el,60
"""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from matcher.errors import RoutingError
from matcher.routing.folding import name_key
from matcher.routing.records import Owner, Registered

_REQUIRED = ("name",)
_COLUMNS = frozenset(
    {*_REQUIRED, "founded", "business", "owner_id", "owner_datasets", "owner_share"}
)
_YEAR_CHARS, _MONTH_CHARS = 4, 7
_MOST = 100.0

Register = dict[str, Registered]


def read_register(path: Path) -> Register:
    """The companies of a register, by folded name.

    Raises:
        RoutingError: It cannot be read, a column is not known, a date or share is none, or a
            company has two dates of foundation.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RoutingError(f"cannot be read: {error}", path=path) from error
    rows = csv.DictReader(text.splitlines(), strict=True)
    header = rows.fieldnames or []
    for column in header:
        if column not in _COLUMNS:
            raise RoutingError("the column is not known", path=path, row=1, field=column)
    for column in _REQUIRED:
        if column not in header:
            raise RoutingError("the column is missing", path=path, row=1, field=column)
    founded: dict[str, date] = {}
    business: dict[str, str] = defaultdict(str)
    owners: dict[str, list[Owner]] = defaultdict(list)
    seen: dict[str, None] = {}
    for row in rows:
        number = rows.line_num
        key = name_key(row["name"] or "")
        if not key:
            raise RoutingError("the company has no name", path=path, row=number, field="name")
        seen[key] = None
        day = _day(row.get("founded") or "", path, number)
        if day and founded.setdefault(key, day) != day:
            message = f"was founded on {founded[key]} in another row"
            raise RoutingError(message, path=path, row=number, field="founded")
        business[key] = business[key] or (row.get("business") or "").strip()
        if owner := _owner(row, path, number):
            owners[key].append(owner)
    return {
        key: Registered(founded=founded.get(key), business=business[key], owners=tuple(owners[key]))
        for key in seen
    }


def _owner(row: dict[str, str | None], path: Path, number: int) -> Owner | None:
    listed_id = (row.get("owner_id") or "").strip()
    if not listed_id:
        return None
    printed = (row.get("owner_share") or "").strip().rstrip("%")
    try:
        share = float(printed)
    except ValueError as error:
        message = f"{printed!r} is not a number"
        raise RoutingError(message, path=path, row=number, field="owner_share") from error
    if not 0 < share <= _MOST:
        message = f"{printed} is no share in percent"
        raise RoutingError(message, path=path, row=number, field="owner_share")
    datasets = (row.get("owner_datasets") or listed_id.partition("-")[0]).split(";")
    return Owner(listed_id=listed_id, datasets=frozenset(map(str.strip, datasets)), share=share)


def _day(text: str, path: Path, number: int) -> date | None:
    """A date, or the first day of a month or year: who was founded "2022" may be older."""
    text = text.strip()
    if not text:
        return None
    filled = text + {_YEAR_CHARS: "-01-01", _MONTH_CHARS: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(filled)
    except ValueError as error:
        message = f"{text!r} is not a date"
        raise RoutingError(message, path=path, row=number, field="founded") from error
