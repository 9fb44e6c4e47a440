"""Values as bytes: a canonical encoding for keys, and a plain one for what is kept.

JSON by msgspec, which encodes and decodes dataclasses in C. Both are data
and nothing else: decoding runs no code, and checks every type on the way.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import msgspec

from waypost.model.digest import Digest, digest_of

T = TypeVar("T")

_CANONICAL = msgspec.json.Encoder(order="deterministic")
_PLAIN = msgspec.json.Encoder()


class Damaged(ValueError):  # noqa: N818 - says what the bytes are
    """Some bytes are not the encoding of what they are said to hold."""


def canonical(value: object) -> bytes:
    """Encode a value so that equal values of one type give equal bytes.

    Takes what the model is made of: frozen dataclasses, tuples, sets, strings,
    numbers, booleans, None, dates, enums, and mappings with string keys.

    Raises:
        TypeError: for anything else, so that nothing slips out of a key.
    """
    return _CANONICAL.encode((type(value).__name__, value))


def canonical_fields(value: object) -> tuple[bytes, ...]:
    """Encode a dataclass field by field, each canonically, in the order of its class."""
    return tuple(_CANONICAL.encode(getattr(value, name)) for name in field_names(value))


def field_names(value: object) -> tuple[str, ...]:
    """Name the fields of a dataclass, in the order of its class."""
    return _names(type(value))


def key_of(*parts: object) -> Digest:
    """Digest everything that a result depends on, in order."""
    return digest_of(_CANONICAL.encode(parts))


def encode(value: object) -> bytes:
    """Encode a value to keep it.

    Raises:
        TypeError: for what the model is not made of; see ``canonical``.
    """
    return _PLAIN.encode(value)


def decode(data: bytes, kind: Any) -> Any:
    """Read what ``encode`` has made of a value of some type.

    Raises:
        Damaged: where the bytes hold anything else.
    """
    try:
        return _decoder(kind).decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as broken:
        raise Damaged(str(broken)) from None


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
