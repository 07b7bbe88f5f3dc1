"""Opening published files: plain or gzip, hashed, refused where they are broken."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

from matcher.errors import ListError

_GZIP_MAGIC = b"\x1f\x8b"
CHUNK_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """Hex digest of the file as it lies on disk.

    Raises:
        ListError: It cannot be opened, or holds nothing.
    """
    try:
        if path.stat().st_size == 0:
            raise ListError("the file is empty", file=path)
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror}", file=path) from error


@contextmanager
def opened(path: Path) -> Iterator[BufferedIOBase]:
    """The file's bytes, decompressed where it is gzip.

    Raises:
        ListError: It cannot be opened or decompressed, also while it is being read.
    """
    try:
        with path.open("rb") as raw:
            compressed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            if not compressed:
                if path.suffix.lower() == ".gz":
                    raise ListError("is called .gz but is not gzip", file=path)
                yield raw
            else:
                with gzip.GzipFile(fileobj=raw, mode="rb") as stream:
                    yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ListError(f"the gzip is broken: {error}", file=path) from error
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror}", file=path) from error


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its 1-based number, without holding the file in memory.

    Raises:
        ListError: The file cannot be read to its end.
    """
    with opened(path) as stream:
        yield from enumerate(stream, start=1)
