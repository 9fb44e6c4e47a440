"""The folder that one build works in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waypost.store.blobs import Blobs

_PREFIX = "build-"


@contextmanager
def workspace(folder: Path) -> Iterator[Blobs]:
    """Open a folder for a build's blobs, gone when the build is over.

    Lies under ``folder``, or in the system's temporary folder where that can't be
    written. What a killed build has left is removed by the next.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        made = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
    except OSError:
        made = Path(tempfile.mkdtemp(prefix=f"waypost-{_PREFIX}"))
    try:
        yield Blobs(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
