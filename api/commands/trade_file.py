"""What the commands that read a file of trade records ask of it alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from matcher.trade.mapping import MappingFile, read_mapping_file
from matcher.trade.shipments import Shipments

FILE = click.Path(path_type=Path)
_F = TypeVar("_F", bound=Callable[..., Any])


def _one_character(_ctx: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    found = "\t" if text == "\\t" else text
    if found is not None and len(found) != 1:
        raise click.BadParameter("one character is wanted")
    return found


_OPTIONS = (
    click.option("--mapping", type=FILE, help="TOML or JSON that says what the columns hold"),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="COLUMN=TARGET",
        help="what one column holds, such as Importer=consignee.name; may be repeated",
    ),
    click.option("--ignore-rest", is_flag=True, help="pass over columns that are half understood"),
    click.option("--encoding", help="of a text file [default: found out]"),
    click.option(
        "--delimiter", callback=_one_character, help="of a CSV, \\t for a tab [default: found out]"
    ),
    click.option("--sheet", help="of a workbook"),
    click.option("--day-first/--month-first", default=None, help="what 3/4/2024 means"),
)


def reading_options(command: _F) -> _F:
    """The options that say how a file is read; `told` makes what they say of it."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def told(mapping: Path | None, columns: tuple[str, ...], **options: Any) -> MappingFile:
    """What the mapping file says, with the options before it."""
    found = read_mapping_file(mapping) if mapping else MappingFile()
    further = {}
    for given in columns:
        column, equals, target = given.rpartition("=")
        if not equals:
            raise click.BadParameter(f"{given!r} is not COLUMN=TARGET", param_hint="--column")
        further[column.strip()] = target.strip()
    known = {name: value for name, value in options.items() if value is not None}
    return found.model_copy(update={**known, "columns": {**found.columns, **further}})


def understood(shipments: Shipments) -> list[str]:
    """How the file and its columns are read."""
    return [f"Reading as {shipments.table.described}:", *shipments.mapping.lines()]
