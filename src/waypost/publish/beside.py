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
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec import Struct

from waypost.model.artifact import MARKER
from waypost.publish.scan import Listing, Modes, list_tree, read_tree
from waypost.publish.tree import Tree
from waypost.store.encoding import Damaged, decode, encode
from waypost.workers import can_fork

LARGE = 100_000
"""Bytes of a marker, about a thousand files: a smaller tree is read in no time."""

FRESH = 10.0
"""Seconds for which a reading is good. Others may write into the tree during a build."""

_LENGTH = 8
"""Bytes that tell of a part, as soon as it is there: how long it is."""

_MOST_FILES = 1024


class Reading(Struct):
    """A tree that is being read; ``process`` is -1 where nobody does.

    What was found comes in two parts, the tree and then what lies in the spare one, as a
    build that changes nothing needs the first alone. Their bytes are in ``memory``, a
    file that both processes have open; ``pipe`` tells how long each is, and ``taken``
    counts those that were read.
    """

    top: Path
    modes: Modes
    spare: Path | None = None
    process: int = -1
    pipe: int = -1
    memory: int = -1
    taken: int = 0
    start: float = 0.0

    def tree(self) -> Tree:
        """Wait for the tree, or read it here; a second call always does that."""
        fresh = monotonic() - self.start <= FRESH
        found: Tree | None = self._received(Tree) if fresh else None
        if found is None:
            self.stop()
        # What comes next is the listing, and then nothing.
        self.start = -inf
        return read_tree(self.top, self.modes) if found is None else found

    def listing(self) -> Listing | None:
        """Wait for what lies in the spare tree; None where that is not known.

        To be called once, after :meth:`tree`.
        """
        listed: Listing | None = self._received(Listing)
        self.stop()
        return listed

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.process < 0:
            return
        for file in (self.pipe, self.memory):
            with suppress(OSError):
                os.close(file)
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self.process, 0)
        self.process = -1

    def _received(self, kind: Any) -> Any:
        """Wait for the next part; None where there is no such part."""
        if self.process < 0:
            return None
        try:
            length = int.from_bytes(os.read(self.pipe, _LENGTH))
            data = os.pread(self.memory, length, self.taken)
            self.taken += length
            return decode(data, kind) if data else None
        except (OSError, Damaged):
            return None


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
    memory = os.memfd_create("published")
    # Ctrl-C reaches both processes; the build alone answers it, once it knows of the other.
    former = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        process = _forked()
        if process == 0:
            _read(read, theirs, memory)
        os.close(theirs)
        read.process, read.pipe, read.memory, read.start = process, ours, memory, monotonic()
        if process < 0:
            os.close(ours)
            os.close(memory)
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


def _read(read: Reading, theirs: int, memory: int) -> None:
    """Read the trees and tell of them, as all that a process does."""
    try:
        # A lock is held for as long as anybody has its file open, and so is a terminal.
        kept = sorted((theirs, memory))
        for first, end in zip((0, *(file + 1 for file in kept)), (*kept, _MOST_FILES), strict=True):
            os.closerange(first, end)
        _tell(read_tree(read.top, read.modes), theirs, memory)
        if read.spare:
            _tell(list_tree(read.spare, read.modes), theirs, memory)
    finally:
        # Nothing of the build's is to be tidied up here, and nothing to be said.
        os._exit(0)


def _tell(found: object, theirs: int, memory: int) -> None:
    data = encode(found)
    left = memoryview(data)
    while left:
        left = left[os.write(memory, left) :]
    os.write(theirs, len(data).to_bytes(_LENGTH))
