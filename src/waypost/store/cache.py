"""The cache of a site: blobs and actions, below ``.waypost/``; disposable."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from waypost.model.faults import EnvironmentFault
from waypost.store.actions import Actions
from waypost.store.blobs import Blobs, LostBlob, StoreFault
from waypost.store.sweep import sweep
from waypost.store.workspace import workspace

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")

FOLDER = "cache"


@dataclass(frozen=True, slots=True)
class Cache:
    """Where a build keeps what it computes; ``notes`` are what to tell the user of it."""

    blobs: Blobs
    actions: Actions
    notes: tuple[str, ...] = ()


def through_cache(work: Path, attempt: Callable[[Cache], T]) -> T:
    """Do something with the cache below a work folder; again, where that fails it.

    What proves to be lost or damaged on the way is a miss: all is then made anew.
    Where the cache can't be written, it is done without one.

    Raises:
        EnvironmentFault: where there is no room anywhere.
    """
    try:
        with open_cache(work) as cache:
            return attempt(cache)
    except LostBlob:
        again = open_cache(work, "the cache had lost something, so all was made anew")
    except StoreFault as trouble:
        again = no_cache(work, _unusable(trouble))
    try:
        with again as cache:
            return attempt(cache)
    except (LostBlob, StoreFault) as trouble:
        raise EnvironmentFault(
            f"what the build makes can't be kept: {_reason(trouble)}",
            "free some space, and see that nothing else deletes files in .waypost/",
        ) from trouble


@contextmanager
def open_cache(work: Path, renew: str = "") -> Iterator[Cache]:
    """Open the cache below a site's work folder, for one build.

    Where it can't be used, the build gets a folder that is gone when it is over,
    and a note that says so. With ``renew``, a note that says why, nothing of before
    is used, but what is computed is kept. Several builds may have it open at once.
    """
    folder = work / FOLDER
    try:
        lock = _take(folder)
        actions = Actions(folder / "actions.sqlite", fresh=bool(renew))
    except (OSError, sqlite3.Error) as trouble:
        with no_cache(work, _unusable(trouble)) as temporary:
            yield temporary
        return
    try:
        notes = tuple(note for note in (actions.renewed, renew) if note)
        yield Cache(Blobs(folder / "blobs", fresh=bool(renew)), actions, notes)
        if _is_alone(lock):
            sweep(folder / "blobs", actions)
    finally:
        actions.close()
        os.close(lock)


@contextmanager
def no_cache(work: Path, note: str) -> Iterator[Cache]:
    """Open what stands in for a cache: it starts empty, and is gone after the build."""
    with workspace(work) as blobs:
        actions = Actions(None)
        try:
            yield Cache(blobs, actions, (note,))
        finally:
            actions.close()


def _take(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    if fcntl:
        fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def _is_alone(lock: int) -> bool:
    """Say whether no other build has the cache open; none can open it from then on."""
    if not fcntl:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unusable(trouble: Exception) -> str:
    return f"the cache can't be used ({_reason(trouble)}); going on without"


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, LostBlob):
        return "it is lost or damaged as soon as it is written"
    reason = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
    return (reason or "unknown reason").lower()
