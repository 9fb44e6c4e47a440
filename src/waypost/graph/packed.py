"""Terms of many posts as numbers, without a Python string for each of a million."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.keyed import keys_at, numbered, written
from waypost.graph.table import starts_of
from waypost.model.memory import NONE, Memory

_BLOCK = 1024
_SPACE = ord(" ")


class TermTable(Struct, frozen=True, eq=False):
    """The terms of posts, post by post, in the order of each.

    Post r has the entries ``starts[r]:starts[r + 1]`` of ``columns``, which ``stems``
    names in the order in which they came, and of ``counts`` (int arrays).
    """

    stems: Sequence[str]
    columns: Any
    counts: Any
    starts: Any


class _Block(Struct, frozen=True, eq=False):
    """The terms of some posts: ``places`` of stems among the distinct ``keys``, in the
    order in which they came, and ``counts``, both an entry each; ``sizes`` are the
    entries of each post. ``longer`` are the stems that a key can't hold, by key."""

    keys: Any
    places: Any
    counts: Any
    sizes: Any
    longer: Mapping[tuple[int, int], bytes]


def read_terms(packed: Sequence[str], memory: Memory = NONE) -> TermTable:
    """Read the terms of posts, packed as in :class:`waypost.model.post.Terms`.

    The bytes of a stem make numbers, so that all stems are read and told apart at once:
    in a third of the time of a look-up for each.
    No stem may hold the character 0.
    """
    # Block by block, so that what is looked up stays in the processor's cache, and is
    # not looked up again; then the stems of all blocks.
    starts = range(0, max(len(packed), 1), _BLOCK)
    parts = {start: tuple(packed[start : start + _BLOCK]) for start in starts}
    blocks = memory.each("terms", _read, {start: (part,) for start, part in parts.items()}).values()
    distinct, places = numbered(np.concatenate([block.keys for block in blocks]))
    before = starts_of([len(block.keys) for block in blocks]).tolist()
    of_all = [block.places + first for block, first in zip(blocks, before, strict=False)]
    longer = {key: stem for block in blocks for key, stem in block.longer.items()}
    return TermTable(
        stems=written(distinct, longer),
        columns=places[np.concatenate(of_all)],
        counts=np.concatenate([block.counts for block in blocks]),
        starts=starts_of(np.concatenate([block.sizes for block in blocks])),
    )


def _read(packed: tuple[str, ...]) -> _Block:
    longer: dict[tuple[int, int], bytes] = {}
    of_block, counts, sizes = _read_block(packed, longer)
    keys, places = numbered(of_block)
    return _Block(keys, places, counts, sizes, longer)


def _read_block(
    packed: Sequence[str], longer: dict[tuple[int, int], bytes]
) -> tuple[Any, Any, Any]:
    """Give the keys of the stems of some posts, their counts, and the number of both in each
    post; note the longer stems."""
    parts = [f"{terms} ".encode() for terms in packed if terms]
    text = b"".join(parts)
    data = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(data == _SPACE)
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    lengths = ends - starts
    keys = keys_at(text, starts[::2], lengths[::2], longer)
    sizes = np.zeros(len(packed), dtype=np.int64)
    sizes[list(map(bool, packed))] = np.diff(
        np.searchsorted(ends, np.cumsum(list(map(len, parts)))) // 2, prepend=0
    )
    return keys, _numbers(data, starts[1::2], lengths[1::2]), sizes


def _numbers(data: Any, starts: Any, lengths: Any) -> Any:
    """Read decimal numbers, digit by digit, all at once."""
    found = np.zeros(len(starts), dtype=np.int64)
    for digit in range(int(lengths.max()) if len(lengths) else 0):
        more = lengths > digit
        found[more] = 10 * found[more] + data[starts[more] + digit] - ord("0")
    return found
