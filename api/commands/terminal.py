"""What people and programs read of a command: progress on stderr, JSON on stdout."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import orjson

Progress = Callable[[int], None]
"""Called with how many rows or parties are done so far."""


@contextmanager
def progress_bar(label: str, total: int | None = None) -> Iterator[Progress]:
    """Progress on stderr if that is a terminal; a bar where the total is known, else a count."""
    if not sys.stderr.isatty():
        yield lambda _done: None
    elif total is None:
        yield lambda done: click.echo(f"\r{label}: {done:,}", err=True, nl=False)
        click.echo(err=True)
    else:
        with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
            yield lambda done: bar.update(done - bar.pos)


def print_json(document: object) -> None:
    """A document on stdout, indented."""
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
