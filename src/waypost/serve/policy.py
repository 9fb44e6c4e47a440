"""Which requests are answered at all: nobody but the writer gets in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address

from msgspec import Struct

from waypost.serve.addresses import BadAddress, decoded

METHODS = ("GET", "HEAD")
LONGEST_TARGET = 8_000
"""Bytes of a path with its query."""
LONGEST_HEAD = 16_000
"""Bytes of all header fields."""

_HOST = re.compile(rb"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?::([0-9]{1,5}))?")


class Request(Struct, frozen=True):
    """A request as it was sent; names of header fields are in lower case."""

    method: str
    path: bytes
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    version: str = "1.1"

    def values(self, name: bytes) -> list[bytes]:
        """Give the values of a header field, in order."""
        return [value for field, value in self.headers if field == name]

    def value(self, name: bytes) -> str:
        """Give the value of a header field, "" without one; several are joined."""
        return b", ".join(self.values(name)).decode("latin-1")


class Refusal(Struct, frozen=True):
    """Why a request is not answered, as sentences that say what to do instead."""

    status: int
    message: str


class Policy(Struct, frozen=True):
    """Says which requests are refused.

    ``url`` is where the preview is, as its writer opens it. Loopback names are allowed
    with ``port``, ``names`` with any, as behind one that is forwarded. With
    ``any_address`` so is every IP address: none can be a stranger's name that was led
    here.
    """

    url: str
    port: int
    names: frozenset[str] = frozenset()
    any_address: bool = False

    def refuse(self, request: Request) -> Refusal | None:
        """Say why a request is refused; None for one that is to be answered."""
        return next(self._objections(request), None)

    def refuse_stream(self, request: Request) -> Refusal | None:
        """Say why a request that is let in may not read what happens here.

        Pages of this preview ask with their own origin, or, where the browser holds
        the address for insecure, with none.
        """
        site = request.value(b"sec-fetch-site")
        origin = request.value(b"origin")
        own = f"http://{request.value(b'host')}"
        if site in {"", "same-origin"} and origin in {"", own}:
            return None
        return Refusal(403, "Only pages of this preview may read what happens in it.")

    def _objections(self, request: Request) -> Iterator[Refusal]:
        if request.version not in {"1.0", "1.1"}:
            yield Refusal(505, "This preview speaks HTTP/1.1.")
        if len(request.path) + len(request.query) > LONGEST_TARGET:
            yield Refusal(414, f"A URL may have {LONGEST_TARGET} bytes here.")
        if sum(len(name) + len(value) for name, value in request.headers) > LONGEST_HEAD:
            yield Refusal(431, f"Header fields may have {LONGEST_HEAD} bytes here.")
        yield from self._objections_to_host(request)
        if request.method not in METHODS:
            yield Refusal(405, "A preview is there to be read: use GET or HEAD.")
        if request.values(b"transfer-encoding") or set(request.values(b"content-length")) - {b"0"}:
            yield Refusal(400, "A request that reads has no body: leave it out.")
        try:
            decoded(request.path)
        except BadAddress as bad:
            yield Refusal(400, f"The request {bad}. Ask for a URL such as {self.url}")
        yield from self._objections_to_origin(request)

    def _objections_to_host(self, request: Request) -> Iterator[Refusal]:
        hosts = request.values(b"host")
        host = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if host is None or int(host[2] or 1) not in range(1, 65_536):
            yield Refusal(400, f"The request has to name one host. Open {self.url}")
            return
        name = host[1].decode().lower()
        if not self._allows(name, int(host[2] or self.port)):
            stranger = f"This preview does not answer to '{hosts[0].decode()}'. Open {self.url}"
            yield Refusal(403, f"{stranger}\n{_hint(name)}")

    def _allows(self, name: str, port: int) -> bool:
        if name in self.names:
            return True
        if self.any_address and _address(name):
            return True
        return _is_loopback(name) and port == self.port

    def _objections_to_origin(self, request: Request) -> Iterator[Refusal]:
        """Refuse what other sites put into their pages; a link to here is fine."""
        opens_a_tab = (
            request.value(b"sec-fetch-mode") == "navigate"
            and request.value(b"sec-fetch-dest") == "document"
        )
        if request.value(b"sec-fetch-site") in {"cross-site", "same-site"} and not opens_a_tab:
            yield Refusal(403, f"Another site asked for this. Open {self.url} itself.")


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name.strip("[]"))
    except ValueError:
        return None


def _is_loopback(name: str) -> bool:
    address = _address(name)
    if address is None:
        return name == "localhost" or name.endswith(".localhost")
    return address.is_loopback


def _hint(name: str) -> str:
    if _is_loopback(name):
        return (
            "Where that port leads to this one, start it with --host localhost: any port will do."
        )
    return f"To be let in by that name, start it with --host {name}."
