"""The lock: one publisher at a time for one destination.

The system drops it when its holder dies, however that happens. So a killed build
never blocks the next one, and no lock has to be judged stale by its age.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Held(Exception):  # noqa: N818 - a state of the lock, not an error
    """Somebody else has the lock; ``holder`` says who, in words, or is empty."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def take(path: Path, note: str) -> int | None:
    """Take the lock at a path, without waiting, and write who has it into the file.

    Returns:
        An open file descriptor that holds the lock until it is closed; None where
        the last holder removed the file at this very moment, so that it has to be
        tried again.

    Raises:
        Held: where another process, or another part of this one, has it.
        OSError: where the system refuses.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            raise Held(os.read(descriptor, 1000).decode(errors="replace").strip())
        if not _is_at(path, descriptor):
            os.close(descriptor)
            return None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{_holder(note)}\n".encode())
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            # Far behind the text, as nobody may read what is locked there.
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if problem.errno in _HELD:
            return False
        raise
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)
    return True


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _holder(note: str) -> str:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    note = " ".join(note.split())
    return f"process {os.getpid()} on {socket.gethostname()} since {since}: {note}"
