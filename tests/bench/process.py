"""Runs a program and measures it: wall time, processor time, memory of all its processes."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

EVERY = 0.05
"""Seconds between two samples."""

_MEGABYTE = 1_000_000
_SET_CHILD_SUBREAPER = 36  # of prctl(2)
_LAST_TO_END = 10.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run took.

    ``seconds`` is wall time. ``processor`` is the processor time of all its
    processes, in seconds, as the system counts it when they end. ``peak`` is the largest
    sum over all its processes of memory in MB (proportional set size: a page that
    is shared counts once in the sum); ``largest`` is the greatest resident set of
    its first process, or of one that this has waited for.
    """

    seconds: float
    processor: float
    peak: float
    largest: float
    processes: int


def _environment() -> dict[str, str]:
    """Give this process's environment, without what keeps Python from keeping bytecode.

    It is kept on users' machines; to compile the program takes a second or two.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path, log: Path) -> Usage:
    """Run a command to its end in a folder, and measure it.

    Its standard output goes to ``log``, its errors to a file beside it.

    Raises:
        RuntimeError: where it fails; the message holds the end of both.
    """
    problems = log.with_suffix(".errors")
    _adopt_orphans()
    with log.open("wb") as output, problems.open("wb") as errors:
        start = perf_counter()
        # A session of its own: all its descendants stay in it, also those that
        # outlive their parents.
        child = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(),
        )
        sampler = _Sampler(child.pid)
        sampler.start()
        _, status, resources = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    sampler.stop()
    processor = resources.ru_utime + resources.ru_stime + _processor_of_orphans()
    if child.returncode:
        end = "\n".join(file.read_text(errors="replace")[-2000:] for file in (log, problems))
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}:\n{end}")
    return Usage(
        seconds=seconds,
        processor=processor,
        peak=sampler.peak / _MEGABYTE,
        largest=resources.ru_maxrss * 1024 / _MEGABYTE,
        processes=len(sampler.processes),
    )


def _adopt_orphans() -> None:
    """Let the descendants that outlive their parents be waited for here, and be counted."""
    if ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise RuntimeError("the system does not let a process adopt its descendants")


def _processor_of_orphans() -> float:
    """Wait for the descendants that a program has left to end; give their processor seconds."""
    total, start = 0.0, perf_counter()
    while perf_counter() - start < _LAST_TO_END:
        try:
            process, _, resources = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return total
        if process:
            total += resources.ru_utime + resources.ru_stime
        else:
            sleep(EVERY)
    raise RuntimeError(f"a process still runs {_LAST_TO_END} seconds after its program ended")


class _Sampler(Thread):
    """Looks at all processes of a session again and again.

    ``peak`` is in bytes; ``processes`` are all that were seen.
    """

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.processes: set[int] = set()
        self._session = session
        self._over = Event()

    def run(self) -> None:
        pause = EVERY
        while not self._over.wait(pause):
            start = perf_counter()
            self._sample()
            # The kernel stops a process to add up its pages: so for a large one
            # the samples are further apart.
            pause = max(EVERY, 20 * (perf_counter() - start))

    def stop(self) -> None:
        """End the sampling."""
        self._over.set()
        self.join()

    def _sample(self) -> None:
        total = 0
        for entry in os.scandir("/proc"):
            if not entry.name.isdigit():
                continue
            try:
                # The name, in parentheses, may hold spaces; after it come the
                # state, parent, group and session.
                stat = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(stat[3]) != self._session:
                    continue
                self.processes.add(int(entry.name))
                total += _proportional_size(Path(entry.path))
            except (FileNotFoundError, ProcessLookupError):
                continue
        self.peak = max(self.peak, total)


def _proportional_size(process: Path) -> int:
    rollup = process.joinpath("smaps_rollup").read_text()
    return next(
        (int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )
