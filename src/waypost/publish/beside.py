"""Reading a published tree in a process of its own, while the build has other work.

To read and digest every published file, and to list the spare tree, takes a good part of
a build that changes little. Another processor can do so meanwhile; threads of this
process could not, as they wait for each other most of the time.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from waypost.model.artifact import MARKER
from waypost.publish.scan import Listing, Modes, list_tree, read_tree
from waypost.publish.tree import Tree
from waypost.store.encoding import Damaged, decode, encode
from waypost.workers import can_fork

LARGE = 100_000
"""Bytes of a marker, about a thousand files: a smaller tree is read in no time."""

FRESH = 10.0
"""Seconds for which a reading is good. Others may write into the tree during a build."""

_BOTH = tuple[Tree, Listing | None]
_PART = 1 << 20
_MOST_FILES = 1024


@dataclass(slots=True)
class Reading:
    """A tree that is being read; ``process`` and ``pipe`` are -1 where nobody does.

    ``listed`` is what lies in the spare tree; None as long as that is not known.
    """

    top: Path
    modes: Modes
    spare: Path | None = None
    listed: Listing | None = None
    process: int = -1
    pipe: int = -1
    start: float = 0.0

    def tree(self) -> Tree:
        """Wait for the tree, or read it here; a second call always does that."""
        self.listed = None
        found = self._received()
        return read_tree(self.top, self.modes) if found is None else found

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.process < 0:
            return
        with suppress(OSError):
            os.close(self.pipe)
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self.process, 0)
        self.process = -1

    def _received(self) -> Tree | None:
        if self.process < 0 or monotonic() - self.start > FRESH:
            return None
        try:
            parts = []
            while part := os.read(self.pipe, _PART):
                parts.append(part)
            tree: Tree
            tree, self.listed = decode(b"".join(parts), _BOTH)
        except (OSError, Damaged):
            return None
        finally:
            self.stop()
        return tree


@contextmanager
def reading(top: Path, modes: Modes, spare: Path | None = None) -> Iterator[Reading]:
    """Start to read a tree, if it is large and that can be done beside other work.

    With it a spare tree is listed, which nobody else changes meanwhile.
    """
    read = Reading(top, modes, spare)
    try:
        if _is_large(top) and can_fork():
            _start(read)
        yield read
    finally:
        read.stop()


def _is_large(top: Path) -> bool:
    try:
        return (top / MARKER).stat().st_size > LARGE
    except OSError:
        return False


def _start(read: Reading) -> None:
    ours, theirs = os.pipe()
    # Ctrl-C reaches both processes; the build alone answers it, once it knows of the other.
    former = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        process = _forked()
        if process == 0:
            _read(read, theirs)
        os.close(theirs)
        read.process, read.pipe, read.start = process, ours, monotonic()
        if process < 0:
            os.close(ours)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def _forked() -> int:
    """Fork; gives -1 where the system refuses."""
    try:
        with warnings.catch_warnings():
            # It counts threads of libraries too, which none of this has to do with.
            warnings.simplefilter("ignore", DeprecationWarning)
            return os.fork()
    except OSError:
        return -1


def _read(read: Reading, theirs: int) -> None:
    """Read the tree and send it, as all that a process does."""
    try:
        # A lock is held for as long as anybody has its file open, and so is a terminal.
        os.closerange(0, theirs)
        os.closerange(theirs + 1, _MOST_FILES)
        tree = read_tree(read.top, read.modes)
        listed = list_tree(read.spare, read.modes) if read.spare else None
        left = memoryview(encode((tree, listed)))
        while left:
            left = left[os.write(theirs, left) :]
    finally:
        # Nothing of the build's is to be tidied up here, and nothing to be said.
        os._exit(0)
