"""Digests of bytes and of values; the only thing that decides what to build."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from enum import Enum
from hashlib import blake2b
from typing import Any, NewType

Digest = NewType("Digest", str)
"""40 hexadecimal digits: BLAKE2b with 160 bits."""


def digest_of(data: bytes) -> Digest:
    """Digest some bytes."""
    return Digest(blake2b(data, digest_size=20).hexdigest())


def digest_value(value: object) -> Digest:
    """Digest a value by its canonical encoding."""
    return digest_of(canonical(value))


def canonical(value: object) -> bytes:
    """Encode a value so that equal values, and only they, give equal bytes.

    Takes what the model is made of: frozen dataclasses, tuples, strings, numbers,
    booleans, None, dates, enums, and mappings with string keys.

    Raises:
        TypeError: for anything else, so that nothing slips out of a digest.
    """
    return json.dumps(
        _plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    ).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    # Enums first: a StrEnum is a str too, and must not equal one.
    if isinstance(value, Enum):
        return {"enum": [type(value).__name__, value.name]}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        fields = [_plain(getattr(value, f.name)) for f in dataclasses.fields(value)]
        return {"value": [type(value).__name__, *fields]}
    if isinstance(value, datetime | date):
        return {"date": value.isoformat()}
    if isinstance(value, dict):
        return {"map": [[_key(key), _plain(value[key])] for key in sorted(value)]}
    raise TypeError(f"no canonical encoding for {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("only mappings with string keys have a canonical encoding")
    return key
