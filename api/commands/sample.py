"""`tallyman sample`: the embedded sample, ready to serve."""

from importlib.metadata import version
from pathlib import Path

import click

from api.commands.invocation import Invocation, pass_invocation
from api.commands.terminal import progress_bar
from matcher.errors import NoSnapshot, SnapshotError
from matcher.index.build import build
from matcher.index.snapshot import open_current
from matcher.lists.store import ListStore
from matcher.sample import write_sample

SEED = 2026
SIZE = 600


@click.command("sample")
@pass_invocation
def command(invocation: Invocation) -> None:
    """Write the sample of fictitious parties, take it in and build; at once if it is there.

    It needs a home of its own: its lists go by the real ones' names and would replace them.
    """
    home = invocation.settings().home
    folder = home / "sample"
    mark = folder / "VERSION"
    wanted = f"{version('tallyman')} {SEED} {SIZE}\n"
    if not folder.exists() and ListStore(home).current():
        raise click.ClickException(
            f"{home} holds lists that the fictitious ones would replace; "
            "give the sample a home of its own: tallyman --home FOLDER sample"
        )
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted and _serves(home):
        click.echo(f"The sample is already in {home}.")
        return
    folder.mkdir(parents=True, exist_ok=True)  # from here on the home is the sample's
    mark.unlink(missing_ok=True)
    _ingest(home, folder)
    with progress_bar("Building") as progress:
        snapshot = build(home, progress=progress)
    mark.write_text(wanted, encoding="utf-8")
    click.echo(
        f"The sample is in {home}: {snapshot.entity_count:,} fictitious parties, "
        f"{snapshot.name_count:,} names."
    )


def _ingest(home: Path, folder: Path) -> None:
    files = write_sample(folder, seed=SEED, size=SIZE)
    store = ListStore(home)
    dated = store.ingest("un_sc", files.un)  # the one format that says its own date
    store.ingest("us_ofac_sdn", files.ofac, as_of=dated.as_of)
    store.ingest("ftm", files.ftm, as_of=dated.as_of)


def _serves(home: Path) -> bool:
    """Whether this version can serve what is built there."""
    try:
        open_current(home)
    except (NoSnapshot, SnapshotError):
        return False
    return True
