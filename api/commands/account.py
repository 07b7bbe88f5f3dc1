"""Who gives a command: what is written into a history."""

import getpass

import click


def _account() -> str:
    try:
        return getpass.getuser()
    except OSError:  # a container whose user has no name
        return "unknown"


by_option = click.option(
    "--by", default=_account, show_default="the account's name", help="who, for the history"
)
