"""When a preview builds, and how closely it looks: decided from times alone.

One save is many events, and a checkout is thousands. They are gathered until it
has been quiet for a moment. What events say is only a hint: a while after each
burst all files are looked at, so that a lost event is a late one.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct, field

QUIET = 0.02
"""Seconds without an event that end a burst; an atomic save takes a few milliseconds."""

LONGEST = 0.5
"""Seconds after which a burst is built for though it goes on."""

MANY = 2000
"""So many touched files are not worth telling apart."""

REST = 1.0
"""Seconds without an event before all files are looked at, at the least."""

SHARE = 5
"""Looking at everything waits for this many times as long as it took the last time."""

OVERDUE = 30.0
"""Seconds after which all files are looked at though there was no rest."""

PATROL = 300.0
"""Seconds after which all files are looked at though nothing was heard at all."""

PATIENCE = 60.0
"""Seconds that lie between two tries at the most, where the machine stands in the way."""


class Job(Struct, frozen=True):
    """A build to do now: for some touched files by name, or for any (None).

    ``heard`` says that events asked for it.
    """

    touched: frozenset[str] | None
    heard: bool


class Agenda(Struct):
    """What is to be done next. Times are in seconds, of any clock that never goes back.

    ``heard`` takes in an event, ``due`` gives what is to be done at a moment, and
    ``done`` or ``failed`` takes in what became of it.
    """

    _touched: set[str] = field(default_factory=set)
    _any: bool = False
    _first: float | None = None
    _last: float = 0.0
    _look_by: float | None = None
    _owed_since: float | None = None
    _looked: float = 0.0
    _look_seconds: float = 0.0
    _failures: int = 0

    def heard(self, at: float, touched: Collection[str] | None) -> bool:
        """Take in what an event touched, None for anything; say whether a burst begins."""
        begins = self._first is None
        if begins:
            self._first = at
        self._last = at
        if touched is None or len(self._touched) > MANY:
            self._any = True
        else:
            self._touched.update(touched)
        return begins

    def due(self, now: float) -> Job | float:
        """Give what is to be done at ``now``, or for how many seconds there is nothing."""
        if self._first is not None:
            burst = min(self._last + QUIET, self._first + LONGEST)
            if now >= burst:
                return self._burst(now)
            return burst - now
        look = self._next_look()
        return Job(None, heard=False) if now >= look else look - now

    def done(self, at: float, job: Job, seconds: float) -> None:
        """Take in that a job is done, and how long it took."""
        self._failures = 0
        if not job.heard:
            self._looked, self._look_by, self._owed_since = at, None, None
            self._look_seconds = seconds
            return
        if self._owed_since is None or job.touched is None:
            self._owed_since = at
        rest = at + max(REST, SHARE * self._look_seconds)
        self._look_by = min(rest, self._owed_since + OVERDUE)

    def failed(self, at: float, *, again: bool) -> None:
        """Take in that a job came to nothing; ``again`` says that a later try may do.

        Otherwise only a new event, or the next patrol, is worth a try.
        """
        self._failures += 1
        self._looked, self._owed_since = at, None
        self._look_by = at + min(PATIENCE, 2.0 ** (self._failures - 1)) if again else None

    def _burst(self, now: float) -> Job:
        overdue = self._owed_since is not None and now >= self._owed_since + OVERDUE
        job = Job(None if self._any or overdue else frozenset(self._touched), heard=True)
        self._touched, self._any, self._first = set(), False, None
        return job

    def _next_look(self) -> float:
        return self._looked + PATROL if self._look_by is None else self._look_by
