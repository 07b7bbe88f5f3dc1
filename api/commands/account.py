"""Who gives a command, and why: what is written into a history."""

import getpass
from collections.abc import Callable
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name; KeyError before Python 3.13
        return "unknown"


by_option = click.option(
    "--by", default=_account, show_default="the account's name", help="who, for the history"
)


def decided(command: _F) -> _F:
    """The options `--who` and `--why` of a command that writes down a decision."""
    who = click.option("--who", default=_account, show_default="your login", help="who decides")
    why = click.option("--why", required=True, help="the reason, for whoever asks later")
    return who(why(command))
