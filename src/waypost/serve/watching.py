"""Watching a site's files, by the system's events or by looking at them in turn."""

from __future__ import annotations

import errno
import logging
import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import perf_counter

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper
from watchdog.observers.polling import PollingObserverVFS

from waypost.serve.grounds import ANYTHING, Event, Grounds, Meaning

WANTED: list[type[FileSystemEvent]] = [
    DirAttribEvent, DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileAttribEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""Not that files are opened and read: each build does that to all of them."""

EVERY = 0.5
"""Seconds between two polls, at the least."""

SHARE = 10
"""Polls are at least this many times as far apart as one of them takes."""

PAIRING = 0.05
"""Seconds that the second half of a move is waited for, while later events wait too."""

_EXHAUSTED = (errno.ENOSPC, errno.EMFILE, errno.ENFILE)
_LOGGER = logging.getLogger("watchdog.observers")
_MOVING_EVENTS = (DirMovedEvent, FileMovedEvent)
_FOLDER_EVENTS = (DirAttribEvent, DirCreatedEvent, DirDeletedEvent, DirMovedEvent)
_APPEARING = (DirCreatedEvent, FileCreatedEvent)

Hear = Callable[[Meaning], None]
Tell = Callable[[str], None]


class Watching:
    """Watches the grounds of a site, until it is stopped.

    ``hear`` is called with whatever an event means, in a thread of its own, ``tell``
    with a line for the user. ``polling`` says that it looks at the files itself.
    """

    def __init__(self, hear: Hear, tell: Tell, *, polling: bool = False) -> None:
        self.polling = polling
        self._hear = hear
        self._tell = tell
        self._observer: BaseObserver | None = None
        self._threads: list[threading.Thread] = []
        self._kernel: set[str] = set()
        self._grounds: Grounds | None = None
        self._alarm = _Alarm(lambda: hear(ANYTHING))
        self._folders_changed = False

    def watch(self, grounds: Grounds) -> None:
        """Watch these folders from now on, and no others.

        Whatever happens after the return is heard of.

        Raises:
            OSError: where not even polling is possible.
        """
        self.stop()
        self._grounds = grounds
        _LOGGER.addHandler(self._alarm)
        if not self.polling:
            try:
                self._start(_by_events(), grounds)
            except OSError as trouble:
                self.stop()
                if trouble.errno not in _EXHAUSTED:
                    raise
                self._give_up()
            else:
                if self._is_complete():
                    return
                self._give_up()
        self._start(_by_polling(grounds), grounds)

    def is_well(self) -> bool:
        """Say whether nothing has broken, such as a folder that is gone.

        Where something has, what happened since then went unheard.
        """
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    def is_complete(self) -> bool:
        """Say whether all folders are watched that are there now; takes a walk through them."""
        if self._folders_changed and not self.polling:
            self._folders_changed = False
            return self._is_complete()
        return True

    def stop(self) -> None:
        """Watch nothing any more."""
        _LOGGER.removeHandler(self._alarm)
        observer, self._observer = self._observer, None
        self._threads = []
        if observer is not None:
            observer.stop()
            if observer.is_alive():
                observer.join()

    def _start(self, make: Callable[[], BaseObserver], grounds: Grounds) -> None:
        before, known = set(threading.enumerate()), set(_inotify_files())
        # Two events of one move that come apart are none the worse to a preview.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        self._observer = make()
        handler = _Handler(self._heard, grounds)
        for folder, recursive in grounds.folders:
            self._observer.schedule(handler, folder, recursive=recursive, event_filter=WANTED)
        self._observer.start()
        own = [thread for thread in threading.enumerate() if thread not in before]
        self._threads = [t for t in own if type(t).__module__.startswith("watchdog.")]
        self._kernel = set(_inotify_files()) - known
        self._folders_changed = False

    def _heard(self, meaning: Meaning, folder: bool) -> None:
        self._folders_changed = self._folders_changed or folder
        if meaning:
            self._hear(meaning)

    def _give_up(self) -> None:
        self.stop()
        self.polling = True
        self._tell(
            "The system has no more watches for files to give (see fs.inotify in sysctl), "
            "so they are looked at in turn, as with --poll."
        )

    def _is_complete(self) -> bool:
        """Say whether the kernel watches every folder; it leaves out what it has no room for."""
        assert self._grounds is not None
        if not self._kernel:
            return True
        wanted = sum(
            sum(1 for _ in _readable_folders(folder)) if recursive else 1
            for folder, recursive in self._grounds.folders
        )
        return sum(_count_watches(file) for file in self._kernel) >= wanted


class _Handler(FileSystemEventHandler):
    def __init__(self, heard: Callable[[Meaning, bool], None], grounds: Grounds) -> None:
        self._heard = heard
        self._grounds = grounds

    def on_any_event(self, event: FileSystemEvent) -> None:
        folder = isinstance(event, _FOLDER_EVENTS)
        appeared = isinstance(event, _APPEARING)
        self._take(Event(os.fsdecode(event.src_path), appeared, folder))
        if isinstance(event, _MOVING_EVENTS) and event.dest_path:
            self._take(Event(os.fsdecode(event.dest_path), True, folder))

    def _take(self, event: Event) -> None:
        self._heard(self._grounds.meaning(event), event.folder)


class _Alarm(logging.Handler):
    """Hears what the library only logs, such as that the kernel has dropped events."""

    def __init__(self, rung: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._rung = rung

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - its name there
        self._rung()


def _by_events() -> Callable[[], BaseObserver]:
    # No option of the library's: it waits half a second when a file is moved away.
    InotifyMoveEventGrouper.delay = PAIRING
    return Observer


def _by_polling(grounds: Grounds) -> Callable[[], BaseObserver]:
    start = perf_counter()
    for folder, recursive in grounds.folders:
        for each in _readable_folders(folder) if recursive else (folder,):
            with suppress(OSError), os.scandir(each) as scan:
                for entry in scan:
                    entry.stat(follow_symlinks=False)
    every = max(EVERY, SHARE * (perf_counter() - start))
    # By lstat: a link that leads up would else be followed round and round.
    return lambda: PollingObserverVFS(os.lstat, os.scandir, polling_interval=every)


def _readable_folders(top: str) -> Iterator[str]:
    for folder, _, _ in os.walk(top):
        if os.access(folder, os.R_OK):
            yield folder


def _inotify_files() -> Iterator[str]:
    """Name this process's inotify instances, where the system tells."""
    with suppress(OSError):
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
            with suppress(OSError):
                if os.readlink(f"/proc/self/fd/{number}") == "anon_inode:inotify":  # noqa: PTH115
                    yield number


def _count_watches(number: str) -> int:
    with suppress(OSError), open(f"/proc/self/fdinfo/{number}", encoding="ascii") as file:  # noqa: PTH123
        return sum(line.startswith("inotify ") for line in file)
    return 0
