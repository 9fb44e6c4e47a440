"""Who has the cache open: many at once, or one alone that may delete in it.

The system drops a lock when its holder dies, however that happens.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from msgspec import Struct

try:
    import fcntl
except ImportError:  # Windows, where a file that is open can't be deleted anyway
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 2.0
"""Seconds to wait for one that is alone: sweeping takes less."""


class Share(Struct, frozen=True):
    """A place among those that have something open; ``descriptor`` is the lock's file."""

    descriptor: int

    def if_alone(self, work: Callable[[], None]) -> bool:
        """Do something if nobody else has it open; nobody can open it meanwhile.

        Says whether it was done.
        """
        if fcntl:
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                # The place is lost by trying. Without it others may think themselves
                # alone, and delete what is here; then it is made again.
                with suppress(OSError):
                    self.take()
                return False
        try:
            work()
        finally:
            with suppress(OSError):
                self.take()
        return True

    def take(self) -> None:
        """Take the place.

        Raises:
            OSError: where another one is alone for too long.
        """
        deadline = monotonic() + _PATIENCE
        while fcntl:
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if monotonic() > deadline:
                    raise OSError(errno.EBUSY, "another build has it for itself") from None
                sleep(0.02)


@contextmanager
def shared(file: Path) -> Iterator[Share]:
    """Take a place among those that have something open, with a file for the lock.

    Raises:
        OSError: where the system refuses, or somebody is alone for too long.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    share = Share(os.open(file, os.O_RDWR | os.O_CREAT, 0o644))
    try:
        share.take()
        yield share
    finally:
        os.close(share.descriptor)
