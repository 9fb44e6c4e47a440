"""Filling the stage: the complete new tree, made beside the published one."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from waypost.model.artifact import MARKER
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.publish.difference import Difference
from waypost.publish.tree import FILE_MODE, FOLDER_MODE, Tree
from waypost.store.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder to fill, and where the bytes come from.

    ``published`` is the old tree, which unchanged files are linked from;
    ``marker`` is the new marker's text.
    """

    folder: Path
    published: Path
    blobs: Blobs
    marker: bytes

    def fill(self, wanted: Tree, difference: Difference) -> None:
        """Make the wanted tree in the stage, which must not exist yet.

        Raises:
            EnvironmentFault: where this file system takes two of the paths for one.
            LostBlob: where a blob is missing or damaged.
            OSError: where the system refuses.
        """
        path = ""
        try:
            for path in sorted(wanted.folders):
                self._make_folder(path)
            for path in difference.kept:
                self._keep(path, wanted.files[path])
            for path in difference.written:
                self._write(path, self._bytes(path, wanted.files[path]))
        except FileExistsError:
            raise _same_name(path, wanted) from None

    def _make_folder(self, path: str) -> None:
        folder = f"{self.folder}/{path}"
        os.mkdir(folder)  # noqa: PTH102
        os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 - the umask takes away from mkdir's

    def _keep(self, path: str, digest: Digest) -> None:
        old = f"{self.published}/{path}"
        try:
            os.link(old, f"{self.folder}/{path}")
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
        new = f"{self.folder}/{path}"
        with open(new, "xb") as file:  # noqa: PTH123
            file.write(data)
        os.chmod(new, FILE_MODE)  # noqa: PTH101

    def _bytes(self, path: str, digest: Digest) -> bytes:
        if path == MARKER:
            return self.marker
        return self.blobs.get(digest)


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
