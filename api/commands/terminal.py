"""What people and programs read of a command: progress on stderr, JSON on stdout."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

import click
import orjson


class Progress(Protocol):
    """Called with how much is done and, where that is known, how much there is to do."""

    def __call__(self, done: int, total: int | None = None, /) -> None:
        """Show it."""
        ...


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Progress on stderr if that is a terminal: a bar, or a count where no total is known."""
    if not sys.stderr.isatty():
        yield lambda _done, _total=None: None
        return
    with ExitStack() as stack:
        bar: Any = None

        def report(done: int, total: int | None = None, /) -> None:
            nonlocal bar
            if bar is None:
                bar = stack.enter_context(
                    click.progressbar(
                        length=total, label=label, file=sys.stderr, show_pos=total is None
                    )
                )
            bar.update(done - bar.pos)

        yield report


def print_json(document: object) -> None:
    """A document on stdout, indented."""
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
