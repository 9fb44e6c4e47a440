"""Keeping the cache within limits of age and size."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import time

from waypost.store.actions import Actions

MOST_DAYS = 30
"""What no build has used for so long goes."""

MOST_BYTES = 1_000_000_000
"""So much room may be taken by what no build has used today."""

_HOUR = 3600


def sweep(blobs: Path, actions: Actions) -> None:
    """Drop what is old or too much, and the blobs that nothing names any more.

    No other build may have the cache open.
    """
    actions.drop_old(MOST_DAYS, MOST_BYTES)
    named = actions.named_blobs()
    if named is None or actions.damaged:
        return
    for folder in _subfolders(blobs):
        for entry in _files(folder):
            # What has just been written may be of a build that could not be seen.
            if folder.name + entry.name not in named and _age(entry) > _HOUR:
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108


def _subfolders(top: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(top) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _files(folder: os.DirEntry[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder.path) as entries:
            return list(entries)
    except OSError:
        return []


def _age(entry: os.DirEntry[str]) -> float:
    try:
        return time() - entry.stat(follow_symlinks=False).st_mtime
    except OSError:
        return 0
