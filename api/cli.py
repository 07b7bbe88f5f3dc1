"""The command line `tallyman`: only the wiring; each command is a file in `commands/`."""

import os
from importlib import import_module
from typing import Any

import click

from api.commands.build import command as build
from api.commands.changes import command as changes
from api.commands.fetch import command as fetch
from api.commands.ingest import command as ingest
from api.commands.invocation import Invocation
from api.commands.keys import command as keys
from api.commands.labels import command as labels
from api.commands.lists import command as lists
from api.commands.match import command as match
from api.commands.merges import command as merges
from api.commands.models import command as models
from api.commands.sample import command as sample
from api.commands.score_pairs import command as score_pairs
from api.commands.serve import command as serve
from api.config import SETTINGS
from matcher.errors import SettingError, TallymanError

# Commands that need the packages of an extra: found when they are called, so that a machine
# that only serves does without. Name -> module and extra.
_EXTRAS = {
    "evaluate": ("api.commands.evaluate", "train"),
    "report": ("api.commands.report", "batch"),
    "alerts": ("api.commands.alerts", "batch"),
    "rescreen": ("api.commands.rescreen", "batch"),
    "resolve": ("api.commands.resolve", "batch"),
    "screen": ("api.commands.screen", "batch"),
    "train": ("api.commands.train", "train"),
}


class _Tallyman(click.Group):
    """Exit codes: 0 done, 1 the work failed, 2 the command or a setting is malformed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_EXTRAS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _EXTRAS:
            return super().get_command(ctx, cmd_name)
        module, extra = _EXTRAS[cmd_name]
        try:
            found: click.Command = import_module(module).command
        except ModuleNotFoundError as error:
            return _not_installed(cmd_name, error.name, extra)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingError as error:
            raise click.UsageError(str(error)) from error
        except TallymanError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # the reader of our output went away; click knows what to do
        except OSError as error:
            raise click.ClickException(str(error)) from error


def _not_installed(name: str, package: str | None, extra: str) -> click.Command:
    """Stands for a command whose packages are missing: it is listed, and says what it needs."""

    @click.command(
        name,
        help=f"Not installed here: it needs the extra [{extra}].",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    def command() -> None:
        raise click.ClickException(f"{name} needs {package}: install tallyman[{extra}]")

    return command


@click.group(cls=_Tallyman, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tallyman")
@click.option("--home", metavar="FOLDER", help=next(s.help for s in SETTINGS if s.name == "home"))
@click.pass_context
def main(ctx: click.Context, home: str | None) -> None:
    """Match names in trade data against sanctions and export-control lists."""
    ctx.obj = Invocation(environment=os.environ, home=home)


for command in (
    fetch,
    ingest,
    changes,
    build,
    serve,
    match,
    score_pairs,
    lists,
    merges,
    models,
    keys,
    labels,
    sample,
):
    main.add_command(command)

if __name__ == "__main__":
    main()

if __name__ == "__main__":  # python -m api.cli, without an installation
    main(prog_name="tallyman")
