"""A preview on a real port, and clients that say whatever a test wants to a socket."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.preview import PATIENCE
from support.sites import options
from waypost.model.digest import Digest, digest_of
from waypost.serve.edition import Current, Report, Served
from waypost.serve.server import Server
from waypost.session import Session
from waypost.store.blobs import LostBlob


def blob_of(blobs: Mapping[Digest, bytes]) -> Callable[[Digest], bytes]:
    """Give what looks bytes up by their digest, as a session does."""

    def blob(digest: Digest) -> bytes:
        if digest not in blobs:
            raise LostBlob(digest)
        return blobs[digest]

    return blob


def served_of(files: Mapping[str, bytes], number: int = 1, **more: Any) -> Served:
    """Serve some files as the outputs of a build."""
    entries = {path: digest_of(data) for path, data in sorted(files.items())}
    blobs = {digest_of(data): data for data in files.values()}
    return Served(number, entries, blob=blob_of(blobs), **more)


def no_desk(_served: Served, _token: str) -> bytes:
    """Stand in for the writer's page."""
    return b"<!doctype html><title>Desk</title><h1>Drafts of nobody else</h1>"


@contextmanager
def preview(current: Current, **options: Any) -> Iterator[Server]:
    """Serve what is current on any free port, for as long as the block runs."""
    server = Server(current, options.pop("desk", no_desk), **{"port": 0, **options})
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True)
class Answer:
    """What came back: names of header fields are in lower case, each once."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Client:
    """One connection, as low as it gets."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection((address, port), timeout=PATIENCE)
        self._unread = b""

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes; a server that has gone away already is for ``answer`` to notice."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return

    def answer(self, method: str = "GET") -> Answer:
        """Read one answer to a request."""
        while b"\r\n\r\n" not in self._unread:
            self._more()
        head, _, self._unread = self._unread.partition(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        pairs = [tuple(field.split(": ", 1)) for field in fields]
        headers = {name.lower(): value for name, value in pairs}
        assert len(headers) == len(pairs), f"a field stands twice: {fields}"
        version, status = line.split(" ")[:2]
        assert version == "HTTP/1.1"
        empty = method == "HEAD" or status == "304"
        length = 0 if empty else int(headers.get("content-length", "0"))
        if "transfer-encoding" in headers and not empty:
            return Answer(int(status), headers, b"")
        while len(self._unread) < length:
            self._more()
        body, self._unread = self._unread[:length], self._unread[length:]
        return Answer(int(status), headers, body)

    def event(self) -> tuple[str, Any]:
        """Read the next event of a stream: its name, and its data."""
        name = ""
        while True:
            # Lines that say how long a chunk is have no colon.
            field, _, value = self._line().partition(": ")
            if field == "event":
                name = value
            if field == "data":
                return name, json.loads(value)

    def _line(self) -> str:
        while b"\n" not in self._unread:
            self._more()
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode().rstrip("\r")

    def until(self, what: bytes) -> bool:
        """Read until some bytes have come."""
        while what not in self._unread:
            self._more()
        return True

    def rest(self) -> bytes:
        """Read until the server ends the connection."""
        data, self._unread = self._unread, b""
        try:
            while piece := self.socket.recv(1 << 16):
                data += piece
        except ConnectionResetError:
            return data
        return data

    def _more(self) -> None:
        data = self.socket.recv(1 << 16)
        if not data:
            raise EOFError(f"the connection ended after {self._unread[-200:]!r}")
        self._unread += data


def request(target: str = "/", host: str = "localhost", method: str = "GET", **more: str) -> bytes:
    """Write a request; underscores in names of further fields stand for hyphens."""
    fields = {"Host": host, **{name.replace("_", "-"): value for name, value in more.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1")


@contextmanager
def listening(server: Server, since: int | str | None = None, **fields: str) -> Iterator[Client]:
    """Open the stream of events as a page of some build does; its head has been read."""
    known = "" if since is None else f"&since={since}"
    with Client(server.port) as client:
        client.send(request(f"/__waypost/events?token={server.token}{known}", **fields))
        answer = client.answer()
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        yield client


def ask(port: int, raw: bytes, method: str = "GET") -> Answer:
    """Send bytes over a connection of their own, and read one answer."""
    with Client(port) as client:
        client.send(raw)
        return client.answer(method)


@contextmanager
def built_site(root: Path, **more: Any) -> Iterator[tuple[Current, Session]]:
    """Build a site in a session, and give what is served after its first build."""
    session = Session(options(root, **more))
    try:
        outcome = session.build().outcome
        assert outcome.manifest is not None, outcome.diagnostics
        assert outcome.site is not None
        report = Report(1, outcome, (), 0.1, good=True)
        entries = outcome.manifest.entries
        yield (
            Current(Served(1, entries, {}, outcome.site.prefix, (report,), session.blob)),
            session,
        )
    finally:
        session.close()
