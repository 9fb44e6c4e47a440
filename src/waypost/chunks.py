"""How many items a worker is sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

In = TypeVar("In")

CHUNK, LARGE_CHUNK = 32, 64
"""Items a worker is sent at once: enough to hide the transport, few enough to share out."""

SHARES = 16
"""So many large chunks for each worker are enough: none ends long before the others then."""


def chunk_size(items: int, jobs: int) -> int:
    """Say how many items a worker is sent at once."""
    return LARGE_CHUNK if items >= SHARES * jobs * LARGE_CHUNK else CHUNK


def chunks(items: Iterable[In], size: int) -> Iterator[tuple[In, ...]]:
    """Cut items into tuples of some size; the last may be shorter."""
    iterator = iter(items)
    while chunk := tuple(islice(iterator, size)):
        yield chunk
