"""Modules that need the packages of the extra `train`, imported when a command asks for them."""

from importlib import import_module
from typing import Any

import click


def training_module(name: str) -> Any:
    """A module, imported now.

    Raises:
        click.ClickException: A package that it needs is not installed here.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise click.ClickException(f"this needs {error.name}: install tallyman[train]") from error
