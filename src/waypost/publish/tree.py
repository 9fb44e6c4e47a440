"""A directory tree as a value: what is to be published, and what lies on the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.model.digest import Digest

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_NOT_PLAIN = re.compile(r"/\.{0,2}/|\0")
"""What stands in a path that is not plain, once there is a slash before and behind it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path, with their digests, and folders; the top one is "".

    Paths are relative, with forward slashes. ``others`` is what can't be part of
    a published tree as it is: links, devices, what can't be read, and what has
    other permissions. ``inodes`` are those of files that lie on the disk.
    """

    files: Mapping[str, Digest] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    inodes: Mapping[str, int] = field(default_factory=dict, compare=False)


def wanted_tree(files: Mapping[str, Digest]) -> Tree:
    """Make the tree that holds some files, the folders they need, and nothing else.

    Raises:
        ValueError: for a path that is not relative and plain, and for one that is
            both a file and a folder. Planning has to rule out both.
    """
    if _NOT_PLAIN.search("/\n/".join(["", *files, ""])):
        path = next(path for path in files if _NOT_PLAIN.search(f"/{path}/"))
        raise ValueError(f"not a plain relative path: {path!r}")
    folders = {""}
    for folder in {path.rpartition("/")[0] for path in files}:
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for path in folders & files.keys():
        raise ValueError(f"both a file and a folder: {path!r}")
    return Tree(files, frozenset(folders))
