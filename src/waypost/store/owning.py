"""Results with files of their own: kept with them, and of use only while all are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from waypost.model.digest import Digest
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import key_of

Name = TypeVar("Name")


class Owned(Protocol):
    """A file among the blobs, and its size in bytes."""

    @property
    def digest(self) -> Digest:
        """Name the blob."""

    @property
    def size(self) -> int:
        """Count the bytes."""


def naming(kind: str, files: Iterable[Owned]) -> Iterator[Action]:
    """Name the blobs of some files of results of a kind, so that they are not swept away."""
    for file in files:
        yield Action(f"{kind} file", _key(kind, file), b"", file.digest, file.size)


def whole(cache: Cache, kind: str, owned: Mapping[Name, Iterable[Owned]]) -> list[Name]:
    """Give the names of those results whose files are all there.

    To ask for a file is to use it: one that nobody has asked for in a while is swept away.
    """
    keys = {file.digest: _key(kind, file) for files in owned.values() for file in files}
    named = cache.actions.find(sorted(keys.values()))
    there = {blob for blob, key in keys.items() if key in named and cache.blobs.has(blob)}
    return [name for name, files in owned.items() if all(file.digest in there for file in files)]


def _key(kind: str, file: Owned) -> Digest:
    return key_of(f"{kind} file", file.digest)
