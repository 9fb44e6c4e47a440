"""Answers, as a host of static files gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.serve.policy import Refusal, Request
from waypost.serve.responses import (
    CLOSED,
    TYPES,
    Response,
    content_type,
    file,
    redirected,
    refused,
    told,
)

DATA = bytes(range(100))


def get(method: str = "GET", **fields: str) -> Response:
    """Ask for a file of 100 bytes with the tag "abc"."""
    headers = tuple((k.replace("_", "-").encode(), v.encode()) for k, v in fields.items())
    return file(Request(method, b"/f", b"", headers), DATA, "image/png", "abc")


def field(response: Response, name: str) -> str | None:
    """Give a header field, None without one."""
    found = [value for key, value in response.headers if key == name]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a/b.HTML", "text/html; charset=utf-8"),
        ("css/site.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("evidence.json", "application/json; charset=utf-8"),
        ("hill.svg", "image/svg+xml; charset=utf-8"),
        ("a.b.png", "image/png"),
        ("font.woff2", "font/woff2"),
        ("app.webmanifest", "application/manifest+json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
        (".html", "application/octet-stream"),
        ("a.html/b", "application/octet-stream"),
        ("a.exe", "application/octet-stream"),
        ("a.", "application/octet-stream"),
        ("a.html ", "application/octet-stream"),
    ],
)
def test_the_suffix_says_what_a_file_is(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_text_is_in_utf_8() -> None:
    assert [
        kind for kind in TYPES.values() if kind.startswith("text/") and "utf-8" not in kind
    ] == []


EVERY_ANSWER = [
    get(), get(if_none_match='"abc"'), get(range="bytes=0-1"), get(range="bytes=500-"), redirected("/a/"),
    told(404, "Not here."), *(refused(Refusal(status, "No.")) for status in (400, 403, 405, 414, 431, 505)),
]  # fmt: skip


@pytest.mark.parametrize("response", EVERY_ANSWER, ids=lambda response: str(response.status))
def test_every_answer_is_guarded(response: Response) -> None:
    assert field(response, "X-Content-Type-Options") == "nosniff"
    assert field(response, "Cross-Origin-Resource-Policy") == "same-origin"
    assert field(response, "Referrer-Policy") == "same-origin"
    assert field(response, "Cache-Control") == "no-cache"
    assert "frame-ancestors" in (field(response, "Content-Security-Policy") or "")
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_a_file_is_answered_with_its_bytes() -> None:
    response = get()

    assert (response.status, response.body) == (200, DATA)
    assert field(response, "Content-Type") == "image/png"
    assert field(response, "Content-Length") == "100"
    assert field(response, "ETag") == '"abc"'
    assert field(response, "Accept-Ranges") == "bytes"


@pytest.mark.parametrize(
    ("known", "status"),
    [('"abc"', 304), ('W/"abc"', 304), ("*", 304), ('"x", "abc"', 304), ('"x",W/"abc" ,"y"', 304), ('"x"', 200), ("abc", 200), ("", 200), ('"ABC"', 200), ('"abc-1"', 200)],
)  # fmt: skip
def test_what_a_browser_has_already_is_not_sent_again(known: str, status: int) -> None:
    response = get(if_none_match=known)

    assert response.status == status
    assert field(response, "ETag") == '"abc"'
    assert response.body == (DATA if status == 200 else b"")
    assert status == 200 or field(response, "Content-Length") is None


PARTS = [
    ("bytes=0-0", 0, 0), ("bytes=0-99", 0, 99), ("bytes=0-100", 0, 99), ("bytes=0-999999999999999999", 0, 99),
    ("bytes=10-19", 10, 19), ("bytes=90-", 90, 99), ("bytes=99-", 99, 99), ("bytes=-1", 99, 99), ("bytes=-100", 0, 99),
    ("bytes=-500", 0, 99), ("Bytes=1-2", 1, 2), (" bytes=1-2 ", 1, 2), ("bytes=0-", 0, 99), ("bytes=007-008", 7, 8),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "first", "last"), PARTS)
def test_a_part_can_be_asked_for(asked: str, first: int, last: int) -> None:
    response = get(range=asked)

    assert (response.status, response.body) == (206, DATA[first : last + 1])
    assert field(response, "Content-Range") == f"bytes {first}-{last}/100"
    assert field(response, "Content-Length") == str(last + 1 - first)
    assert field(response, "ETag") == '"abc"'


@pytest.mark.parametrize(
    "asked", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"]
)
def test_a_part_beyond_the_end_is_not_there(asked: str) -> None:
    response = get(range=asked)

    assert response.status == 416
    assert field(response, "Content-Range") == "bytes */100"


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=200-100", "bytes=0-1,5-6", "bytes=0-1, 5-6", "lines=0-1", "bytes=a-b", "bytes=--1", "bytes=-1-2", "bytes=0x1-2", "bytes=1- 2", "bytes=+1-2", "bytes=1.0-2", "bytes=²-3", "bytes=" + "9" * 30 + "-"],
)  # fmt: skip
def test_what_asks_for_no_one_part_gets_the_whole(asked: str) -> None:
    response = get(range=asked)

    assert (response.status, response.body) == (200, DATA)


@pytest.mark.parametrize(
    ("condition", "status"),
    [('"abc"', 206), ("", 206), ('"x"', 200), ('W/"abc"', 200), ("Wed, 21 Oct 2026 07:28:00 GMT", 200), ("abc", 200)],
)  # fmt: skip
def test_a_part_of_other_bytes_than_were_asked_about_is_not_given(
    condition: str, status: int
) -> None:
    assert get(range="bytes=0-1", if_range=condition).status == status


def test_head_has_no_parts_but_the_same_fields() -> None:
    assert get("HEAD", range="bytes=0-1") == get()
    assert get("HEAD", if_none_match='"abc"').status == 304


def test_a_known_file_is_known_also_where_a_part_is_asked_for() -> None:
    assert get(range="bytes=0-1", if_none_match='"abc"').status == 304


def test_an_empty_file_is_a_file() -> None:
    empty = file(Request("GET", b"/f"), b"", "text/plain", "e")
    part = file(Request("GET", b"/f", b"", ((b"range", b"bytes=0-"),)), b"", "text/plain", "e")

    assert (empty.status, field(empty, "Content-Length")) == (200, "0")
    assert (part.status, field(part, "Content-Range")) == (416, "bytes */0")


@given(st.text(max_size=20), st.integers(0, 50))
def test_no_range_makes_an_answer_that_does_not_fit(asked: str, size: int) -> None:
    request = Request("GET", b"/f", b"", ((b"range", b"bytes=" + asked.encode()),))
    response = file(request, DATA[:size], "image/png", "abc")

    assert response.status in {200, 206, 416}
    assert field(response, "Content-Length") == str(len(response.body))


def test_a_redirect_is_for_now_and_keeps_the_query() -> None:
    response = redirected("/posts/caf%C3%A9/", b"q=1")

    assert response.status == 302
    assert field(response, "Location") == "/posts/caf%C3%A9/?q=1"


def test_a_refusal_says_in_plain_text_what_to_do_and_ends_the_connection() -> None:
    response = refused(Refusal(405, "Use GET."))

    assert response.body == b"405 Method Not Allowed\n\nUse GET.\n"
    assert field(response, "Allow") == "GET, HEAD"
    assert field(response, "Connection") == "close"
    assert field(response, "Content-Security-Policy") == CLOSED
    assert field(refused(Refusal(400, "No.")), "Allow") is None
