"""Who is let in, as decisions on requests."""

from __future__ import annotations

import pytest

from waypost.serve.policy import LONGEST_HEAD, LONGEST_TARGET, Policy, Request

HERE = Policy("http://127.0.0.1:8000/", 8000)
OPEN = Policy("http://127.0.0.1:8000/", 8000, any_address=True)
NAMED = Policy("http://box.lan:8000/", 8000, frozenset({"box.lan"}), any_address=True)


def ask(host: str | None = "127.0.0.1:8000", path: str = "/", **more: str) -> Request:
    """Make a request; underscores in names of further fields stand for hyphens."""
    fields = [] if host is None else [(b"host", host.encode())]
    method, version = more.pop("method", "GET"), more.pop("version", "1.1")
    fields += [(name.replace("_", "-").encode(), value.encode()) for name, value in more.items()]
    return Request(method, path.encode(), b"", tuple(fields), version)


def status(policy: Policy, request: Request) -> int:
    """Give the status that a request is refused with, 200 where it is not."""
    refusal = policy.refuse(request)
    return refusal.status if refusal else 200


LOOPBACK = [
    "127.0.0.1:8000", "127.0.0.1", "localhost:8000", "localhost", "LocalHost:8000", "[::1]:8000", "[::1]",
    "127.1.2.3:8000", "blog.localhost:8000", "[0:0:0:0:0:0:0:1]:8000",
]  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK)
@pytest.mark.parametrize("policy", [HERE, OPEN, NAMED])
def test_loopback_names_are_let_in(policy: Policy, host: str) -> None:
    assert status(policy, ask(host)) == 200


STRANGERS = [
    "evil.example:8000", "evil.example", "localhost.evil.example:8000", "127.0.0.1.nip.io:8000", "localhost:8001",
    "example.org", "0.0.0.0:8000", "192.168.1.5:8000", "[::]:8000", "[fe80::1]:8000", "10.0.0.1:8000", "1:8000",
    "[::ffff:127.0.0.1]:8000", "127.0.0.1:80", "2130706433:8000", "0x7f.1:8000", "127.1:8000", "localhost.:8000",
    "notlocalhost:8000", "xlocalhost", "[1::]:8000", "127.0.0.01:8000", "box.lan:8000", "8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("host", STRANGERS)
def test_a_name_that_may_be_a_strangers_is_refused(host: str) -> None:
    refusal = HERE.refuse(ask(host))

    assert refusal is not None
    assert refusal.status == 403
    assert f"'{host}'" in refusal.message
    assert "Open http://127.0.0.1:8000/" in refusal.message


BAD_HOSTS = [
    "", " ", "localhost:", ":8000", "localhost:0", "localhost:65536", "localhost:999999", "localhost:-1", "localhost:8 0",
    "localhost:80x", "user@localhost:8000", "localhost/", "localhost/x", "localhost\\x", "a b", "local host", "localhost,evil",
    "localhost:8000, evil", "http://localhost", "::1", "[::1", "::1]:8000", "[]", "[::1]x", "[v1.a]", "[fe80::1%25eth0]:8000",
    "lócalhost", "localhost?x", "localhost#x", "<b>", "localhost:8000:8000", "[::1]:", "%6cocalhost", "a" * 254, "*", "loc%61lhost",
]  # fmt: skip


@pytest.mark.parametrize("host", BAD_HOSTS)
@pytest.mark.parametrize("policy", [HERE, OPEN])
def test_what_is_no_host_is_refused(policy: Policy, host: str) -> None:
    assert status(policy, ask(host)) == 400


@pytest.mark.parametrize("policy", [HERE, OPEN])
def test_a_request_has_to_name_one_host(policy: Policy) -> None:
    twice = Request("GET", b"/", b"", ((b"host", b"localhost"), (b"host", b"localhost")))

    assert status(policy, ask(None)) == 400
    assert status(policy, ask(None, version="1.0")) == 400
    assert status(policy, twice) == 400


@pytest.mark.parametrize(
    ("policy", "host", "expected"),
    [
        (OPEN, "192.168.1.5:8000", 200),
        (OPEN, "192.168.1.5:9000", 200),
        (OPEN, "[fe80::1]:8000", 200),
        (OPEN, "0.0.0.0:8000", 200),
        (OPEN, "evil.example:8000", 403),
        (OPEN, "box.lan:8000", 403),
        (OPEN, "localhost:9000", 403),
        (NAMED, "box.lan:8000", 200),
        (NAMED, "BOX.lan", 200),
        (NAMED, "box.lan:443", 200),
        (NAMED, "x.box.lan:8000", 403),
        (Policy("", 8000, frozenset({"localhost"})), "localhost:9000", 200),
        (Policy("", 8000, frozenset({"localhost"})), "127.0.0.1:9000", 403),
    ],
)
def test_off_loopback_addresses_are_let_in_and_names_that_are_configured(
    policy: Policy, host: str, expected: int
) -> None:
    assert status(policy, ask(host)) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [("GET", 200), ("HEAD", 200)]
    + [(name, 405) for name in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GETS", "PRI", "X")],
)  # fmt: skip
def test_a_preview_can_only_be_read(method: str, expected: int) -> None:
    assert status(HERE, ask(method=method)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"content_length": "0"}, 200),
        ({"content_length": "1"}, 400),
        ({"content_length": "00"}, 400),
        ({"transfer_encoding": "chunked"}, 400),
        ({"transfer_encoding": "identity"}, 400),
        ({"content_length": "0", "transfer_encoding": "chunked"}, 400),
    ],
)
def test_a_request_that_reads_has_no_body(fields: dict[str, str], expected: int) -> None:
    assert status(HERE, ask(**fields)) == expected


