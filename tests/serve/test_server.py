"""The preview's server as a whole: how it starts, and how it ends."""

from __future__ import annotations

import threading
from threading import Event

import pytest

from support.sockets import Client, ask, listening, no_desk, preview, request, served_of
from waypost.model.faults import EnvironmentFault
from waypost.serve.edition import Current, Served
from waypost.serve.server import Server

CURRENT = Current(served_of({"index.html": b"<title>Home</title>"}))


def test_it_answers_as_soon_as_it_has_started() -> None:
    with preview(CURRENT) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert server.loopback
        assert ask(server.port, request("/")).status == 200


def test_it_says_nothing_of_what_it_is_made_of() -> None:
    with preview(CURRENT) as server:
        assert "server" not in ask(server.port, request("/")).headers


def test_a_port_that_is_taken_is_passed_over() -> None:
    with preview(CURRENT) as first, preview(CURRENT, port=first.port) as second:
        assert first.port < second.port <= first.port + 100
        assert ask(second.port, request("/", host=f"localhost:{second.port}")).status == 200


def test_a_port_can_be_had_again_at_once() -> None:
    with preview(CURRENT) as first, Client(first.port) as client:
        client.send(request("/"))
        client.answer()
        port = first.port
    with preview(CURRENT, port=port, tries=1) as second:
        assert second.port == port


def test_where_no_port_is_free_it_says_so_and_leaves_nothing() -> None:
    before = threading.active_count()
    with (
        preview(CURRENT) as first,
        pytest.raises(EnvironmentFault, match=f"port {first.port} is taken"),
    ):
        Server(CURRENT, no_desk, port=first.port, tries=1).start()
    assert threading.active_count() == before


def test_nothing_is_left_when_it_has_stopped() -> None:
    before = set(threading.enumerate())
    current = Current(CURRENT.now)
    with preview(current) as server, listening(server, 1) as page, Client(server.port) as idle:
        page.event()
        server.stop()

        assert set(threading.enumerate()) == before
        with pytest.raises(ConnectionRefusedError):
            Client(server.port)
        assert idle.rest() == b""
        server.stop()
    current.replace(served_of({}, 2))


def test_it_stops_while_an_answer_is_being_made() -> None:
    begun, ending = Event(), Event()

    def desk(_served: Served, _token: str) -> bytes:
        begun.set()
        ending.wait()
        return b""

    with preview(CURRENT, desk=desk) as server, Client(server.port) as client:
        client.send(request("/__waypost/"))
        begun.wait()
        server.stop()
        assert client.rest() == b""
        ending.set()


def test_it_stops_while_a_client_does_not_read() -> None:
    current = Current(served_of({"big.bin": b"x" * (1 << 24)}))
    with preview(current) as server, Client(server.port) as client:
        client.send(request("/big.bin"))
        assert ask(server.port, request("/nope")).status == 404
        server.stop()


def test_a_server_that_never_started_stops() -> None:
    Server(CURRENT, no_desk).stop()


def test_off_loopback_it_answers_by_addresses_and_by_names_that_are_given() -> None:
    with preview(CURRENT, host="0.0.0.0", names=["Box.lan"]) as server:
        assert not server.loopback
        assert server.url == f"http://127.0.0.1:{server.port}"
        for host, status in [
            ("127.0.0.1", 200),
            ("10.1.2.3:8000", 200),
            ("box.lan", 200),
            ("evil.example", 403),
        ]:
            assert ask(server.port, request("/", host=host)).status == status


def test_a_host_that_is_a_name_is_one_to_answer_by_with_any_port() -> None:
    with preview(CURRENT, host="localhost") as server:
        assert server.url == f"http://localhost:{server.port}"
        assert ask(server.port, request("/", host="localhost:1")).status == 200
        assert ask(server.port, request("/", host="127.0.0.1:1")).status == 403


def test_an_answer_comes_whole_from_one_build() -> None:
    """What is served is replaced while a request is being answered."""
    old = served_of({"index.html": b"<title>Old</title>", "404.html": b"old"})
    new = served_of({"index.html": b"<title>New</title>", "404.html": b"new"}, 2)
    current = Current(old)
    asked, replaced = Event(), Event()

    def slow(digest: object) -> bytes:
        asked.set()
        replaced.wait()
        return old.blob(old.entries["index.html"])

    current.replace(Served(1, old.entries, blob=slow))
    with preview(current, reload=False) as server, Client(server.port) as client:
        client.send(request("/"))
        asked.wait()
        current.replace(new)
        replaced.set()
        answer = client.answer()

        assert answer.body == b"<title>Old</title>"
        assert answer.headers["etag"] == f'"{old.entries["index.html"]}"'
        assert ask(server.port, request("/")).body == b"<title>New</title>"
