"""Words in a text as numbers, all at once: without a Python string for each of a million."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import numpy as np

_LONGEST = 16
"""Bytes of the longest word that makes a key by itself: as two numbers, of eight each."""

_LONG = 0xFF << 56
"""The second number of longer words: no text in UTF-8 has such a byte."""

_MASKS = np.array(
    [[(1 << 8 * min(size, 8)) - 1, (1 << 8 * max(size - 8, 0)) - 1] for size in range(17)], "<u8"
)
_FACTORS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


def keys_at(text: bytes, starts: Any, lengths: Any, longer: dict[tuple[int, int], bytes]) -> Any:
    """Give the keys of the words of a text that start at some bytes: a row of two uint64 each.

    ``starts`` and ``lengths`` are int arrays of one length, in bytes. Equal words have equal
    keys, others have others. A word that a key can't hold is noted in ``longer``, by its key.
    """
    # Padded, so that all bytes of a key can be read at every place.
    eight = np.ndarray(len(text) + 8, "<u8", text + bytes(_LONGEST), strides=(1,))
    keys = np.stack((eight[starts], eight[starts + 8]), axis=1)
    keys &= _MASKS[np.minimum(lengths, _LONGEST)]
    long = np.flatnonzero(lengths > _LONGEST)
    bounds = zip(starts[long].tolist(), (starts + lengths)[long].tolist(), strict=True)
    for place, (start, end) in zip(long.tolist(), bounds, strict=True):
        key = _digested(text[start:end])
        longer[key] = text[start:end]
        keys[place] = key
    return keys


def numbered(keys: Any) -> tuple[Any, Any]:
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


def written(keys: Any, longer: Mapping[tuple[int, int], bytes]) -> list[str]:
    """Give the words of keys; none of them holds the character 0."""
    words: list[bytes] = keys.astype("<u8").view(f"S{_LONGEST}").ravel().tolist()
    for place in np.flatnonzero(keys[:, 1] >= _LONG).tolist():
        words[place] = longer[int(keys[place, 0]), int(keys[place, 1])]
    # Together, in a third of the time.
    return b"\0".join(words).decode().split("\0") if words else []


def _digested(word: bytes) -> tuple[int, int]:
    """Give the key of a word that is too long to be one: 15 bytes of its digest."""
    digest = blake2b(word, digest_size=15).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | _LONG
