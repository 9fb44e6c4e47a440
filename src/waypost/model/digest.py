"""Digests of bytes: the only thing that decides what to build."""

from __future__ import annotations

from hashlib import blake2b
from typing import NewType

Digest = NewType("Digest", str)
"""40 hexadecimal digits: BLAKE2b with 160 bits."""


def digest_of(data: bytes) -> Digest:
    """Digest some bytes."""
    return Digest(blake2b(data, digest_size=20).hexdigest())
