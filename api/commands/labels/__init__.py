"""`tallyman labels`: what people said of pairs of records, kept for good. One file a command."""

import click

from api.commands.labels.add import command as add
from api.commands.labels.conflicts import command as conflicts
from api.commands.labels.export import command as export
from api.commands.labels.imports import command as imports
from api.commands.labels.listing import command as listing
from api.commands.labels.review import command as review
from api.commands.labels.show import command as show
from api.commands.labels.split import command as split
from api.commands.labels.suggest import command as suggest


@click.group("labels")
def command() -> None:
    """Collect, review and hand out labelled pairs. They are only ever added to.

    They lie in labels.sqlite in the home folder, or in PostgreSQL where TALLYMAN_LABELS_URL
    says so.
    """


for one in (imports, add, suggest, review, listing, show, conflicts, export, split):
    command.add_command(one)
