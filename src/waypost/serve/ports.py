"""Finding a free port, and listening on it."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence
from ipaddress import ip_address

from waypost.model.faults import EnvironmentFault, UsageFault

_BACKLOG = 128
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - to know them, not to bind them


def listen(host: str, wanted: Sequence[int]) -> list[socket.socket]:
    """Listen on the first free port of some, on all addresses of a host.

    The port 0 stands for any that is free.

    Raises:
        UsageFault: for a host that this machine does not have.
        EnvironmentFault: where none of the ports can be had.
    """
    for port in wanted:
        try:
            return _on(host, port)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                reason = os.strerror(problem.errno or 0).lower()
                raise EnvironmentFault(
                    f"port {port} of {host} can't be used ({reason})",
                    "choose another with --port",
                ) from problem
    ports = f"port {wanted[0]}" if len(wanted) == 1 else f"no port of {wanted[0]} to {wanted[-1]}"
    verdict = "is taken" if len(wanted) == 1 else "is free"
    raise EnvironmentFault(f"{ports} {verdict} on {host}", "choose another with --port")


def address(listening: socket.socket) -> tuple[str, int]:
    """Give the address and the port that a socket listens on."""
    name = listening.getsockname()
    return str(name[0]).partition("%")[0], int(name[1])


def url(host: str, port: int) -> str:
    """Give the URL under which the writer opens what listens on a host."""
    if host in _EVERYWHERE:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_loopback(name: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    return ip_address(name).is_loopback


def _on(host: str, port: int) -> list[socket.socket]:
    opened: list[socket.socket] = []
    try:
        for family, name in _addresses(host):
            opened.append(_listening(family, name, port))
            # All of them get the port that the first one was given.
            port = address(opened[0])[1]
    except OSError:
        for one in opened:
            one.close()
        raise
    return opened


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise UsageFault(
            f"this machine knows no host '{host}'", "give --host an address of this machine"
        ) from problem
    names = dict.fromkeys((family, str(place[0])) for family, _, _, _, place in found)
    usable: list[tuple[socket.AddressFamily, str]] = [
        (family, name) for family, name in names if _is_own(family, name)
    ]
    if not usable:
        raise UsageFault(
            f"'{host}' is not an address of this machine",
            "give --host 127.0.0.1, or 0.0.0.0 for all addresses",
        )
    return usable


def _is_own(family: socket.AddressFamily, name: str) -> bool:
    """Say whether this machine has an address; ``localhost`` often names one more."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((name, 0))
    except OSError:
        return False
    return True


def _listening(family: socket.AddressFamily, name: str, port: int) -> socket.socket:
    # Named as TCP, as asyncio sends small pieces of others only after 40 milliseconds.
    one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            # Else a port stays taken for a minute after a preview that has ended.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(name != "::"))
        one.bind((name, port))
        # At once, as a port that nobody listens on yet can be bound again.
        one.listen(_BACKLOG)
        one.setblocking(False)
    except OSError:
        one.close()
        raise
    return one
