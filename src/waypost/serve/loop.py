"""The loop of a preview: waits for changes, builds, and serves what is good."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from datetime import datetime
from threading import Condition, Thread
from time import monotonic, perf_counter
from typing import Protocol

from msgspec import Struct

from waypost.config import Options
from waypost.model.digest import Digest
from waypost.model.faults import EnvironmentFault, Fault, UsageFault
from waypost.serve.bursts import Agenda, Job
from waypost.serve.clock import next_moment, utc_now
from waypost.serve.edition import Current, Report
from waypost.serve.grounds import Grounds, Meaning
from waypost.serve.record import Record
from waypost.serve.restarting import Program
from waypost.serve.watching import Watching
from waypost.session import Built
from waypost.store.blobs import LostBlob, StoreFault

TICK = 5.0
"""Seconds between two looks at whether the watching still works, and at the clock."""

SETTLED = 0.3
"""Seconds without a change of the program before it is tried out: an update has many."""

DOUBT = 0.2
"""Seconds that an end of the command may come later than what it does to a build."""

EVERYTHING = Job(None, heard=True)


class _Interrupted(BaseException):
    """Raised in the builder's thread where the command ends in the midst of a build."""


class Builder(Protocol):
    """Builds a site again and again, as ``waypost.session.Session`` does."""

    def build(self, touched: frozenset[str] | None = None) -> Built:
        """Build the site as its files are now; ``touched`` as in ``Session``."""

    def blob(self, digest: Digest) -> bytes:
        """Give the bytes of an output of the last build."""

    def close(self) -> None:
        """Leave everything behind."""


class Listener(Struct, frozen=True):
    """Who is told what a preview does, from its thread.

    ``built`` of every build, ``said`` of anything else in a line. ``explain`` makes of
    an exception what ends a command, and writes down what is a bug; ``restart`` asks
    for a new process; ``died`` hears what has ended the loop itself, which is a bug.
    """

    built: Callable[[Report], None]
    said: Callable[[str], None]
    explain: Callable[[Exception], Fault]
    restart: Callable[[], None]
    died: Callable[[BaseException], None]


