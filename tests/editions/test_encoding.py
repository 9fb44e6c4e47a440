"""A saved edition is read again as it was, or refused in words."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.editions import edition, editions, hub, path, post, redirect
from waypost.editions.edition import Address, Edition, Kind
from waypost.editions.encoding import NONE, Unreadable, decode, encode, former, plain

ONE = edition(
    post("a", "x"),
    hub("x", "a", reads={"T": "a=1"}),
    path("way", "a"),
    more=[redirect("/old/", "/posts/a/")],
    topics={"x": "X"},
    left_out={"content/posts/z.md": "draft"},
)


def test_an_edition_comes_back_as_it_was() -> None:
    assert decode(encode(ONE)) == ONE


@given(editions())
def test_any_edition_comes_back_as_it_was(one: Edition) -> None:
    assert decode(encode(one)) == one


@given(st.text())
def test_any_title_comes_back_as_it_was(title: str) -> None:
    one = edition(post("a", title=title))
    assert decode(encode(one)) == one


def test_the_name_of_a_file_that_is_no_text_can_be_written() -> None:
    one = replace(ONE, addresses=(Address("/\udcff.png", Kind.ASSET),))
    assert json.loads(encode(one))["addresses"][0]["url"] == "/\udcff.png"


@given(editions())
def test_what_a_former_edition_has_is_written_again_as_it_was(one: Edition) -> None:
    data = encode(one)
    pieces = former(data)
    addresses = tuple([pieces.addresses[address.url] for address in one.addresses])
    posts = tuple([pieces.posts[post.slug] for post in one.posts])
    taken = replace(one, addresses=addresses, posts=posts)
    assert encode(taken) == data
    assert json.dumps(plain(taken)) == json.dumps(plain(one))


def test_nothing_is_taken_from_an_edition_with_escapes_throughout() -> None:
    data = encode(replace(ONE, addresses=(Address("/\udcff.png", Kind.ASSET),)))
    assert former(data) == NONE


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"{}", b'{"addresses": [1], "posts": []}', b"[" * 100_000]
)
def test_nothing_is_taken_from_what_is_no_edition(data: bytes) -> None:
    assert former(data) == NONE


def test_an_edition_is_read_from_the_object_of_a_build() -> None:
    built = {"posts": 1, "manifest": {}, "edition": plain(ONE)}
    assert decode(json.dumps(built, indent=2).encode()) == ONE


def test_what_a_later_version_of_one_format_adds_is_no_obstacle() -> None:
    assert decode(json.dumps({**plain(ONE), "more": [1]}).encode()) == ONE


def broken(**fields: object) -> bytes:
    return json.dumps({**plain(ONE), **fields}).encode()


REFUSED: list[tuple[bytes, str, str]] = [
    (b"", "it is not JSON: input data was truncated", "revision"),
    (encode(ONE)[:200], "it is not JSON: input data was truncated", "revision"),
    (b'{\n  "a":\n  [1,,2]}', "it is not JSON: invalid character at line 3, column 6", "revision"),
    (encode(ONE).replace(b"draft", b"\xff"), "it is not JSON: it is not in UTF-8", "revision"),
    (b'{"x": ' + b"[" * 100_000, "it is not JSON: it is nested too deeply", "revision"),
    (b"[]", "expected `object`, got `array`", "revision"),
    (b'{"name": "something"}', "it is JSON, but holds no edition", "revision"),
    (b'{"format": 1}', "it is JSON, but holds no edition", "revision"),
    (b'{"manifest": {}}', "it is of a version of Waypost that told no edition", "build --json"),
    (b'{"edition": null}', "the build that it tells of has failed: it holds no edition", "build --json"),
    (broken(format=2), "it was written by a newer Waypost (format 2; this one knows 1)", "update"),
    (broken(posts=[{}]), "object missing required field `slug` - at `$.posts[0]`", "revision"),
    (broken(hubs=[{**plain(ONE)["hubs"][0], "curated": 1}]), "expected `bool`, got `int` - at `$.hubs[0].curated`", "revision"),
    (broken(addresses=[{"url": "/", "kind": "moon"}]), "invalid enum value 'moon' - at `$.addresses[0].kind`", "revision"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message", "fix"), REFUSED)
def test_what_is_no_edition_is_refused_with_its_reason(data: bytes, message: str, fix: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.message == message
    assert fix in refused.value.fix


@given(st.binary(max_size=60))
def test_no_bytes_are_more_than_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


@given(st.integers(0, len(encode(ONE)) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_edition_is_read_or_refused(at: int, junk: bytes) -> None:
    data = encode(ONE)
    with suppress(Unreadable):
        decode(data[:at] + junk + data[at + 1 :])
