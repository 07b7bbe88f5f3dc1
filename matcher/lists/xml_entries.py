"""Large XML files, one entry at a time; what the reader does not know of is refused."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from matcher.errors import ListError
from matcher.lists.files import CHUNK_BYTES, opened


class XmlEntries:
    """The entries of an XML file, in its order; namespaces are left out of the tags.

    A document type declaration is refused: no list has one, and attacks need one.

    Args:
        path: The file, plain or .gz.
        root: Tag of the outermost element.
        entries: Tags of the elements that are handed out, below the root or a group.
        groups: Tags below the root that only hold entries.
        has_attributes: Whether entries may have attributes; if so `refuse_unknown` judges them.
    """

    def __init__(
        self,
        path: Path,
        *,
        root: str,
        entries: frozenset[str],
        groups: frozenset[str] = frozenset(),
        has_attributes: bool = False,
    ) -> None:
        self.path = path
        self._splitter = _Splitter(path, root, entries, groups, has_attributes=has_attributes)

    @property
    def attributes(self) -> dict[str, str]:
        """Those of the root; known when the first entry has come out."""
        return self._splitter.attributes

    def date_of(self, attribute: str) -> date | None:
        """The day that an attribute of the root names; None if it is absent or empty.

        Raises:
            ListError: It is not an ISO 8601 date.
        """
        text = self.attributes.get(attribute)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError as error:
            raise ListError(f"{text!r} is not a date", file=self.path, field=attribute) from error

    def __iter__(self) -> Iterator[Element]:
        parser = ET.XMLParser(target=self._splitter)  # noqa: S314 (the splitter refuses every DTD)
        try:
            with opened(self.path) as stream:
                while chunk := stream.read(CHUNK_BYTES):
                    parser.feed(chunk)
                    yield from self._splitter.complete()
            parser.close()
        except ET.ParseError as error:
            line, _ = error.position
            message = f"the XML is broken: {error}"
            raise ListError(message, file=self.path, row=line) from error
        yield from self._splitter.complete()


class _Splitter:
    """Target of an XML parser that keeps one entry at a time."""

    def __init__(
        self,
        path: Path,
        root: str,
        entries: frozenset[str],
        groups: frozenset[str],
        *,
        has_attributes: bool,
    ) -> None:
        self.attributes: dict[str, str] = {}
        self._path = path
        self._root = root
        self._entries = entries
        self._groups = groups
        self._has_attributes = has_attributes
        self._open: list[str] = []
        self._builder: TreeBuilder | None = None
        self._depth = 0  # of the entry's root
        self._done: list[Element] = []

    def complete(self) -> Iterator[Element]:
        done, self._done = self._done, []
        yield from done

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        raise ListError(f"has a document type declaration ({name})", file=self._path)

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        tag = _local(qualified)
        attributes = {_local(name): value for name, value in attributes.items()}
        self._open.append(tag)
        if self._builder is not None or (len(self._open) > 1 and tag in self._entries):
            if attributes and not self._has_attributes:
                message = f"attribute {next(iter(attributes))!r} is not known"
                raise ListError(message, file=self._path, field=tag)
            if self._builder is None:
                self._builder = TreeBuilder()
                self._depth = len(self._open)
            self._builder.start(tag, attributes)
        elif len(self._open) == 1:
            if tag != self._root:
                raise ListError(f"<{self._root}> expected, <{tag}> found", file=self._path)
            self.attributes = attributes
        elif len(self._open) > 2 or tag not in self._groups:
            raise ListError("the element is not known", file=self._path, field=tag)

    def end(self, qualified: str) -> None:
        if self._builder is not None:
            self._builder.end(_local(qualified))
            if len(self._open) == self._depth:
                self._done.append(self._builder.close())
                self._builder = None
        self._open.pop()

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def close(self) -> None:
        pass


def _local(qualified: str) -> str:
    return qualified.rpartition("}")[2]


def refuse_unknown(entry: Element, known: frozenset[str], *, file: Path, row: int) -> None:
    """Refuse an entry with an element or attribute that its reader does not read.

    Args:
        entry: The entry.
        known: Paths below the entry: `akaList/aka/uid`, of attributes `nameAlias@function`
            (the entry's own: `@euReferenceNumber`).
        file: The file, for the error.
        row: Position of the entry, for the error.

    Raises:
        ListError: It has one; the field is its path.
    """

    def check(element: Element, path: str) -> None:
        for name in element.attrib:
            if f"{path}@{name}" not in known:
                raise ListError(
                    "the attribute is not known", file=file, row=row, field=f"{path}@{name}"
                )
        for part in element:
            below = f"{path}/{part.tag}" if path else part.tag
            if below not in known:
                raise ListError("the element is not known", file=file, row=row, field=below)
            check(part, below)

    check(entry, "")


def text_of(element: Element, path: str) -> str:
    """The text at a path below the element, on one line; "" if there is none."""
    return " ".join((element.findtext(path) or "").split())


def texts_of(element: Element, path: str) -> list[str]:
    """Every text at a path below the element, on one line each, empty ones left out."""
    found = (" ".join((part.text or "").split()) for part in element.iterfind(path))
    return [text for text in found if text]
