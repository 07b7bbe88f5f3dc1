"""Two records side by side, for a terminal: columns that hold in every script.

Names come from other people's files: what would steer the terminal (escape sequences) or turn
the reading direction is shown as a sign and not obeyed.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from wcwidth import wcswidth, wcwidth

_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")  # Persian needs them
_GAP = "  "


def plain(text: str) -> str:
    """A text that a terminal shows and does not obey."""
    return "".join(
        _HIDDEN if unicodedata.category(char)[0] == "C" and char not in _JOINERS else char
        for char in text
    )


def width_of(text: str) -> int:
    """Columns that a text takes; Chinese characters take two."""
    return max(wcswidth(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces where there are any.

    Args:
        text: Of one paragraph.
        width: At least 2, so that every character fits.
    """
    lines = [""]
    for word in plain(text).split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if width_of(lines[-1]) + max(wcwidth(char), 0) > width:
                lines.append("")
            lines[-1] += char
    return lines


def side_by_side(rows: Sequence[tuple[str, str, str]], width: int) -> Iterator[str]:
    """Lines of a table: a heading, then the left and the right value of each row.

    Args:
        rows: Heading, left, right. A row that is empty on both sides is left out.
        width: Of the terminal, in columns.
    """
    head = max(width_of(row[0]) for row in rows)
    column = max(8, (width - head - 2 * len(_GAP)) // 2)
    for name, left, right in rows:
        if not (left or right):
            continue
        lefts, rights = wrap(left, column), wrap(right, column)
        for place, (one, other) in enumerate(zip_longest(lefts, rights, fillvalue="")):
            heading = "" if place else name
            # The mark keeps a column of Arabic from drawing the next one to its left.
            mark = _LEFT_TO_RIGHT if any(map(_is_right_to_left, one)) else ""
            line = f"{_filled(heading, head)}{_GAP}{_filled(one, column)}{mark}{_GAP}{other}"
            yield line.rstrip()


def _filled(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")
