"""A key at a time from a terminal, a line at a time from a pipe."""

import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

END = "q"  # what the end of the input says
_CTRL_D = "\x04"


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


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The keys of standard input.

    The terminal hands over each key for as long as this lasts. Switched for each key, as
    click does, it would lose what is typed while the next pair is drawn.
    """
    if not sys.stdin.isatty():
        yield _from_pipe
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)
    try:
        yield _from_terminal
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def ask(question: str) -> str:
    """A line of text, which its writer sees; empty where nothing more comes."""
    click.echo(f"{question}: ", nl=False)
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    before = termios.tcgetattr(sys.stdin)
    lines = termios.tcgetattr(sys.stdin)
    lines[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, lines)
    try:
        return sys.stdin.readline().strip()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _from_terminal() -> Stroke:
    key = sys.stdin.read(1)
    click.echo("")
    if key in ("", _CTRL_D):
        return Stroke(key=END)
    return Stroke(key=key.strip().lower())


def _from_pipe() -> Stroke:
    line = sys.stdin.readline()
    if not line:
        return Stroke(key=END)
    key, _, text = line.strip().partition(" ")
    return Stroke(key=key.lower(), text=text.strip())
