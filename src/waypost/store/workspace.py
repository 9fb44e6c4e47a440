"""The folder that one build works in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waypost.store.blobs import Blobs, StoreFault

_PREFIX = "build-"


@contextmanager
def workspace(folder: Path | None) -> Iterator[Blobs]:
    """Open a folder for a build's blobs, gone when the build is over.

    Lies under ``folder``, or in the system's temporary folder where that can't be
    written, or is None. What a killed build has left is removed by the next.

    Raises:
        StoreFault: where no folder can be made.
    """
    made = (folder and _below(folder)) or _temporary()
    try:
        yield Blobs(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def remove_abandoned(folder: Path) -> None:
    """Remove what killed builds have left under a folder."""
    for left in folder.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _below(folder: Path) -> Path | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_abandoned(folder)
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
    except OSError:
        return None


def _temporary() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=f"waypost-{_PREFIX}"))
    except OSError as trouble:
        raise StoreFault(trouble.errno, trouble.strerror, trouble.filename) from trouble


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
