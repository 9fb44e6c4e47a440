"""Values as bytes: for keys, for what is kept, and for views.

By msgspec, which encodes and decodes its structs in C. All of it is data and nothing
else: decoding runs no code, and checks every type on the way.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from waypost.model.digest import Digest, digest_of

T = TypeVar("T")

_CANONICAL = msgspec.json.Encoder(order="deterministic")
# MessagePack, as there are many of these and nobody reads them: it is quicker still,
# and keeps the numbers apart that JSON writes as null.
_AS_SEEN = msgspec.msgpack.Encoder()
# A field is a slice of the view: none of them is decoded, and encoded again.
_FIELDS = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_PLAIN = msgspec.json.Encoder()


class Damaged(ValueError):  # noqa: N818 - says what the bytes are
    """Some bytes are not the encoding of what they are said to hold."""


def as_seen(value: object) -> bytes:
    """Encode a view so that only views that no template tells apart give equal bytes.

    A template may go through a mapping in its order, so that its order counts.

    Raises:
        TypeError: for what the model is not made of.
    """
    return _AS_SEEN.encode(value)


def checksums(data: bytes) -> dict[str, int]:
    """Give a checksum of each field of a view, to tell what has changed; it decides nothing.

    ``data`` is what ``as_seen`` has made of the view.
    """
    return {name: crc32(field) for name, field in _FIELDS.decode(data).items()}


def from_seen(data: bytes, kind: type[T]) -> T:
    """Read what ``as_seen`` has made of a view; only of what this process has made itself."""
    named: Any = kind
    view: T = _seen_decoder(named).decode(data)
    return view


def seen(data: bytes, kind: type[T]) -> T:
    """Read what ``as_seen`` has made of a view, and what was kept since.

    Raises:
        Damaged: where the bytes hold anything else.
    """
    try:
        return from_seen(data, kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as broken:
        raise Damaged(str(broken)) from None


def key_of(*parts: object) -> Digest:
    """Digest everything that a result depends on, in order.

    Equal values of one type give equal digests, and others do not. Takes what the
    model is made of: frozen structs, tuples, sets, strings, finite numbers,
    booleans, None, dates, enums, and mappings with string keys.

    Raises:
        TypeError: for anything else, so that nothing slips out of a key.
    """
    return digest_of(_CANONICAL.encode(parts))


def encode(value: object) -> bytes:
    """Encode a value to keep it; of a time's offset the whole minutes are kept.

    Raises:
        TypeError: for what the model is not made of.
    """
    return _PLAIN.encode(value)


def decode(data: bytes, kind: Any) -> Any:
    """Read what ``encode`` has made of a value of some type.

    Raises:
        Damaged: where the bytes hold anything else.
    """
    try:
        return _decoder(kind).decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as broken:
        raise Damaged(str(broken)) from None


def recalled(data: bytes | None, kind: type[T]) -> T | None:
    """Read what was kept, if anything was; None too where it is damaged."""
    try:
        value: T | None = None if data is None else decode(data, kind)
    except Damaged:
        return None
    return value


@cache
def _seen_decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
