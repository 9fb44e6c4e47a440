"""Bytes of an open file, with as few calls of the system as can be."""

from __future__ import annotations

import os


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
