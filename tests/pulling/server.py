"""A web server on this machine that answers as a helpdesk does, and fails as the network does."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Answer:
    """What is sent: `body` is JSON unless it is bytes already; a fault spoils it on its way."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut_off: bool = False
    is_dropped: bool = False

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Asked:
    """A request that arrived."""

    path: str
    params: Mapping[str, str]
    authorization: str
    at: float


class Helpdesk:
    """Answers through `answer`, unless the next request of a path is to fail."""

    def __init__(self, answer: Callable[[str, Mapping[str, str]], Answer]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.faults: dict[str, list[Answer]] = {}
        self.seconds: Callable[[], float] = lambda: 0.0
        self.on_request: Callable[[int], None] = lambda _: None
        self.url = ""

    def fail(self, path: str, *faults: Answer) -> None:
        """The next requests of this path get these answers instead of the true one."""
        self.faults.setdefault(path, []).extend(faults)

    def paths(self, since: int = 0) -> Sequence[str]:
        return [asked.path for asked in self.asked[since:]]

    def respond(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        self.on_request(len(self.asked))
        waiting = self.faults.get(asked.path)
        return waiting.pop(0) if waiting else self.answer(asked.path, asked.params)


@contextmanager
def serving(helpdesk: Helpdesk) -> Iterator[Helpdesk]:
    """The helpdesk on a port of its own until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told = self.headers.get("Authorization", "")
            asked = Asked(parts.path, dict(parse_qsl(parts.query)), told, helpdesk.seconds())
            answer = helpdesk.respond(asked)
            if answer.is_dropped:
                self.close_connection = True
                return
            content = answer.content
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if answer.is_cut_off:
                self.wfile.write(content[: len(content) // 2])
                self.close_connection = True
            else:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """A test's output is no access log."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that went away is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    helpdesk.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield helpdesk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
