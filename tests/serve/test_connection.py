"""Clients that are slow, or gone, or not right: nobody else notices."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event, Thread

import pytest

from support.preview import eventually
from support.sockets import Client, ask, listening, preview, request, served_of
from waypost.model.digest import Digest
from waypost.serve import connection
from waypost.serve.connection import MOST_WAITING
from waypost.serve.edition import Current, Served
from waypost.serve.server import Server

BIG = b"0123456789abcdef" * (1 << 20)
SITE = {"index.html": b"<title>Home</title>", "big.bin": BIG}


@pytest.fixture
def server() -> Iterator[Server]:
    """A preview with one page, and a file that no socket has room for."""
    with preview(Current(served_of(SITE)), reload=False) as running:
        yield running


def is_answered(server: Server) -> None:
    """Somebody else gets the page."""
    assert ask(server.port, request("/")).body == SITE["index.html"]


BEGINNINGS = [
    b"",
    b"G",
    b"GET / HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX",
    b"\r\n",
    b"\x16\x03",
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_clients_that_never_finish_a_request_keep_nobody_waiting(
    server: Server, beginning: bytes
) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(Client(server.port)).send(beginning)
        is_answered(server)


@pytest.mark.parametrize("beginning", BEGINNINGS[:4])
def test_a_client_that_does_not_finish_a_request_is_left(
    server: Server, beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    with Client(server.port) as client:
        client.send(beginning)
        assert client.rest() == b""
    is_answered(server)


def test_a_client_that_sends_a_byte_now_and_then_is_left_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.2)
    left = Event()
    with Client(server.port) as client:

        def drip() -> None:
            client.send(b"GET / HTTP/1.1\r\nX: ")
            while not left.wait(0.02):
                client.send(b"a")

        dripping = Thread(target=drip)
        dripping.start()
        assert client.rest() == b""
        left.set()
        dripping.join()


def test_the_next_request_on_a_connection_has_its_time_as_well(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for a slow machine to answer the first.
    monkeypatch.setattr(connection, "HEAD_SECONDS", 2.0)
    with Client(server.port) as client:
        client.send(request("/"))
        assert client.answer().status == 200
        client.send(b"GET / HT")
        assert client.rest() == b""


def test_a_newcomer_takes_the_place_of_the_one_that_has_waited_longest(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 1_000.0)
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(server.port)) for _ in range(MOST_WAITING + 10)]
        is_answered(server)
        assert clients[0].rest() == b""
        clients[-1].send(request("/"))
        assert clients[-1].answer().status == 200


def test_clients_that_do_not_read_keep_nobody_waiting(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(Client(server.port)).send(request("/big.bin"))
        is_answered(server)


def test_a_client_that_does_not_read_is_left(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough to be seen while it lasts.
    monkeypatch.setattr(connection, "STALL_SECONDS", 2.0)
    with Client(server.port) as client:
        client.send(request("/big.bin"))
        state = server.connections
        eventually(lambda: len(state) == 1)
        eventually(lambda: not state)
        with pytest.raises(EOFError):
            client.answer()
    is_answered(server)


def test_all_that_a_client_leaves_unread_starts_the_clock(server: Server) -> None:
    """A little that is left in a buffer would keep a connection open for good."""
    with Client(server.port) as client:
        client.send(request("/"))
        client.answer()
        [one] = server.connections

        assert isinstance(one, connection.Connection)
        assert one.transport.get_write_buffer_limits() == (0, 0)


def test_a_client_that_reads_slowly_gets_all(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "STALL_SECONDS", 20.0)
    with Client(server.port) as client:
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        client.send(request("/big.bin"))
        assert client.answer().body == BIG


def test_clients_that_vanish_do_no_harm(server: Server) -> None:
    for raw in (b"GET / HT", request("/"), request("/big.bin"), request("/") * 50):
        for _ in range(10):
            client = Client(server.port)
            # Not a farewell, but a connection that is suddenly no more.
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.send(raw)
            client.socket.close()
    is_answered(server)
    eventually(lambda: not server.connections)


def test_a_page_that_does_not_read_its_events_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "STALL_SECONDS", 0.1)
    moved = {f"/{n}/{'x' * 1000}/": "/" for n in range(1_000)}
    current = Current(served_of(SITE, moved=moved))

    with preview(current) as running, listening(running, 1):

        def is_left() -> bool:
            current.replace(served_of(SITE, current.now.number + 1, moved=moved))
            return not running.connections

        eventually(is_left)


def test_a_disk_that_is_slow_keeps_only_those_waiting_that_ask_it(server: Server) -> None:
    going_on = Event()
    fast = served_of(SITE)

    def slow(digest: Digest) -> bytes:
        if digest == fast.entries["big.bin"]:
            going_on.wait()
        return fast.blob(digest)

    current = Current(Served(1, fast.entries, blob=slow))
    with preview(current, reload=False) as server, Client(server.port) as client:
        client.send(request("/big.bin"))
        is_answered(server)
        going_on.set()
        assert client.answer().body == BIG


def test_garbage_after_a_request_does_not_harm_its_answer(server: Server) -> None:
    with Client(server.port) as client:
        client.send(request("/big.bin") + b"\x00garbage\r\n\r\n")
        assert client.answer().body == BIG
        assert client.answer().status == 400
        assert client.rest() == b""


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_client_that_says_it_will_ask_no_more_gets_its_answers(
    server: Server, count: int
) -> None:
    with Client(server.port) as client:
        client.send(request("/") * (count - 1) + request("/big.bin"))
        client.socket.shutdown(socket.SHUT_WR)
        bodies = [client.answer().body for _ in range(count)]

        assert bodies == [*[SITE["index.html"]] * (count - 1), BIG]
        assert client.rest() == b""


def test_a_client_that_leaves_without_having_asked_is_forgotten(server: Server) -> None:
    for raw in (b"", b"GET / HT", request("/")):
        with Client(server.port) as client:
            client.send(raw)
            if raw == request("/"):
                client.answer()
            client.socket.shutdown(socket.SHUT_WR)
            assert client.rest() == b""
    eventually(lambda: not server.connections)


def test_a_page_that_says_it_will_ask_no_more_has_left_its_events(server: Server) -> None:
    with listening(server, 1) as page:
        page.event()
        page.socket.shutdown(socket.SHUT_WR)
        eventually(lambda: not server.connections)
