"""Which column of a trade file holds what: told, or guessed from the headers.

A mapping file is TOML or JSON; whatever it does not say is guessed:

    encoding = "cp1251"            # of a text file
    delimiter = ";"                # of a CSV
    sheet = "Export"               # of a workbook
    day_first = true               # what 3/4/2024 means

    [columns]
    "Получатель" = "consignee"             # name, address and country in one cell
    "Адрес" = "consignee.address"
    "ИНН" = "consignee.innCode"
    "Примечание" = "ignore"
"""

import tomllib
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from matcher.errors import TableError
from matcher.lists.vocabulary import IDENTIFIER_PROPERTIES
from matcher.trade.guess import WHOLE, Target, guess
from matcher.trade.headers import SHIPMENT
from matcher.trade.records import Role

IGNORE = "ignore"
PARTY_FIELDS = ("name", "address", "country")
# Several columns may be one address; anything else stands once.
_MAY_REPEAT = frozenset({"address", IGNORE})
_Letter = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class MappingFile(BaseModel):
    """What a mapping file, or the options of a command, tell of a trade file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    encoding: str | None = None
    delimiter: _Letter | None = None
    sheet: str | None = None
    day_first: bool | None = None
    columns: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What is read of each column.

    Args:
        targets: Column -> what it holds, in the order of the file.
        unread: Columns of which nothing is used.
        day_first: What `3/4/2024` means; None if that is not known.
    """

    targets: Dictionary[str, Target]
    unread: tuple[str, ...] = ()
    day_first: bool | None = None

    def lines(self) -> list[str]:
        """What is read from where, for a person to check before the work starts."""
        width = max(map(len, self.targets))
        lines = [f"  {column:{width}} -> {target}" for column, target in self.targets.items()]
        return [*lines, f"  not read: {', '.join(self.unread)}"] if self.unread else lines


def read_mapping_file(path: Path) -> MappingFile:
    """Read a mapping file, TOML or JSON by its suffix.

    Raises:
        TableError: It cannot be read, or says something that is not known.
    """
    try:
        text = path.read_text(encoding="utf-8")
        document = orjson.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return MappingFile.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        place = ".".join(map(str, found["loc"]))
        raise TableError(f"{place}: {found['msg']}", file=path) from error
    except (OSError, ValueError) as error:
        raise TableError(f"the mapping cannot be read: {error}", file=path) from error


def parse_target(text: str) -> Target | None:
    """What `consignee.address` or `hs_code` stands for; None if that is not known."""
    if text == IGNORE or text in SHIPMENT:
        return Target(role=None, field=text)
    role, dot, field = text.partition(".")
    if role not in set(Role):
        return None
    if not dot:
        return Target(role=Role(role), field=WHOLE)
    if field in PARTY_FIELDS or field in IDENTIFIER_PROPERTIES:
        return Target(role=Role(role), field=field)
    return None


def make_mapping(
    header: Sequence[str],
    told: MappingFile,
    *,
    file: Path,
    ignore_rest: bool = False,
) -> ColumnMapping:
    """Say what each column holds.

    Args:
        header: The columns of the file.
        told: What is known beforehand; the rest is guessed.
        file: For errors.
        ignore_rest: Whether a column that seems to speak of a party, but not how, is passed
            over instead of refused.

    Raises:
        TableError: A column stands twice, or is told of and not there; two hold one thing;
            one speaks of a party in a way that is not understood; or none names a party.
            The message lists the columns.
    """
    _refuse_repeated(header, file)
    targets = _told(header, told, file)
    targets, partial = _guessed(header, targets)
    targets = _roles_filled_in(targets, file)
    targets = _narrowed(targets)
    _refuse_clashes(targets, file)
    if partial and not ignore_rest:
        raise TableError(
            f"not understood: {_listed(partial)}; say what they hold, such as "
            f"--column {partial[0]!r}=ignore, or pass over such columns with --ignore-rest",
            file=file,
            column=partial[0],
        )
    used = {name: target for name, target in targets.items() if target.field != IGNORE}
    if not any(_names_party(target) for target in used.values()):
        raise TableError(
            f"no column names a party; the columns are {_listed(header)}; say which one does, "
            "such as --column 'Importer'=consignee",
            file=file,
        )
    return ColumnMapping(
        targets=used,
        unread=tuple(name for name in header if name not in used),
        day_first=told.day_first,
    )


