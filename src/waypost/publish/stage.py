"""Filling the stage: the complete new tree, made beside the published one."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from waypost.model.artifact import MARKER
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.publish.difference import Difference
from waypost.publish.scan import Listing, Modes, list_tree
from waypost.publish.tree import FILE_MODE, FOLDER_MODE, Tree
from waypost.store.blobs import Blobs
from waypost.workers import Workers

_THREADS = min(4, os.cpu_count() or 1)
_CHUNK = 64


class Stage(Struct, frozen=True):
    """A folder to fill, and where the bytes come from.

    ``published`` is the old tree, as a folder and as it was read; unchanged files are
    linked from it. ``marker`` is the new marker's text. ``listed`` is what lies in the
    folder already; None where that has to be looked at.
    """

    folder: Path
    published: Path
    found: Tree
    modes: Modes
    blobs: Blobs
    marker: bytes
    listed: Listing | None = None

    def begin(
        self, wanted: Tree, difference: Difference, pool: Workers | None = None
    ) -> Callable[[], None]:
        """Begin to make the wanted tree in the stage; what this gives brings it to an end.

        Until that is called, workers write what is new, if the pool has any. The stage
        may hold what an earlier one was: of that, folders stay, and files that are one
        with the published ones of the same path. All else goes.

        Raises:
            EnvironmentFault: where this file system takes two of the paths for one.
            LostBlob: where a blob is missing or damaged.
            OSError: where the system refuses.
        """
        old = self._leftover()
        kept = [path for path in difference.kept if old.files.get(path) == self._inode(path)]
        self._remove_all_but(frozenset(kept), wanted, old)
        there, standing = set(kept), wanted.folders.intersection(old.folders)
        for path in sorted(wanted.folders - standing):
            with _one_name_each(path, wanted):
                self._make_folder(path)
        for path in difference.kept:
            if path not in there:
                with _one_name_each(path, wanted):
                    self._keep(path, wanted.files[path])
        files = [(path, wanted.files[path]) for path in difference.written if path != MARKER]
        write = partial(_write_blob, str(self.folder), self.blobs)
        written = pool.under_way(write, files) if pool else None
        if written is None:
            return partial(self._write_all, difference.written, wanted)
        marker = tuple([path for path in difference.written if path == MARKER])
        return partial(self._wait, written, marker, wanted)

    def _wait(self, written: Iterator[None], marker: tuple[str, ...], wanted: Tree) -> None:
        """Wait until workers have written all but the marker, and write that if it is new."""
        try:
            deque(written, maxlen=0)
        except FileExistsError as taken:
            path = os.path.relpath(taken.filename, self.folder)
            raise _same_name(path, wanted) from None
        self._write_all(marker, wanted)

    def _write_all(self, paths: tuple[str, ...], wanted: Tree) -> None:
        def write(some: tuple[str, ...]) -> None:
            for path in some:
                with _one_name_each(path, wanted):
                    self._write(path, self._bytes(path, wanted.files[path]))

        chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
        # Threads, as others can run while one of them reads, digests or writes.
        with ThreadPoolExecutor(_THREADS) as threads:
            for _ in threads.map(write, chunks):
                pass

    def _leftover(self) -> Listing:
        listing = self.listed or list_tree(self.folder, self.modes)
        if listing.others:
            # Not as it was left: then nothing of it is worth a closer look.
            shutil.rmtree(self.folder)
            return Listing({}, [], [])
        return listing

    def _inode(self, path: str) -> int:
        return self.found.inodes.get(path, -1)

    def _remove_all_but(self, kept: frozenset[str], wanted: Tree, old: Listing) -> None:
        for path in old.files.keys() - kept:
            os.unlink(f"{self.folder}/{path}")  # noqa: PTH108
        for path in sorted(set(old.folders) - wanted.folders, reverse=True):
            os.rmdir(f"{self.folder}/{path}")  # noqa: PTH106

    def _make_folder(self, path: str) -> None:
        folder = f"{self.folder}/{path}"
        os.mkdir(folder)  # noqa: PTH102
        os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 - the umask takes away from mkdir's

    def _keep(self, path: str, digest: Digest) -> None:
        old = f"{self.published}/{path}"
        try:
            os.link(old, f"{self.folder}/{path}")
        except FileExistsError:
            raise
        except OSError:
            # Not every file system has hard links, or allows so many of one file.
            self._copy(path, old, digest)

    def _copy(self, path: str, old: str, digest: Digest) -> None:
        with open(old, "rb") as file:  # noqa: PTH123
            about = os.fstat(file.fileno())
            data = file.read()
        if digest_of(data) != digest:
            data = self._bytes(path, digest)
        self._write(path, data)
        os.utime(f"{self.folder}/{path}", ns=(about.st_atime_ns, about.st_mtime_ns))

    def _write(self, path: str, data: bytes) -> None:
        _write(f"{self.folder}/{path}", data)

    def _bytes(self, path: str, digest: Digest) -> bytes:
        if path == MARKER:
            return self.marker
        return self.blobs.get(digest)


def _write_blob(folder: str, blobs: Blobs, file: tuple[str, Digest]) -> None:
    path, digest = file
    _write(f"{folder}/{path}", blobs.get(digest))


def _write(path: str, data: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123
        file.write(data)
    os.chmod(path, FILE_MODE)  # noqa: PTH101


@contextmanager
def _one_name_each(path: str, wanted: Tree) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise _same_name(path, wanted) from None


def _same_name(path: str, wanted: Tree) -> EnvironmentFault:
    both = (*wanted.folders, *wanted.files)
    twins = [other for other in both if other != path and _folded(other) == _folded(path)]
    return EnvironmentFault(
        f"{path} and {min(twins, default='another path')} are one name to the file system"
        " of the destination",
        "change one of the two names, or give a destination that tells them apart",
    )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
