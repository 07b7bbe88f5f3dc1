"""A publisher on the loopback: answers what a test tells it to, and remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; `length` lies about the body where a test cuts it short."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass(slots=True)
class Publisher:
    """Answers in turn; the last one again and again.

    Args:
        url: Where it listens, without a slash at its end.
        answers: By path.
        asked: The headers of each request, in order.
    """

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def serve(self, path: str, *answers: Answer) -> str:
        """Answer at a path; its address is returned."""
        self.answers[path] = list(answers)
        return self.url + path


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A publisher that listens until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            open_for_test.asked.append(dict(self.headers))
            answers = open_for_test.answers.get(self.path, [Answer(status=404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                length = len(answer.body) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        open_for_test = Publisher(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield open_for_test
        finally:
            server.shutdown()
            thread.join()
