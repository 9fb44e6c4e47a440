"""An ordered map over worker processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import chain, islice
from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from multiprocessing.context import BaseContext
from typing import TypeVar

from waypost.chunks import CHUNK, chunk_size, chunks
from waypost.garbage import collect_seldom
from waypost.model.faults import EnvironmentFault

In = TypeVar("In")
Out = TypeVar("Out")

WORTH_A_PROCESS = 150
"""Fewer items than this are done sooner here than a server of workers has started."""

WORTH_HEAVY = 2
"""The same for items that take a good part of a second each."""

PRELOADED = ["waypost.tasks", "waypost.warm"]


class Workers:
    """Processes that start when the first map needs them, and serve all maps after.

    With ``ready`` the server that they are forked from is there already, so that one
    of them has at hand what this process would have to import first.
    """

    def __init__(self, jobs: int | None, ready: bool = False) -> None:
        self._jobs = jobs or available_processors()
        self._ready = ready
        self._pool: ProcessPoolExecutor | None = None
        self._size = 0
        self._begun = False

    def map(
        self, function: Callable[[In], Out], items: Sequence[In], heavy: bool = False
    ) -> Iterator[Out]:
        """Apply a picklable function to every item; results come in the items' order.

        An item is ``heavy`` where it alone is worth being sent to another process.

        Raises:
            EnvironmentFault: where a worker died (out of memory, killed).
        """
        few = not self._ready and len(items) < (WORTH_HEAVY if heavy else WORTH_A_PROCESS)
        if self._jobs == 1 or not items or (few and self._pool is None):
            return map(function, items)
        # What is too little for other processes is no reason to start more of them.
        size = len(items) if few else 1 if heavy else chunk_size(len(items), self._jobs)
        pool = self._started(-(-len(items) // size))
        # A few chunks in flight for each worker: all at once would hold every
        # pickled item in memory, one at a time would leave workers waiting.
        return self._sent(pool, function, chunks(items, size), 3 * self._jobs)

    def map_made(
        self, function: Callable[[In], Out], items: Iterator[In], most: int
    ) -> Iterator[Out]:
        """Do the same with items that take some time to make: workers begin with the first.

        There are ``most`` of them at most. Where they turn out to be few, all are made
        before anything is done with the first.
        """
        first = tuple(islice(items, WORTH_A_PROCESS))
        if self._jobs == 1:
            return map(function, chain(first, items))
        if len(first) < WORTH_A_PROCESS:
            return self.map(function, first)
        size = chunk_size(most, self._jobs)
        pool = self._started(-(-most // size))
        return self._sent(pool, function, chunks(chain(first, items), size), 3 * self._jobs)

    def begin(self, imports: str) -> None:
        """Start a single worker at once, which imports a module, while this process is small.

        It is forked from this one, so that it need not be waited for. Nothing happens
        where that can't be; few items are then done here.
        """
        if self._jobs > 1 and self._pool is None and can_fork():
            self._size = 1
            self._begun = True
            context = get_context("fork")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare)
            # Ctrl-C reaches both processes; it starts deaf to that, as the others do.
            former = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
            try:
                self._pool.submit(_imported, imports)
            except OSError:
                # Too many processes, or no memory for one: that can wait until one is needed.
                self.close()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, former)

    @property
    def has_begun(self) -> bool:
        """Say whether a worker was begun, and is there still."""
        return self._begun and self._pool is not None

    def learn(self, imports: str) -> None:
        """Let the worker that has begun import a further module; nothing happens without it."""
        if self.has_begun and self._pool is not None:
            with self._mended():
                self._pool.submit(_imported, imports)

    def beside(self, function: Callable[..., Out], /, *arguments: object) -> Callable[[], Out]:
        """Have a picklable function computed while this process has other things to do.

        What this gives waits for the result. It is computed here, when it is asked for,
        unless there is a worker that has begun: such a one has had the time to import
        what it takes.

        Raises:
            EnvironmentFault: where the worker died; so does what this gives.
        """
        if not self._begun or self._pool is None:
            return partial(function, *arguments)
        with self._mended():
            return partial(self._waited, self._pool.submit(function, *arguments))

    def _waited(self, future: Future[Out]) -> Out:
        with self._mended():
            return future.result()

    def ahead(self, function: Callable[[], object]) -> None:
        """Let every worker do something while this process has other things to do.

        Nothing comes of it but that it is done; nothing happens where there are no
        workers.
        """
        if self._jobs > 1 and (self._ready or self._pool is not None):
            pool = self._started(1)
            for _ in range(self._size):
                pool.submit(function)

    def under_way(self, function: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out] | None:
        """Do the same, but at once, while this process has other things to do.

        All items are on their way when this returns, so they should be small. Gives None
        where there are no workers.
        """
        if self._pool is None:
            return None
        # Few chunks, as this process is slow to send more of them while it is busy.
        size = max(CHUNK, len(items) // (4 * self._size))
        return self._sent(self._pool, function, chunks(items, size), len(items))

    def _sent(
        self,
        pool: ProcessPoolExecutor,
        function: Callable[[In], Out],
        chunks: Iterator[tuple[In, ...]],
        flying: int,
    ) -> Iterator[Out]:
        sent = (pool.submit(partial(_apply, function), chunk) for chunk in chunks)
        with self._mended():
            flight = deque(islice(sent, flying))
        return self._landed(flight, sent)

    def _landed(
        self, flight: deque[Future[list[Out]]], sent: Iterator[Future[list[Out]]]
    ) -> Iterator[Out]:
        """Give the results of what is in flight, and send what follows as these land."""
        with self._mended():
            while flight:
                results = flight.popleft().result()
                flight.extend(islice(sent, 1))
                yield from results

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """Let the next map get other workers where one of these has died."""
        try:
            yield
        except BrokenProcessPool as broken:
            self.close()
            raise EnvironmentFault(
                "a worker process ended unexpectedly",
                "see whether the machine ran out of memory, or build with --jobs 1",
            ) from broken

    def _started(self, chunks: int) -> ProcessPoolExecutor:
        # All processes of a pool start with it: one that changed a word needs but one.
        wanted = min(self._jobs, chunks)
        if self._pool is None or wanted > self._size:
            self.close()
            self._size = wanted
            context = _context()
            _start_forkserver()
            self._pool = ProcessPoolExecutor(wanted, mp_context=context, initializer=_prepare)
        return self._pool

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
            self._begun = False


@contextmanager
def workers(jobs: int | None, ready: bool = False) -> Iterator[Workers]:
    """Open a set of workers: ``jobs`` processes, 1 for none beside this one.

    ``ready`` says that ``start_server`` has been called.
    """
    opened = Workers(jobs, ready)
    try:
        yield opened
    finally:
        opened.close()


def available_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Say whether this process can have a copy of itself do something on another processor."""
    # A process with threads must not: one of them might hold a lock for ever.
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


def _context() -> BaseContext:
    if sys.platform == "win32":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _prepare() -> None:
    # Ctrl-C reaches the whole process group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()


def _end_with_parent() -> None:
    """Let no worker outlive the process that it works for, however that one ended."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def start_server(jobs: int | None) -> bool:
    """Start the process that workers are forked from, which imports what they need.

    Called as early as can be: it is ready by the time that this process has
    imported what it needs itself. Gives False where there are to be no workers, or
    where the system can't have such a server.
    """
    if sys.platform == "win32" or (jobs or available_processors()) == 1:
        return False
    _context()
    _start_forkserver()
    return True


def _start_forkserver() -> None:
    """Start the server of workers, deaf to Ctrl-C from its first instruction on."""
    if sys.platform == "win32":
        return
    # It would start the tracker, which changes the mask.
    resource_tracker.ensure_running()
    former = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def _imported(name: str) -> None:
    import_module(name)


def _apply(function: Callable[[In], Out], chunk: tuple[In, ...]) -> list[Out]:
    return [function(item) for item in chunk]
