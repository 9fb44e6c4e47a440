"""Reading what lies on the disk, whatever it is said to be."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_IMODE

from msgspec import Struct

from waypost.publish.tree import Tree
from waypost.store.looking import look_at


class Modes(Struct, frozen=True):
    """Permission bits of published files and folders, as a file system shows them."""

    file: int
    folder: int


def read_tree(top: Path, modes: Modes) -> Tree:
    """Read a tree from the disk, the bytes of every file included.

    Nothing is believed but the bytes: no time stamp, no size, no marker. A tree
    that does not exist is empty, without even a top folder.
    """
    listing = _list(str(top), modes)
    seen = look_at([f"{top}/{path}" for path in listing.files])
    files = {
        path: found.digest
        for path, found in zip(listing.files, seen, strict=True)
        if found and found.mode == modes.file
    }
    others = {*listing.others, *listing.files} - files.keys()
    inodes = {path: listing.files[path] for path in files}
    return Tree(files, frozenset(listing.folders), frozenset(others), inodes)


class Listing(Struct, frozen=True):
    """What lies below a folder, unread: files with their inodes, folders, and the rest."""

    files: dict[str, int]
    folders: list[str]
    others: list[str]


def list_tree(top: Path, modes: Modes) -> Listing:
    """List a tree, folders before what is in them; nothing where there is no folder."""
    return _list(str(top), modes)


def _list(top: str, modes: Modes) -> Listing:
    listing = Listing({}, [], [])
    waiting = [""] if os.path.isdir(top) else []  # noqa: PTH112 - many strings, not Paths
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
