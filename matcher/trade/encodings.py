"""In which encoding and with which delimiter a text file was written."""

import codecs
import csv
from collections.abc import Iterable
from pathlib import Path

from charset_normalizer import from_bytes

from matcher.errors import TableError

_DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A file with one broken line in ten is still UTF-8, and those lines are rejected by number.
# Read as another encoding, all its names would be wrong and none rejected.
_MOST_BROKEN_SHARE = 0.1
_SNIFFED_LINES = 50


def find_encoding(sample: bytes) -> str | None:
    """The encoding of a text.

    Args:
        sample: The beginning of a file, cut behind a line.

    Returns:
        Python's name of it; None if the bytes are no text in any.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if wide := _without_mark_16(sample):
        return wide
    foreign = [line for line in sample.split(b"\n") if not line.isascii()]
    broken = sum(not _decodes(line) for line in foreign)
    if broken <= _MOST_BROKEN_SHARE * len(foreign):
        return "utf-8"
    best = from_bytes(sample[: 1 << 18]).best()
    return None if best is None else best.encoding


def _without_mark_16(sample: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of a header in Latin letters is zero."""
    head = sample[:64]
    if len(head) < 4 or head.count(0) < len(head) // 3:
        return None
    return "utf-16-le" if head[1] == 0 else "utf-16-be"


def _decodes(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def find_delimiter(lines: Iterable[str]) -> str:
    """The delimiter that parts a header and the lines below it into equally many cells."""
    sniffed = [line for line, _ in zip(lines, range(_SNIFFED_LINES), strict=False) if line.strip()]

    def agreement(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(sniffed, delimiter=delimiter)]
        if not counts or counts[0] < 2:
            return 0.0, 0
        return sum(count == counts[0] for count in counts) / len(counts), counts[0]

    best = max(_DELIMITERS, key=agreement)
    return best if agreement(best)[1] else ","


def check_encoding(encoding: str, file: Path) -> str:
    """An encoding that the caller told of.

    Raises:
        TableError: Python does not know it.
    """
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise TableError(f"{encoding!r} is not a known encoding", file=file) from error