def _names_party(target: Target) -> bool:
    """Whether a party can be screened by what the column holds."""
    return target.role is not None and target.field != "country"


def _refuse_repeated(header: Sequence[str], file: Path) -> None:
    seen: dict[str, int] = {}
    for place, name in enumerate(header, start=1):
        if name in seen:
            message = f"the column stands twice, as number {seen[name]} and number {place}"
            raise TableError(message, file=file, row=1, column=name)
        seen[name] = place


def _told(header: Sequence[str], told: MappingFile, file: Path) -> dict[str, Target]:
    targets = {}
    for name, text in told.columns.items():
        if name not in header:
            message = f"there is no such column; there are {_listed(header)}"
            raise TableError(message, file=file, column=name)
        target = parse_target(text)
        if target is None:
            raise TableError(
                f"{text!r} is nothing that a column can hold; known are ROLE, ROLE.name, "
                f"ROLE.address, ROLE.country, ROLE.innCode (or another identifier) with ROLE "
                f"one of {', '.join(Role)}; {', '.join(SHIPMENT)}; and ignore",
                file=file,
                column=name,
            )
        targets[name] = target
    return targets


def _guessed(
    header: Sequence[str], told: Dictionary[str, Target]
) -> tuple[dict[str, Target], list[str]]:
    """Every column's target as far as it is known, and those that are half understood."""
    targets, partial = {}, []
    for name in header:
        if name in told:
            targets[name] = told[name]
            continue
        found = guess(name)
        if found.target is not None:
            targets[name] = found.target
        elif found.is_partial:
            partial.append(name)
    return targets, partial


def _roles_filled_in(targets: Dictionary[str, Target], file: Path) -> dict[str, Target]:
    """`Address` without a role belongs to the one party of the file; with several it is unclear."""
    bare = [name for name, target in targets.items() if _is_bare(target)]
    if not bare:
        return dict(targets)
    roles = {target.role for target in targets.values() if target.role is not None}
    if len(roles) > 1:
        raise TableError(
            f"{_listed(bare)}: of which party? Say it, such as "
            f"--column {bare[0]!r}=consignee.{targets[bare[0]].field}; "
            f"the parties are {', '.join(sorted(roles))}",
            file=file,
            column=bare[0],
        )
    role = roles.pop() if roles else Role.PARTY
    return {
        name: Target(role=role, field=target.field) if name in bare else target
        for name, target in targets.items()
    }


def _is_bare(target: Target) -> bool:
    return target.role is None and target.field != IGNORE and target.field not in SHIPMENT


def _narrowed(targets: Dictionary[str, Target]) -> dict[str, Target]:
    """`Consignee` beside `Consignee address` holds the name."""
    with_address = {target.role for target in targets.values() if target.field == "address"}
    return {
        name: Target(role=target.role, field="name")
        if target.field == WHOLE and target.role in with_address
        else target
        for name, target in targets.items()
    }


def _refuse_clashes(targets: Dictionary[str, Target], file: Path) -> None:
    holders: dict[tuple[Role | None, str], list[str]] = {}
    for name, target in targets.items():
        if target.field not in _MAY_REPEAT:
            field = "name" if target.field == WHOLE else target.field
            holders.setdefault((target.role, field), []).append(name)
    for columns in holders.values():
        if len(columns) > 1:
            target = targets[columns[0]]
            raise TableError(
                f"{_listed(columns)} all seem to be {target}; keep one and give the others "
                f"away, such as --column {columns[1]!r}=ignore",
                file=file,
                column=columns[1],
            )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))
