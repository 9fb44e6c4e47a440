"""Terms of many posts as numbers, without a Python string for each of a million."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from waypost.graph.table import starts_of
from waypost.model.memory import NONE, Memory

_BLOCK = 1024
_LONGEST = 16
"""Bytes of the longest stem that makes a key by itself: as two numbers, of eight each."""

_LONG = 0xFF << 56
"""The second number of longer stems: no text in UTF-8 has such a byte."""

_MASKS = np.array(
    [[(1 << 8 * min(size, 8)) - 1, (1 << 8 * max(size - 8, 0)) - 1] for size in range(17)], "<u8"
)
_FACTORS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_SPACE = ord(" ")


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """The terms of posts, post by post, in the order of each.

    Post r has the entries ``starts[r]:starts[r + 1]`` of ``columns``, which ``stems``
    names in the order in which they came, and of ``counts`` (int arrays).
    """

    stems: Sequence[str]
    columns: Any
    counts: Any
    starts: Any


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
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
    distinct, places = _numbered(np.concatenate([block.keys for block in blocks]))
    before = starts_of([len(block.keys) for block in blocks]).tolist()
    of_all = [block.places + first for block, first in zip(blocks, before, strict=False)]
    longer = {key: stem for block in blocks for key, stem in block.longer.items()}
    return TermTable(
        stems=_stems(distinct, longer),
        columns=places[np.concatenate(of_all)],
        counts=np.concatenate([block.counts for block in blocks]),
        starts=starts_of(np.concatenate([block.sizes for block in blocks])),
    )


def _read(packed: tuple[str, ...]) -> _Block:
    longer: dict[tuple[int, int], bytes] = {}
    of_block, counts, sizes = _read_block(packed, longer)
    keys, places = _numbered(of_block)
    return _Block(keys, places, counts, sizes, longer)


def _numbered(keys: Any) -> tuple[Any, Any]:
    """Give the distinct keys in the order in which they come, and the number of each key."""
    firsts = first_equals(keys)
    new = firsts == np.arange(len(keys))
    return keys[new], (np.cumsum(new, dtype=np.int32) - 1)[firsts]


def first_equals(keys: Any) -> Any:
    """Give for each of many keys (a row of two uint64) the place of the first that equals it.

    By hashing: sorting them would take five times as long.
    """
    found = np.empty(len(keys), dtype=np.int64)
    bits = max(len(keys).bit_length(), 1)
    slots_of_first = np.empty(1 << bits, dtype=np.int64)
    # Number by number: rows of two take three times as long to compare.
    all_low, all_high = low, high = np.ascontiguousarray(keys.T)
    left, (one, other) = np.arange(len(keys)), _FACTORS
    while len(left):
        mixed = low * np.uint64(one) + high * np.uint64(other)
        slots = (mixed >> np.uint64(64 - bits)).astype(np.int64)
        # From the end, so that the first of those with one slot stays.
        slots_of_first[slots[::-1]] = left[::-1]
        first = slots_of_first[slots]
        found[left] = first
        # Those that share a slot with others are told apart by other factors.
        differs = (all_low[first] != low) | (all_high[first] != high)
        left, low, high = left[differs], low[differs], high[differs]
        one, other = (factor * _FACTORS[0] % (1 << 64) for factor in (one, other))
    return found


def _read_block(
    packed: Sequence[str], longer: dict[tuple[int, int], bytes]
) -> tuple[Any, Any, Any]:
    """Give the keys of the stems of some posts, their counts, and the number of both in each
    post; note the longer stems."""
    parts = [f"{terms} ".encode() for terms in packed if terms]
    text = b"".join(parts)
    # Padded, so that all bytes of a key can be read at every place.
    data = np.frombuffer(text + bytes(_LONGEST), dtype=np.uint8)
    ends = np.flatnonzero(data == _SPACE)
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    lengths = ends - starts
    eight = np.ndarray(len(text) + 8, "<u8", data.data, strides=(1,))
    keys = np.stack((eight[starts[::2]], eight[starts[::2] + 8]), axis=1)
    keys &= _MASKS[np.minimum(lengths[::2], _LONGEST)]
    long = np.flatnonzero(lengths[::2] > _LONGEST)
    bounds = zip(starts[2 * long].tolist(), ends[2 * long].tolist(), strict=True)
    for place, (start, end) in zip(long.tolist(), bounds, strict=True):
        key = _digested(text[start:end])
        longer[key] = text[start:end]
        keys[place] = key
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


def _digested(stem: bytes) -> tuple[int, int]:
    """Give the key of a stem that is too long to be one: 15 bytes of its digest."""
    digest = blake2b(stem, digest_size=15).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | _LONG


def _stems(keys: Any, longer: Mapping[tuple[int, int], bytes]) -> list[str]:
    """Give the stems of keys."""
    stems: list[bytes] = keys.astype("<u8").view(f"S{_LONGEST}").ravel().tolist()
    for place in np.flatnonzero(keys[:, 1] >= _LONG).tolist():
        stems[place] = longer[int(keys[place, 0]), int(keys[place, 1])]
    # Together, in a third of the time; and no stem holds the character 0.
    return b"\0".join(stems).decode().split("\0") if stems else []
