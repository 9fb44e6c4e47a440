"""Reading what lies on the disk, whatever it is said to be."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_IMODE

from waypost.model.digest import Digest, digest_of
from waypost.publish.tree import Tree
from waypost.store.reading import read_whole

_THREADS = min(2, os.cpu_count() or 1)
"""More only wait for each other: half of the work is Python's."""

_BINARY: int = getattr(os, "O_BINARY", 0)
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Modes:
    """Permission bits of published files and folders, as a file system shows them."""

    file: int
    folder: int


def read_tree(top: Path, modes: Modes) -> Tree:
    """Read a tree from the disk, the bytes of every file included.

    Nothing is believed but the bytes: no time stamp, no size, no marker. A tree
    that does not exist is empty, without even a top folder.
    """
    listing = _list(str(top), modes)
    names = list(listing.files)
    chunks = [names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK)]
    files: dict[str, Digest] = {}
    # Threads, as others can run while one of them reads or digests.
    with ThreadPoolExecutor(_THREADS) as threads:
        for digests in threads.map(partial(_digests, str(top), modes), chunks):
            files.update(digests)
    others = {*listing.others, *listing.files} - files.keys()
    inodes = {path: listing.files[path] for path in files}
    return Tree(files, frozenset(listing.folders), frozenset(others), inodes)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a folder, unread: files with their inodes, folders, and the rest."""

    files: dict[str, int]
    folders: list[str]
    others: list[str]


def list_tree(top: Path, modes: Modes) -> Listing:
    """List a tree, folders before what is in them; nothing where there is no folder."""
    return _list(str(top), modes)


def _list(top: str, modes: Modes) -> Listing:
    listing = Listing({}, [], [])
    waiting = [""] if os.path.isdir(top) else []  # noqa: PTH112 - strings, see _digest
    while waiting:
        folder = waiting.pop()
        try:
            waiting += _list_folder(top, folder, modes, listing)
        except OSError:
            listing.others.append(folder)
    return listing


def _list_folder(top: str, folder: str, modes: Modes, listing: Listing) -> list[str]:
    inner = []
    start = f"{folder}/" if folder else ""
    with os.scandir(f"{top}/{folder}") as entries:
        for entry in entries:
            path = start + entry.name
            if entry.is_dir(follow_symlinks=False):
                inner.append(path)
            elif entry.is_file(follow_symlinks=False):
                listing.files[path] = entry.inode()
            else:
                listing.others.append(path)
    mode = S_IMODE(os.stat(f"{top}/{folder}").st_mode)  # noqa: PTH116
    (listing.folders if mode == modes.folder else listing.others).append(folder)
    return inner


def _digests(top: str, modes: Modes, paths: list[str]) -> dict[str, Digest]:
    found = ((path, _digest(f"{top}/{path}", modes)) for path in paths)
    return {path: digest for path, digest in found if digest}


def _digest(path: str, modes: Modes) -> Digest | None:
    try:
        # Neither a Path nor a file object is made: that would take as long as reading.
        file = os.open(path, os.O_RDONLY | _BINARY)
        try:
            about = os.fstat(file)
            if S_IMODE(about.st_mode) != modes.file:
                return None
            return digest_of(read_whole(file, about.st_size))
        finally:
            os.close(file)
    except OSError:
        return None
