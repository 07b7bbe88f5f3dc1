"""JSON lines: one object a line, its keys the columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson

from matcher.errors import TableError
from matcher.trade.delimited import opened_bytes
from matcher.trade.mapping import MappingFile
from matcher.trade.records import Rejected
from matcher.trade.tables import Row, cell_text

_HEADER_LINES = 1_000  # whose keys are the columns; an object may leave some out
_SHOWN_CHARS = 120


@contextmanager
def open_table(path: Path, told: MappingFile) -> Iterator["JsonLinesTable"]:  # noqa: ARG001
    """Open JSON lines; see `matcher.trade.tables.open_table`."""
    yield JsonLinesTable(path)


class JsonLinesTable:
    """JSON lines, read from the beginning each time."""

    row_count = None
    described = "JSON lines"

    def __init__(self, path: Path) -> None:
        self._path = path
        keys: dict[str, None] = {}
        for number, line in self._lines():
            if number > _HEADER_LINES:
                break
            found = _object(line)
            if isinstance(found, dict):
                keys.update(dict.fromkeys(found))
        self.columns = list(keys)
        if not keys:
            raise TableError("no line is a JSON object", file=path)

    def rows(self, columns: Sequence[str]) -> Iterator[Row]:
        """See `Table.rows`."""
        known = frozenset(self.columns)
        for number, line in self._lines():
            if not line.strip():
                continue
            found = _object(line)
            if isinstance(found, str):
                shown = line[:_SHOWN_CHARS].decode("utf-8", errors="replace").strip()
                yield Rejected(row=number, reason=found, written=shown)
                continue
            if unknown := found.keys() - known:
                reason = f"the first {_HEADER_LINES:,} lines have no such field"
                yield Rejected(row=number, field=min(unknown), reason=reason)
                continue
            nested = next((name for name in columns if isinstance(found.get(name), dict)), None)
            if nested is not None:
                yield Rejected(row=number, field=nested, reason="an object is no value")
                continue
            yield number, {name: cell_text(found.get(name)) for name in columns}

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with opened_bytes(self._path) as stream:
            yield from enumerate(stream, start=1)


def _object(line: bytes) -> dict[str, object] | str:
    """The object of a line, or what is wrong with it."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"not JSON: {error}"
    return found if isinstance(found, dict) else "not a JSON object"
