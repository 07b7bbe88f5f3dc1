"""What the commands that show routing evidence ask, and say of it, alike."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option("--rules", "rules_path", type=_FILE, help="TOML that switches routing rules"),
    click.option(
        "--register", "register_path", type=_FILE, help="CSV: foundation, business, owners"
    ),
)


def routing_options(command: _F) -> _F:
    """The options that say which rules are asked, and with what."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def routing_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """How often each rule spoke, and why one could not."""
    spoken = ", ".join(
        f"{name} {rule['rows']:,}" for name, rule in found["rules"].items() if rule["rows"]
    )
    yield f"  routing evidence on {found['rows']:,} rows" + (f": {spoken}" if spoken else "")
    reasons: dict[str, list[str]] = {}
    for name, rule in found["rules"].items():
        if rule["not_asked_because"]:
            reasons.setdefault(rule["not_asked_because"], []).append(name)
    for reason, names in reasons.items():
        yield f"  not asked: {', '.join(names)}: {reason}"
