"""Progress of long work on stderr: how much is done, how fast, and how long it will take."""

import sys
import time

_EVERY_S = 0.2
_EVERY_S_IN_A_LOG = 10.0


class Pace:
    """One step of some work. On a terminal its line is rewritten, in a log one stands now and then.

    Args:
        label: What is being done (`Screening`).
        unit: What is counted (`parties`).
    """

    def __init__(self, label: str, unit: str) -> None:
        self._label = label
        self._unit = unit
        self._started = time.monotonic()
        self._shown = 0.0
        self._is_terminal = sys.stderr.isatty()
        self._line = ""

    def show(self, done: int, total: int | None = None, before: int = 0) -> None:
        """Say how far it is.

        Args:
            done: So many are done.
            total: Of so many; None if that is not known.
            before: So many were done before this work began, at no pace of its own.
        """
        now = time.monotonic()
        every = _EVERY_S if self._is_terminal else _EVERY_S_IN_A_LOG
        if now - self._shown < every and done != total:
            return
        self._shown = now
        line = pace_line(
            f"{self._label}: {done:,}",
            self._unit,
            done=done - before,
            left=None if total is None else total - done,
            total=total,
            seconds=now - self._started,
        )
        if self._is_terminal:
            sys.stderr.write("\r" + line.ljust(len(self._line)))
        else:
            sys.stderr.write(line + "\n")
        self._line = line
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line as it is."""
        if self._is_terminal and self._line:
            sys.stderr.write("\n")
            self._line = ""


def pace_line(
    head: str, unit: str, *, done: int, left: int | None, total: int | None, seconds: float
) -> str:
    """One line: `Screening: 120,000 of 1,000,000 parties, 9,800/s, 1 min 30 s left`."""
    rate = done / seconds if seconds > 0 else 0.0
    line = f"{head} {unit}" if total is None else f"{head} of {total:,} {unit}"
    if rate:
        line += f", {rate:,.0f}/s"
        if left:
            line += f", {in_words(left / rate)} left"
    return line


def in_words(seconds: float) -> str:
    """A duration: `8 s`, `1 min 30 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