class Loop:
    """Builds a site whenever it may have changed, in a thread of its own.

    ``builder`` makes what builds; ``grounds`` says what to watch now. A build that
    fails leaves what is served, and whatever goes wrong, the loop goes on.
    """

    def __init__(
        self,
        options: Options,
        builder: Callable[[], Builder],
        grounds: Callable[[], Grounds],
        current: Current,
        listener: Listener,
        *,
        polling: bool = False,
        program: Program | None = None,
    ) -> None:
        self._options = options
        self._make_builder = builder
        self._grounds = grounds
        self._listener = listener
        self._program = program or Program()
        self._record = Record(current, options.strict)
        self._watching = Watching(self._hear, listener.said, polling=polling)
        self._agenda = Agenda()
        self._wake = Condition()
        self._thread = Thread(target=self._run, name="waypost-builder", daemon=True)
        self._builder: Builder | None = None
        self._serving: Builder | None = None
        self._bounds = True
        self._missed = False
        self._code_at: float | None = None
        self._held = False
        self._stumbled_on = ""
        self._stumbled_for_now = False
        self._moment: datetime | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin with a first build."""
        self._thread.start()

    def look(self) -> None:
        """Look at all files soon, whatever has been heard of; for any thread."""
        self._hear(Meaning(touched=None))

    def leave(self) -> None:
        """Begin to end; ``stop`` waits for it."""
        with self._wake:
            self._stopping = True
            self._wake.notify()

    def stop(self, timeout: float | None = None) -> bool:
        """End after the build that is under way, if any; say whether it has ended.

        ``timeout`` are the seconds to wait for that, None for as long as it takes.
        """
        self.leave()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def interrupt(self) -> None:
        """End a build that is under way; nothing but the cache remembers it."""
        identity = self._thread.ident
        if identity is not None:
            raised = ctypes.py_object(_Interrupted)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(identity), raised)

    def _hear(self, meaning: Meaning) -> None:
        at = monotonic()
        with self._wake:
            self._bounds = self._bounds or meaning.bounds
            if meaning.code:
                self._code_at = at
            # Only the first event of a burst is news to somebody who waits for its end.
            if self._agenda.heard(at, meaning.touched):
                self._wake.notify()

    def _run(self) -> None:
        try:
            self._work(EVERYTHING)
            while not self._stopping:
                job = self._next()
                if job is not None and not self._stopping:
                    self._work(job)
        except BaseException as error:
            if not self._stopping:
                self._listener.died(error)
        finally:
            self._watching.stop()
            for builder in {self._builder, self._serving} - {None}:
                assert builder is not None
                builder.close()

    def _next(self) -> Job | None:
        """Wait for the next job; None where there is none for the moment."""
        if not self._bounds and not self._watching.is_well():
            self._bounds = True
            return EVERYTHING
        with self._wake:
            now = utc_now()
            if self._moment is not None and now >= self._moment:
                return EVERYTHING
            due = self._agenda.due(monotonic())
            if isinstance(due, Job):
                return due
            left = (self._moment - now).total_seconds() if self._moment else TICK
            if not self._stopping:
                self._wake.wait(min(due, left, TICK))
            return None

    def _work(self, job: Job) -> None:
        if not self._is_own_program():
            # What this process would build now is not what the code on the disk builds.
            self._missed = True
            self._put_off(again=False)
            return
        if self._missed:
            job = EVERYTHING
        elif job.touched is not None and not job.touched:
            return
        elif not job.heard and not self._watching.is_complete():
            self._bounds = True
        watched = not self._bounds or self._watch()
        start = perf_counter()
        try:
            self._build(job.touched, start)
        except BaseException as error:
            self._stumble(error, perf_counter() - start)
            return
        self._missed = not watched
        if not job.heard:
            # Builds put this off, and a preview has a day of them. Nobody waits now.
            gc.collect()
        if watched:
            with self._wake:
                self._agenda.done(monotonic(), job, perf_counter() - start)
        else:
            self._put_off(again=True)

    def _build(self, touched: frozenset[str] | None, start: float) -> None:
        began = utc_now()
        if self._builder is None:
            self._builder = self._make_builder()
        builder = self._builder
        built = builder.build(touched)
        if self._stopping:
            return
        report = self._record.take(built, perf_counter() - start, builder.blob)
        self._stumbled_on = ""
        if report is not None:
            self._listener.built(report)
            if report.good:
                former, self._serving = self._serving, builder
                if former is not None and former is not builder:
                    former.close()
        self._moment = next_moment(built.outcome, self._options, began)

    def _stumble(self, error: BaseException, seconds: float) -> None:
        """Tell of a build that was not finished, once, and begin the next one from scratch."""
        with self._wake:
            # What ends the command may have ended its workers first.
            if self._wake.wait_for(lambda: self._stopping, DOUBT):
                return
        if self._builder is not self._serving and self._builder is not None:
            self._builder.close()
        self._builder, self._missed, self._moment = None, True, None
        told = f"{type(error).__name__}: {error}"
        if told != self._stumbled_on:
            self._stumbled_on = told
            fault = self._fault_of(error)
            self._stumbled_for_now = isinstance(fault, EnvironmentFault)
            self._listener.built(self._record.stumbled(fault, seconds))
        self._put_off(again=self._stumbled_for_now)

    def _fault_of(self, error: BaseException) -> Fault:
        if isinstance(error, LostBlob | StoreFault):
            reason = getattr(error, "strerror", "") or "it is lost as soon as it is written"
            return EnvironmentFault(
                f"what the build makes can't be kept ({reason.lower()})",
                "free some space, and see that nothing else deletes files in .waypost/",
            )
        if isinstance(error, Exception):
            return self._listener.explain(error)
        # Such as sys.exit in a site's own function; it would end this thread.
        told = RuntimeError(f"{type(error).__name__}: {error}")
        return self._listener.explain(told.with_traceback(error.__traceback__))

    def _watch(self) -> bool:
        """Watch what is there now; say whether that is possible."""
        self._bounds = False
        try:
            self._watching.watch(self._grounds())
        except OSError:
            self._bounds = True
        return not self._bounds

    def _is_own_program(self) -> bool:
        """Say whether the code on the disk is what this process runs, else ask for another."""
        if self._code_at is None:
            return not self._held
        with self._wake:
            while not self._stopping and (left := self._code_at + SETTLED - monotonic()) > 0:
                self._wake.wait(left)
            self._code_at = None
        if not self._program.has_changed():
            self._held = False
        elif trouble := self._program.trouble():
            self._held = True
            fault = UsageFault(
                f"the code of this preview has changed, and can't be loaded ({trouble})",
                "correct it; the preview goes on then",
            )
            self._listener.built(self._record.stumbled(fault, 0.0, self._program.name))
        else:
            self._stopping = True
            self._listener.restart()
        return not self._held and not self._stopping

    def _put_off(self, *, again: bool) -> None:
        with self._wake:
            self._agenda.failed(monotonic(), again=again)
