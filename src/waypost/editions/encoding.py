"""Editions as JSON, which any program can read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from waypost.editions.edition import FORMAT, Edition

T = TypeVar("T")

KEY = "edition"
"""Where the JSON of a build has its edition."""


class Unreadable(ValueError):  # noqa: N818 - says what the file is
    """Says what is wrong with a saved edition, with its place, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


_NONE = msgspec.Raw()


class _Head(msgspec.Struct):
    """What tells whether some JSON is an edition, or a build's object with one in it."""

    format: int = 0
    addresses: msgspec.Raw = _NONE
    edition: msgspec.Raw = _NONE
    manifest: msgspec.Raw = _NONE


class _Address(msgspec.Struct):
    url: str


class _Post(msgspec.Struct):
    slug: str


class _Names(msgspec.Struct):
    addresses: list[_Address]
    posts: list[_Post]


class _Pieces(msgspec.Struct):
    addresses: list[msgspec.Raw]
    posts: list[msgspec.Raw]


class Former(Struct, frozen=True):
    """The addresses and posts of an edition as they are written there, by URL and by slug.

    They may stand in an edition that is to be encoded, in the place of equal ones.
    """

    addresses: Mapping[str, Any] = field(default_factory=dict)
    posts: Mapping[str, Any] = field(default_factory=dict)


NONE = Former()

AGAIN = "save it again with `waypost build --json`"
UPDATE = "update Waypost, or compare two revisions instead"
_CHOOSE = "give a file that `waypost build --json` has written, or a revision"
_BYTE = re.compile(r" \(byte (\d+)\)$")


def plain(edition: Edition) -> dict[str, Any]:
    """Give an edition as what JSON is made of, for the object of a build."""
    built: dict[str, Any] = msgspec.to_builtins(edition, enc_hook=msgspec.json.decode)
    return built


def encode(edition: Edition) -> bytes:
    """Write an edition as JSON. Equal editions give equal bytes."""
    try:
        return msgspec.json.encode(edition) + b"\n"
    except UnicodeEncodeError:
        # Half a character, as a name of a file may hold; escapes can write even that.
        return json.dumps(plain(edition), separators=(",", ":")).encode() + b"\n"


def former(data: bytes) -> Former:
    """Take an encoded edition apart; nothing is found in one that can't be read."""
    # Escapes like this are only in one that was written with them throughout.
    if b"\\ud" in data:
        return NONE
    try:
        names = msgspec.json.decode(data, type=_Names)
        pieces = msgspec.json.decode(data, type=_Pieces)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return NONE
    urls = [address.url for address in names.addresses]
    slugs = [post.slug for post in names.posts]
    return Former(
        dict(zip(urls, pieces.addresses, strict=True)), dict(zip(slugs, pieces.posts, strict=True))
    )


def decode(data: bytes) -> Edition:
    """Read an edition, alone or in the object that a build prints.

    Raises:
        Unreadable: for what is none, is broken, or was written by a newer Waypost.
    """
    head = _checked(data, _Head)
    if bytes(head.edition) == b"null":
        raise Unreadable("the build that it tells of has failed: it holds no edition", AGAIN)
    if head.edition != _NONE:
        data = bytes(head.edition)
        head = _checked(data, _Head)
    if not head.format or head.addresses == _NONE:
        if head.manifest != _NONE:
            raise Unreadable("it is of a version of Waypost that told no edition", AGAIN)
        raise Unreadable("it is JSON, but holds no edition", _CHOOSE)
    if head.format > FORMAT:
        what = f"it was written by a newer Waypost (format {head.format}; this one knows {FORMAT})"
        raise Unreadable(what, UPDATE)
    return _checked(data, Edition)


def _checked(data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as failure:
        raise Unreadable(_uncapital(str(failure)), _CHOOSE) from None
    except msgspec.DecodeError as failure:
        raise Unreadable(f"it is not JSON: {_placed(data, str(failure))}", _CHOOSE) from None
    except UnicodeDecodeError:
        raise Unreadable("it is not JSON: it is not in UTF-8", _CHOOSE) from None
    except RecursionError:
        raise Unreadable("it is not JSON: it is nested too deeply", _CHOOSE) from None


def _placed(data: bytes, message: str) -> str:
    """Say where a fault is by line and column instead of a count of bytes."""
    found = _BYTE.search(message)
    words = _uncapital(_BYTE.sub("", message).removeprefix("JSON is malformed: "))
    if not found:
        return words
    before = data[: int(found[1])].decode("utf-8", "replace").split("\n")
    return f"{words} at line {len(before)}, column {len(before[-1]) + 1}"


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]
