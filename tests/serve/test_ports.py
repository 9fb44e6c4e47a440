"""Finding a free port."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from waypost.model.faults import EnvironmentFault, UsageFault
from waypost.serve import ports
from waypost.serve.ports import address, is_loopback, listen, url


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Closes what a test has opened."""
    with ExitStack() as opened:
        yield opened


def listening(stack: ExitStack, host: str, *wanted: int) -> list[tuple[str, int]]:
    """Listen until the test is over, and say where."""
    return [address(stack.enter_context(one)) for one in listen(host, wanted)]


def test_any_port_is_one_that_is_free(stack: ExitStack) -> None:
    [(name, port)] = listening(stack, "127.0.0.1", 0)

    assert name == "127.0.0.1"
    socket.create_connection((name, port)).close()


def test_the_first_port_that_is_free_is_taken(stack: ExitStack) -> None:
    [(_, first)] = listening(stack, "127.0.0.1", 0)
    [(_, second)] = listening(stack, "127.0.0.1", 0)
    [(_, free)] = listening(stack, "127.0.0.1", 0)
    stack.close()

    listening(stack, "127.0.0.1", first)
    listening(stack, "127.0.0.1", second)
    assert listening(stack, "127.0.0.1", first, second, free) == [("127.0.0.1", free)]


def test_a_port_that_is_taken_on_all_addresses_is_taken(stack: ExitStack) -> None:
    [(_, port)] = listening(stack, "0.0.0.0", 0)

    with pytest.raises(EnvironmentFault):
        listen("127.0.0.1", [port])


def test_where_none_is_free_it_says_so(stack: ExitStack) -> None:
    [(_, port)] = listening(stack, "127.0.0.1", 0)

    with pytest.raises(EnvironmentFault, match=f"^port {port} is taken on 127.0.0.1$") as one:
        listen("127.0.0.1", [port])
    with pytest.raises(EnvironmentFault, match=f"^no port of {port} to {port} is free on"):
        listen("127.0.0.1", [port, port])
    assert one.value.fix == "choose another with --port"
    assert one.value.exit_code == 3


def test_a_port_that_may_not_be_had_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(ports, "_listening", refused)
    with pytest.raises(EnvironmentFault, match=r"port 80 of 127.0.0.1 can't be used \(permission"):
        listen("127.0.0.1", [80, 81])


@pytest.mark.parametrize(
    "host", ["203.0.113.7", "no-such-host.invalid", "", "256.1.1.1", "a b", "x" * 300, "\udcff"]
)
def test_a_host_that_this_machine_does_not_have_is_misuse(host: str) -> None:
    with pytest.raises(UsageFault) as fault:
        listen(host or "no host", [0])
    assert "--host" in fault.value.fix


def test_a_name_stands_for_all_of_its_addresses_with_one_port(stack: ExitStack) -> None:
    found = listening(stack, "localhost", 0)

    assert len({port for _, port in found}) == 1
    assert all(is_loopback(name) for name, _ in found)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
    ],
)
def test_the_url_is_one_that_a_browser_opens(host: str, expected: str) -> None:
    assert url(host, 8000) == expected


def test_small_pieces_are_sent_at_once(stack: ExitStack) -> None:
    """Asyncio lets them wait where a socket is not named as TCP."""
    [one] = listen("127.0.0.1", [0])
    stack.enter_context(one)

    assert one.proto == socket.IPPROTO_TCP
