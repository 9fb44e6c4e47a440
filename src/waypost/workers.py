"""An ordered map over worker processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from typing import TypeVar

from waypost.model.faults import EnvironmentFault

In = TypeVar("In")
Out = TypeVar("Out")

WORTH_A_PROCESS = 150
"""Fewer items than this are done sooner here than the workers have started."""

CHUNK = 32
"""Items a worker is sent at once: enough to hide the transport, few enough to share out."""

PRELOADED = ["waypost.tasks", "waypost.warm"]


class Workers:
    """Processes that start when the first map needs them, and serve all maps after."""

    def __init__(self, jobs: int | None) -> None:
        self._jobs = jobs or available_processors()
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
        """Apply a picklable function to every item; results come in the items' order.

        Raises:
            EnvironmentFault: where a worker died (out of memory, killed).
        """
        if self._jobs == 1 or (self._pool is None and len(items) < WORTH_A_PROCESS):
            return map(function, items)
        return self._map_in_pool(function, items)

    def _map_in_pool(self, function: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
        pool = self._started()
        chunks = _chunks(items, CHUNK)
        # A few chunks in flight for each worker: all at once would hold every
        # pickled item in memory, one at a time would leave workers waiting.
        flight: deque[Future[list[Out]]] = deque(
            pool.submit(partial(_apply, function), chunk)
            for chunk in islice(chunks, 3 * self._jobs)
        )
        try:
            while flight:
                results = flight.popleft().result()
                flight.extend(
                    pool.submit(partial(_apply, function), chunk) for chunk in islice(chunks, 1)
                )
                yield from results
        except BrokenProcessPool as broken:
            raise EnvironmentFault(
                "a worker process ended unexpectedly",
                "see whether the machine ran out of memory, or build with --jobs 1",
            ) from broken

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=_context(), initializer=_prepare
            )
        return self._pool

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


@contextmanager
def workers(jobs: int | None) -> Iterator[Workers]:
    """Open a set of workers: ``jobs`` processes, 1 for none beside this one."""
    opened = Workers(jobs)
    try:
        yield opened
    finally:
        opened.close()


def available_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    if sys.platform == "win32":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _prepare() -> None:
    # Ctrl-C reaches the whole process group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()


def collect_seldom() -> None:
    """Look for cyclic garbage seldom: a build makes millions of values, and few circles."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def start_server() -> None:
    """Start the process that workers are forked from, which imports what they need.

    Called as early as can be: it is ready by the time that this process has
    imported what it needs itself.
    """
    if sys.platform != "win32" and available_processors() > 1:
        _context()
        forkserver.ensure_running()


def _apply(function: Callable[[In], Out], chunk: tuple[In, ...]) -> list[Out]:
    return [function(item) for item in chunk]


def _chunks(items: Sequence[In], size: int) -> Iterator[tuple[In, ...]]:
    iterator = iter(items)
    while chunk := tuple(islice(iterator, size)):
        yield chunk
