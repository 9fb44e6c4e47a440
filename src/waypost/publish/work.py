"""The work folder: a hidden neighbour of the destination, there while a build runs.

It lies beside the destination, as a tree can take another's place only within one
file system. It holds the lock, the stage, and for a moment the old tree. What killed
builds left in it is cleared away by the next one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from stat import S_IMODE, S_ISDIR

from msgspec import Struct

from waypost.model.faults import EnvironmentFault
from waypost.publish.exchange import recover
from waypost.publish.lock import Held, take
from waypost.publish.scan import Modes
from waypost.publish.tree import FILE_MODE, FOLDER_MODE, Tree
from waypost.publish.trouble import explained, mount_point

_ATTEMPTS = 100
_LOCK = "lock"


class WorkFolder(Struct, frozen=True):
    """A destination's work folder, while the lock in it is held.

    ``modes`` are the permission bits that this file system shows where files are
    given 0644 and folders 0755.
    """

    folder: Path
    target: Path
    modes: Modes

    @property
    def previous(self) -> Path:
        """Where the old tree lies between two renames."""
        return self.folder / "previous"

    def new_stage(self) -> Path:
        """Give a path at which nothing lies, not even what could not be deleted."""
        paths = (self.folder / f"stage-{number}" for number in count())
        return next(path for path in paths if not os.path.lexists(path))

    def clear(self, known: Tree) -> None:
        """Delete all but the lock, as far as that can be done; what is known goes quickly.

        An old tree stays while nothing stands in its place: it is the only one.
        """
        with suppress(OSError):
            for entry in sorted(self.folder.iterdir()):
                is_only_tree = entry == self.previous and not os.path.lexists(self.target)
                if entry.name != _LOCK and not is_only_tree:
                    _remove(entry, known)


@contextmanager
def work_folder(target: Path, note: str) -> Iterator[WorkFolder]:
    """Hold a destination's lock; an exchange that was cut off is undone first.

    Afterwards nothing is left of the folder. The lock file is removed while its lock
    is held: whoever has opened it meanwhile sees that it is gone, and makes another.
    The folder itself goes only if it is empty, so a new lock in it keeps it.

    Raises:
        EnvironmentFault: where another build has the lock, or the system refuses.
    """
    folder = target.with_name(f".{target.name}.waypost")
    with explained(target):
        if target.is_mount():
            raise mount_point(target)
        new_parents = [parent for parent in folder.parents if not parent.exists()]
        lock = _enter(folder, target, note)
    try:
        with explained(target):
            work = WorkFolder(folder, target, _probe(folder))
            recover(target, work.previous)
            work.clear(Tree())
        try:
            yield work
        finally:
            work.clear(Tree())
    finally:
        _leave(folder, lock, new_parents)


def _enter(folder: Path, target: Path, note: str) -> int:
    for _ in range(_ATTEMPTS):
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            with suppress(FileExistsError):
                folder.mkdir()
            if not S_ISDIR(folder.lstat().st_mode):
                # A link here would lead the clearing astray.
                raise EnvironmentFault(f"{folder} is not a folder", "remove it")
            lock = take(folder / _LOCK, note)
        except FileNotFoundError:
            continue  # its last holder has just removed it
        except Held as held:
            who = held.holder or "another process"
            raise EnvironmentFault(
                f"another build is publishing to {target} ({who})",
                "wait until it has ended, or stop it, then run the build again",
            ) from None
        if lock is not None:
            return lock
    raise EnvironmentFault(
        f"can't get the lock in {folder}: other builds come and go all the time",
        "wait until they have ended, then run the build again",
    )


def _probe(folder: Path) -> Modes:
    lock = folder / _LOCK
    lock.chmod(FILE_MODE)
    folder.chmod(FOLDER_MODE)
    return Modes(S_IMODE(lock.stat().st_mode), S_IMODE(folder.stat().st_mode))


def _leave(folder: Path, lock: int, new_parents: list[Path]) -> None:
    with suppress(OSError):
        # Windows refuses this for an open file; there the lock file stays.
        (folder / _LOCK).unlink()
    os.close(lock)
    for empty in (folder, *new_parents):
        with suppress(OSError):
            empty.rmdir()


def _remove(top: Path, known: Tree) -> None:
    # What is known goes without being looked at; that halves the time.
    for path in known.files:
        with suppress(OSError):
            os.unlink(f"{top}/{path}")  # noqa: PTH108
    for path in sorted(known.folders, reverse=True):
        with suppress(OSError):
            os.rmdir(f"{top}/{path}")  # noqa: PTH106
    shutil.rmtree(top, ignore_errors=True)
