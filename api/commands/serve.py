"""`tallyman serve`: answer over HTTP."""

from pathlib import Path

import click

from api.access import is_loopback
from api.commands.invocation import Invocation, pass_invocation
from api.config import SETTINGS
from api.demonstration import Example, curl_command, example_for
from api.keys import KeyStore
from api.serve import Service
from matcher.errors import NoSnapshot, TallymanError
from matcher.scoring.model import Model
from matcher.screening import open_screener
from models.live import usable_model

_HELP = {setting.name: f"{setting.help} [{setting.default}]" for setting in SETTINGS}


@click.command("serve")
@click.option("--host", help=_HELP["host"])
@click.option("--port", help=_HELP["port"])
@click.option("--workers", help=_HELP["workers"])
@click.option("--max-body-bytes", help=_HELP["max_body_bytes"])
@pass_invocation
def command(
    invocation: Invocation,
    *,
    host: str | None,
    port: str | None,
    workers: str | None,
    max_body_bytes: str | None,
) -> None:
    """Answer over HTTP, with the snapshot that was built last; Ctrl-C or SIGTERM ends it."""
    settings = invocation.settings(
        host=host, port=port, workers=workers, max_body_bytes=max_body_bytes
    )
    model = usable_model(settings.home)
    example, notice = _demonstration(settings.home, model)

    def announce(address: str) -> None:
        click.echo(f"Tallyman serves at {address} with {settings.workers} workers.")
        if not is_loopback(settings.host) or KeyStore(settings.home).has_keys():
            click.echo("Requests need a key (Authorization: ApiKey …): tallyman keys add NAME")
        click.echo(notice)
        if example is not None:
            click.echo(f"\n{curl_command(address, example)}\n")

    Service(settings, model, announce).run()


def _demonstration(home: Path, model: Model) -> tuple[Example | None, str]:
    """A request that hits, and a line that introduces it or says why there is none.

    A service without a snapshot starts all the same, and serves once one is built.
    """
    try:
        screener = open_screener(home, model)
        example = example_for(screener)
    except NoSnapshot:
        return None, "Nothing is built yet: /match answers 503 until `tallyman build` is done."
    except TallymanError as error:
        return None, f"No snapshot can be served yet: {error}"
    summary = (
        f"Snapshot {screener.snapshot.id}: {screener.snapshot.entity_count:,} parties, "
        f"{screener.snapshot.name_count:,} names; model {screener.model.id}."
    )
    return example, f"{summary} Try:" if example is not None else summary
