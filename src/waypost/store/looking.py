"""Digests of files, as many as a site has, quickly."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from stat import S_IMODE

from waypost.model.digest import Digest, digest_of

_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file held when it was read: the digest of its bytes, and how many.

    Two are equal that held the same; ``mode`` are the file's permission bits.
    """

    digest: Digest
    size: int
    mode: int = field(default=0, compare=False)


def look_at(files: Sequence[str]) -> list[Seen | None]:
    """Read files whole, by path, to digest them; None for one that can't be read."""
    # Without threads: what is in the system's memory is read by Python's own work mostly,
    # and beside another process that looks at files they wait for each other.
    return [_seen(file) for file in files]


def _seen(file: str) -> Seen | None:
    try:
        # Neither a Path nor a file object is made: that would take as long as reading.
        opened = os.open(file, os.O_RDONLY | _BINARY)
        try:
            about = os.fstat(opened)
            data = read_whole(opened, about.st_size)
        finally:
            os.close(opened)
    except OSError:
        return None
    return Seen(digest_of(data), len(data), S_IMODE(about.st_mode))


def read_whole(file: int, size: int) -> bytes:
    """Read an open file from where it stands to its end; ``size`` is a good guess.

    Raises:
        OSError: where the system refuses.
    """
    # One byte more than there should be: so one call tells that the end is there.
    data = os.read(file, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)
