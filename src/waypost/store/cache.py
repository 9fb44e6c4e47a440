"""The cache of a site: blobs and results, below ``.waypost/``; disposable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from waypost.model.faults import EnvironmentFault
from waypost.store.actions import Actions
from waypost.store.blobs import Blobs, LostBlob, StoreFault
from waypost.store.database import Unfit
from waypost.store.sharing import shared
from waypost.store.sweep import sweep
from waypost.store.workspace import remove_abandoned, workspace

T = TypeVar("T")

FOLDER = "cache"

_Trouble = LostBlob | StoreFault | None


class Cache(Struct, frozen=True):
    """Where a build keeps what it computes; ``opening`` is what to tell of its opening."""

    blobs: Blobs
    actions: Actions
    opening: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what to tell the user of it so far."""
        return (*self.opening, *self.actions.notes)


def has_cache(work: Path) -> bool:
    """Say whether builds have left anything in a work folder that may be of use."""
    return (work / FOLDER).is_dir()


def through_cache(work: Path, attempt: Callable[[Cache], T]) -> T:
    """Do something with the cache below a work folder; again, where that fails it.

    What proves to be lost or damaged on the way is a miss: all is then made anew.
    Where the cache can't be written, it is done without one.

    Raises:
        EnvironmentFault: where there is no room anywhere.
    """
    trouble: _Trouble = None
    for chance in (_first, _second, _elsewhere):
        try:
            with chance(work, trouble) as cache:
                return attempt(cache)
        except (LostBlob, StoreFault) as failed:
            trouble = failed
    assert trouble is not None
    raise EnvironmentFault(
        f"what the build makes can't be kept: {_reason(trouble)}",
        "free some space, and see that nothing else deletes files in .waypost/",
    ) from trouble


def _first(work: Path, _: _Trouble) -> AbstractContextManager[Cache]:
    return open_cache(work)


def _second(work: Path, trouble: _Trouble) -> AbstractContextManager[Cache]:
    if isinstance(trouble, StoreFault):
        return no_cache(work, _unusable(trouble))
    return open_cache(work, "the cache had lost something, so all was made anew")


def _elsewhere(_: Path, trouble: _Trouble) -> AbstractContextManager[Cache]:
    # Where the site's disk is full, the one for temporary files may not be.
    assert trouble is not None
    return no_cache(None, _unusable(trouble))


@contextmanager
def open_cache(work: Path, renew: str = "") -> Iterator[Cache]:
    """Open the cache below a site's work folder, for one build.

    Where it can't be used, the build gets a folder that is gone when it is over,
    and a note that says so. With ``renew``, a note that says why, nothing of before
    is used, but what is computed is kept. Several builds may have it open at once.

    Raises:
        StoreFault: where no folder can be made anywhere.
    """
    folder = work / FOLDER
    with ExitStack() as stack:
        try:
            share = stack.enter_context(shared(folder / "lock"))
            actions = Actions(folder / "actions.sqlite", bool(renew), share.if_alone)
        except (OSError, sqlite3.Error, Unfit) as trouble:
            yield stack.enter_context(no_cache(work, _unusable(trouble)))
            return
        blobs = Blobs(folder / "blobs", fresh=bool(renew))
        with closing(actions):
            yield Cache(blobs, actions, (renew,) if renew else ())
            if actions.is_due_for_sweep():
                share.if_alone(partial(sweep, blobs.folder, actions))
                remove_abandoned(work)


@contextmanager
def no_cache(work: Path | None, note: str) -> Iterator[Cache]:
    """Open what stands in for a cache: it starts empty, and is gone after the build.

    Without a work folder it lies in the system's folder for temporary files.

    Raises:
        StoreFault: where no folder can be made.
    """
    with workspace(work) as blobs, closing(Actions(None)) as actions:
        yield Cache(blobs, actions, (note,))


def _unusable(trouble: Exception) -> str:
    return f"the cache can't be used ({_reason(trouble)}); going on without"


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, LostBlob):
        return "it is lost or damaged as soon as it is written"
    reason = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
    return (reason or "unknown reason").lower()
