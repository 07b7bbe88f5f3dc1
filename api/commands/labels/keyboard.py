"""A key at a time from a terminal, a line at a time from a pipe."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

END = "q"  # what the end of the input says


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """What was pressed.

    Args:
        key: One character, lower case; empty for none but Enter.
        text: What follows it on a line of a pipe: a reason.
    """

    key: str
    text: str = ""


Keyboard = Callable[[], Stroke]


def keyboard() -> Keyboard:
    """The keys of standard input."""
    return _from_terminal if sys.stdin.isatty() else _from_pipe


def ask(question: str) -> str:
    """A line of text; empty where nothing more comes."""
    click.echo(f"{question}: ", nl=False)
    return sys.stdin.readline().strip()


def _from_terminal() -> Stroke:
    try:
        key = click.getchar()
    except (EOFError, KeyboardInterrupt):
        key = END
    click.echo("")
    return Stroke(key=key.strip().lower()[:1])


def _from_pipe() -> Stroke:
    line = sys.stdin.readline()
    if not line:
        return Stroke(key=END)
    key, _, text = line.strip().partition(" ")
    return Stroke(key=key.lower(), text=text.strip())
