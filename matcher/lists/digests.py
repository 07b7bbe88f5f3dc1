"""What a reading of a list will be made of, before it is made."""

import hashlib
from datetime import date
from pathlib import Path

from matcher.lists.files import sha256_of
from matcher.lists.mapped import mapping_path
from matcher.lists.ofac import ofac_files
from matcher.lists.recognition import format_of
from matcher.lists.sources import Format, get_source

# Part of every digest: bytes that were read by older rules are read anew. Raise it when
# a reader gives other entries for the same bytes, or the files here change their form.
FORMAT = 2


def digest_of(source: str, path: Path, as_of: date | None) -> str:
    """Hex digest over the digests of a list's files, the date given and `FORMAT`.

    Raises:
        UnknownSource: No list has this key.
        ListError: A file cannot be read.
    """
    found = get_source(source)
    files = [path]
    form = format_of(found, path)
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.is_file())
    if form is Format.MAPPED_CSV and mapping_path(path).exists():
        files.append(mapping_path(path))
    if form is Format.OFAC_CSV:
        ofac = ofac_files(found, path)
        files = [
            file
            for file in (ofac.entries, ofac.aliases, ofac.addresses, ofac.comments)
            if file is not None
        ]
    parts = [f"format {FORMAT}", f"as of {as_of}", *(f"{f.name} {sha256_of(f)}" for f in files)]
    return hashlib.sha256("\n".join([source, *parts]).encode()).hexdigest()
