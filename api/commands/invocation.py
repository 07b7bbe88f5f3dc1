"""What every command is handed: the environment and the options before its name."""

from collections.abc import Mapping
from dataclasses import dataclass

import click

from api.config import Settings, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One call of the command line.

    Args:
        environment: The variables, which options go before.
        home: What `--home` said; None if it was not given.
    """

    environment: Mapping[str, str]
    home: str | None

    def settings(self, **options: str | None) -> Settings:
        """The settings of this call.

        Args:
            options: The command's own options by setting name; None where not given.

        Raises:
            SettingError: One is malformed.
        """
        return read_settings(self.environment, {"home": self.home, **options})


pass_invocation = click.make_pass_decorator(Invocation)
