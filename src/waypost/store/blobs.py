"""Bytes by their digest, as files."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from msgspec import Struct

from waypost.model.digest import Digest, digest_of

_MANY = 1_000
"""Of so many blobs it is quicker to list the folders than to ask for each."""


class LostBlob(KeyError):  # noqa: N818 - says what was lost
    """Bytes that should be there are not, or are damaged; the key is their digest."""


class StoreFault(OSError):  # noqa: N818 - the word of the field
    """The store can't be written: no space, no permission, no folder."""


class Blobs(Struct, frozen=True):
    """A folder of blobs, shared between processes.

    A blob is written under another name and renamed, so that a reader sees a
    whole one or none, and two writers of one blob do not meet. With ``fresh``
    nothing that is there already is taken for what it should be.
    """

    folder: Path
    fresh: bool = False

    def path(self, digest: Digest) -> Path:
        """Say where a blob lies, whether it is there or not."""
        return self.folder / digest[:2] / digest[2:]

    def put(self, data: bytes) -> Digest:
        """Keep some bytes, and give their digest.

        Raises:
            StoreFault: where the system refuses; nothing half-written is left.
        """
        digest = digest_of(data)
        # No Path is made, here and in get: both run for every page of a build.
        target = f"{self.folder}/{digest[:2]}/{digest[2:]}"
        if not self.fresh and os.path.exists(target):  # noqa: PTH110
            return digest
        draft = f"{target}.{os.getpid()}-{get_ident()}"
        try:
            _write(draft, data)
            os.replace(draft, target)  # noqa: PTH105
        except BaseException as problem:
            with suppress(OSError):
                os.unlink(draft)  # noqa: PTH108
            if isinstance(problem, OSError):
                raise StoreFault(problem.errno, problem.strerror, target) from problem
            raise
        return digest

    def has(self, digest: Digest) -> bool:
        """Say whether there is something under a digest, damaged or not."""
        return not self.fresh and os.path.exists(f"{self.folder}/{digest[:2]}/{digest[2:]}")  # noqa: PTH110

    def which(self, digests: Collection[Digest]) -> set[Digest]:
        """Give those of some digests under which there is something, damaged or not."""
        if self.fresh or len(digests) < _MANY:
            return {digest for digest in digests if self.has(digest)}
        there: dict[str, set[str]] = {}
        for start in {digest[:2] for digest in digests}:
            try:
                there[start] = set(os.listdir(f"{self.folder}/{start}"))  # noqa: PTH208
            except OSError:
                there[start] = set()
        return {digest for digest in digests if digest[2:] in there[digest[:2]]}

    def size(self, digest: Digest) -> int:
        """Say how many bytes there are under a digest, 0 where there is nothing."""
        try:
            return os.stat(f"{self.folder}/{digest[:2]}/{digest[2:]}").st_size  # noqa: PTH116
        except OSError:
            return 0

    def get(self, digest: Digest) -> bytes:
        """Give a blob's bytes.

        A damaged blob is removed, as ``put`` would otherwise take it for a good one.

        Raises:
            LostBlob: where the blob is not there, or is damaged.
        """
        path = f"{self.folder}/{digest[:2]}/{digest[2:]}"
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                data = file.read()
        except OSError:
            raise LostBlob(digest) from None
        if digest_of(data) != digest:
            with suppress(OSError):
                self.path(digest).unlink()
            raise LostBlob(digest)
        return data


def _write(path: str, data: bytes) -> None:
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        # An unbuffered write may take a part only, of what is large.
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
