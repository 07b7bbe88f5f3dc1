"""Cutting a large XML file into its entries while it is parsed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from matcher.errors import ListError

_ROOT = "CONSOLIDATED_LIST"
_GROUPS = frozenset({"INDIVIDUALS", "ENTITIES"})


class EntrySplitter:
    """Target of an XML parser that keeps one entry at a time.

    Args:
        path: The file, for errors.
        entry_tags: The elements that are entries.
    """

    def __init__(self, path: Path, entry_tags: frozenset[str]) -> None:
        self.generated_on: date | None = None
        self._path = path
        self._entry_tags = entry_tags
        self._depth = 0
        self._builder: TreeBuilder | None = None
        self._done: list[Element] = []

    def complete(self) -> Iterator[Element]:
        """The entries that have been closed since the last call."""
        while self._done:
            yield self._done.pop(0)

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        """Refuse entity declarations before the first one is read."""
        raise ListError(f"has a document type declaration ({name})", file=self._path)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        if self._builder is not None:
            if attributes:
                message = f"attribute {next(iter(attributes))!r} is not known"
                raise ListError(message, file=self._path, field=tag)
            self._builder.start(tag, attributes)
        elif self._depth == 1:
            if tag != _ROOT:
                raise ListError(f"<{_ROOT}> expected, <{tag}> found", file=self._path)
            self.generated_on = self._date(attributes.get("dateGenerated"))
        elif self._depth == 2:
            if tag not in _GROUPS:
                raise ListError("the element is not known", file=self._path, field=tag)
        elif tag in self._entry_tags:
            self._builder = TreeBuilder()
            self._builder.start(tag, attributes)
        else:
            raise ListError("the element is not known", file=self._path, field=tag)

    def end(self, tag: str) -> None:
        """An element closes."""
        self._depth -= 1
        if self._builder is not None:
            self._builder.end(tag)
            if self._depth == 2:
                self._done.append(self._builder.close())
                self._builder = None

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._builder is not None:
            self._builder.data(text)

    def close(self) -> None:
        """The document ends."""

    def _date(self, text: str | None) -> date | None:
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError as error:
            message = f"{text!r} is not a date"
            raise ListError(message, file=self._path, field="dateGenerated") from error
