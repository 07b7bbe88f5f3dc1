"""In which of a list's forms a file is: told by how it begins, not by its name."""

import re
from pathlib import Path

from matcher.lists.files import opened
from matcher.lists.mapped import mapping_path
from matcher.lists.sources import Format, Source

_HEAD_BYTES = 8192
_ZIP_MAGIC = b"PK\x03\x04"
# How a text or table begins that only one reader reads.
_BEGINNINGS = {
    "○".encode(): Format.METI_TEXT,
    b"Name\tStreet_Address": Format.DPL_TSV,
    "項次item".encode(): Format.SHTC_CSV,
}
_TARGETS = b"id,schema,name,aliases"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ROOTS = {
    "sdnList": Format.OFAC_XML,
    "CONSOLIDATED_LIST": Format.UN_XML,
    "data-set": Format.SEMA_XML,
    "export": Format.EU_FSF_XML,
    "Designations": Format.UK_XML,
    "swiss-sanctions-list": Format.SECO_XML,
    "Sanctions": Format.OFAC_ADVANCED_XML,
    "DIV5": Format.ECFR_XML,
}
_ZIPPED = frozenset({Format.UK_ODS, Format.DFAT_XLSX})
_CSV = frozenset(
    {
        *(Format.OFAC_CSV, Format.CSL_CSV, Format.UK_CSV, Format.OFSI_CSV, Format.DFAT_CSV),
        *(Format.EUL_CSV, Format.MAPPED_CSV),
    }
)
_JSON = frozenset({Format.FTM_JSON, Format.CSL_JSON})
_JSON_ARRAYS = frozenset({*_JSON, Format.NSDC_JSON})
_TABLES = _CSV | _JSON_ARRAYS | {Format.TARGETS_CSV, *_BEGINNINGS.values()}


def format_of(source: Source, path: Path) -> Format:
    """The form of a file among those of its list.

    Args:
        source: The list.
        path: The file, or a folder with OFAC's.

    Returns:
        The form that the file begins like; the list's own form where none of them does, so
        that its reader says what is wrong with the file.

    Raises:
        ListError: The file cannot be read.
    """
    if not source.also or path.is_dir():
        return source.format
    found = _recognised(path)
    # Whoever writes a mapping beside a table wants it heeded, also where the list has a reader.
    if Format.MAPPED_CSV in source.also and found & _TABLES and mapping_path(path).exists():
        return Format.MAPPED_CSV
    return next((form for form in (source.format, *source.also) if form in found), source.format)


def _recognised(path: Path) -> frozenset[Format]:
    with opened(path) as stream:
        head = stream.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_ZIP_MAGIC):
        return _ZIPPED
    if head.startswith(b"<"):
        root = _ROOT.search(head)
        form = _ROOTS.get(root[1].decode()) if root else None
        return frozenset({form} if form else ())
    plain = head.replace(b'"', b"")
    for beginning, form in _BEGINNINGS.items():
        if plain.startswith(beginning):
            return frozenset({form})
    if plain.startswith(_TARGETS):
        return frozenset({Format.TARGETS_CSV})
    if head.startswith(b"["):
        return _JSON_ARRAYS
    return _JSON if head.startswith(b"{") else _CSV
