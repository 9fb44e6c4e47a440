"""What the operating system refuses, in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waypost.model.faults import EnvironmentFault

_SPACE = "free some space, then run the build again"
_PERMISSION = "make the destination and the folder it lies in writable for this user"
_MOUNT = (
    "mount the folder it lies in, or give a folder inside it as destination, "
    "so that a whole tree can take its place"
)

_FIXES = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: "raise the limit on the size of files, then run the build again",
    errno.EACCES: _PERMISSION,
    errno.EPERM: _PERMISSION,
    errno.EROFS: "give a destination on a file system that can be written to",
    errno.EBUSY: _MOUNT,
    errno.EXDEV: _MOUNT,
    errno.ENAMETOOLONG: "shorten the slug or file name, or give a destination with a shorter path",
    errno.ENOLCK: "give a destination on a file system with locks, such as a local disk",
    errno.EOPNOTSUPP: "give a destination on a file system with locks, such as a local disk",
}


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a fault with a fix.

    Raises:
        EnvironmentFault: in place of any OSError.
    """
    try:
        yield
    except OSError as problem:
        raise _fault(target, problem) from problem


def mount_point(target: Path) -> EnvironmentFault:
    """The fault of a destination that can't be renamed, as something is mounted there."""
    return EnvironmentFault(f"can't publish to {target}: it is a mount point", _MOUNT)


def _fault(target: Path, problem: OSError) -> EnvironmentFault:
    reason = (problem.strerror or str(problem) or type(problem).__name__).lower()
    where = f" ({problem.filename})" if problem.filename else ""
    fix = _FIXES.get(problem.errno or 0, "remove the cause, then run the build again")
    return EnvironmentFault(f"can't publish to {target}: {reason}{where}", fix)
