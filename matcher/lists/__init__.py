"""Published lists: one reader per form, a catalogue of sources, a store of what was read."""

from matcher.lists.reading import ListRead, read
from matcher.lists.report import FileRead, ReadReport

__all__ = ["FileRead", "ListRead", "ReadReport", "read"]