@pytest.mark.parametrize(
    ("version", "expected"), [("1.1", 200), ("1.0", 200), ("2.0", 505), ("0.9", 505), ("1.2", 505)]
)
def test_only_http_1_is_spoken(version: str, expected: int) -> None:
    assert status(HERE, ask(version=version)) == expected


def test_what_is_too_long_is_refused() -> None:
    assert status(HERE, ask(path="/" * LONGEST_TARGET)) == 200
    assert status(HERE, ask(path="/" * (LONGEST_TARGET + 1))) == 414
    assert status(HERE, Request("GET", b"/", b"q" * LONGEST_TARGET, ask().headers)) == 414
    assert status(HERE, ask(cookie="c" * LONGEST_HEAD)) == 431


def test_a_stranger_learns_nothing_but_that() -> None:
    assert status(HERE, ask("evil.example", path="/%00", method="POST")) == 403


@pytest.mark.parametrize("path", ["*", "", "http://127.0.0.1:8000/", "/%00", "/%", "/\\"])
def test_a_path_that_has_no_one_reading_is_refused(path: str) -> None:
    assert status(HERE, ask(path=path)) == 400


FETCHES = [
    ("none", "navigate", "document", 200),
    ("same-origin", "navigate", "document", 200),
    ("same-origin", "no-cors", "script", 200),
    ("same-origin", "cors", "empty", 200),
    ("cross-site", "navigate", "document", 200),
    ("same-site", "navigate", "document", 200),
    ("cross-site", "navigate", "iframe", 403),
    ("same-site", "navigate", "iframe", 403),
    ("cross-site", "navigate", "object", 403),
    ("cross-site", "no-cors", "script", 403),
    ("cross-site", "no-cors", "image", 403),
    ("same-site", "no-cors", "style", 403),
    ("cross-site", "cors", "empty", 403),
    ("cross-site", "cors", "document", 403),
    ("cross-site", "", "", 403),
]


@pytest.mark.parametrize(("site", "mode", "destination", "expected"), FETCHES)
def test_another_site_may_link_here_and_no_more(
    site: str, mode: str, destination: str, expected: int
) -> None:
    request = ask(sec_fetch_site=site, sec_fetch_mode=mode, sec_fetch_dest=destination)

    assert status(HERE, request) == expected


STREAMS = [
    ({}, True),
    ({"sec_fetch_site": "same-origin"}, True),
    ({"sec_fetch_site": "same-origin", "origin": "http://127.0.0.1:8000"}, True),
    ({"origin": "http://127.0.0.1:8000"}, True),
    ({"sec_fetch_site": "none"}, False),
    ({"sec_fetch_site": "same-site"}, False),
    ({"sec_fetch_site": "cross-site"}, False),
    ({"origin": "http://localhost:8000"}, False),
    ({"origin": "http://127.0.0.1:8001"}, False),
    ({"origin": "https://127.0.0.1:8000"}, False),
    ({"origin": "null"}, False),
    ({"origin": "http://evil.example", "sec_fetch_site": "same-origin"}, False),
]


@pytest.mark.parametrize(("fields", "allowed"), STREAMS)
def test_only_pages_of_the_preview_may_read_its_events(
    fields: dict[str, str], allowed: bool
) -> None:
    refusal = HERE.refuse_stream(ask(**fields))

    assert refusal is None if allowed else refusal is not None and refusal.status == 403
