"""One file from its publisher: asked for conditionally, retried, checked before it is taken."""

import hashlib
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from matcher.errors import FetchError
from matcher.lists.files import CHUNK_BYTES
from matcher.lists.loss import LARGEST_LOSS

TIMEOUT_S = 60.0
ATTEMPTS = 4
FIRST_PAUSE_S = 1.0  # doubles from attempt to attempt
LARGEST_BYTES = 1 << 30

_HEAD_BYTES = 512
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_AGENT = "Tallyman (list screening; conditional requests)"
# Answers of web servers that are no list: error pages, log-in pages, robot checks.
_PAGES = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """What is known of a file that was taken.

    Args:
        name: Without its folder.
        etag: As the publisher sent it; None if it sent none.
        last_modified: The same, an HTTP date.
        sha256: Hex digest of its bytes.
        size: In bytes.
    """

    name: str
    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    size: int

    @property
    def modified_on(self) -> str | None:
        """The day of `last_modified`, ISO 8601; None if it is not known or no date."""
        if self.last_modified is None:
            return None
        try:
            return parsedate_to_datetime(self.last_modified).date().isoformat()
        except ValueError:
            return None


def file_name(url: str) -> str:
    """The last part of the address's path."""
    return urllib.parse.urlsplit(url).path.rstrip("/").rpartition("/")[2] or "list"


def download(
    url: str,
    folder: Path,
    *,
    known: FileRecord | None,
    accept: bool = False,
    pause: Callable[[float], None] = time.sleep,
) -> FileRecord | None:
    """Take a file if it is not the one that is known.

    Args:
        url: Its address, http or https.
        folder: Where it goes, under the name of `file_name`; nothing is left there if it is
            not taken.
        known: The file taken last; None at the first time.
        accept: Take it even if it lost a third of its bytes.
        pause: Waits between attempts, for seconds.

    Returns:
        The new file's record; None if the publisher says that nothing has changed.

    Raises:
        FetchError: The publisher cannot be reached or refuses, the body is cut, empty, a web
            page or much smaller than the last one.
    """
    if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
        raise FetchError("is no address on the web", url=url)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            record = _attempt(url, folder / file_name(url), known)
        except (OSError, http.client.HTTPException) as error:
            final = isinstance(error, urllib.error.HTTPError) and error.code not in _AGAIN
            if final or attempt == ATTEMPTS:
                raise _failure(error, url, attempt) from error
            pause(FIRST_PAUSE_S * 2 ** (attempt - 1))
        else:
            break
    if record is not None:
        try:
            _check(folder / record.name, record, known, accept=accept)
        except FetchError:
            (folder / record.name).unlink()
            raise
    return record


def _attempt(url: str, path: Path, known: FileRecord | None) -> FileRecord | None:
    request = urllib.request.Request(url, headers=_headers(url, known))  # noqa: S310 (checked)
    digest = hashlib.sha256()
    size = 0
    part = path.with_name(f".{path.name}.part")
    try:
        with (
            urllib.request.urlopen(request, timeout=TIMEOUT_S) as response,  # noqa: S310 (checked)
            part.open("wb") as stream,
        ):
            while chunk := response.read(CHUNK_BYTES):
                size += len(chunk)
                if size > LARGEST_BYTES:
                    raise FetchError(f"is larger than {LARGEST_BYTES:,} bytes", url=url)
                digest.update(chunk)
                stream.write(chunk)
            announced = response.headers.get("Content-Length")
            if announced is not None and int(announced) != size:
                raise http.client.IncompleteRead(b"", int(announced) - size)
            etag, last_modified = (response.headers.get(n) for n in ("ETag", "Last-Modified"))
        part.replace(path)
    except urllib.error.HTTPError as error:
        if error.code == http.client.NOT_MODIFIED:
            error.close()
            return None
        raise
    finally:
        part.unlink(missing_ok=True)
    return FileRecord(
        name=path.name,
        url=url,
        etag=etag,
        last_modified=last_modified,
        sha256=digest.hexdigest(),
        size=size,
    )


def _headers(url: str, known: FileRecord | None) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if known is not None and known.url == url:
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
    return headers


def _check(path: Path, record: FileRecord, known: FileRecord | None, *, accept: bool) -> None:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not head:
        raise FetchError("the publisher sent an empty file", url=record.url)
    if head.startswith(_PAGES):
        raise FetchError("the publisher sent a web page instead of the list", url=record.url)
    if known is not None and record.size < known.size * (1 - LARGEST_LOSS) and not accept:
        message = (
            f"shrank from {known.size:,} to {record.size:,} bytes and is not taken;"
            " if that is right: --accept"
        )
        raise FetchError(message, url=record.url)


def _failure(error: Exception, url: str, attempts: int) -> FetchError:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return FetchError(f"the publisher answered {error.code} {error.reason}", url=url)
    times = "once" if attempts == 1 else f"{attempts} times"
    if isinstance(error, http.client.IncompleteRead):
        return FetchError(f"the answer was cut short, {times}", url=url)
    reason = getattr(error, "reason", None) or error
    return FetchError(f"no network, tried {times}: {reason}", url=url, is_network=True)
