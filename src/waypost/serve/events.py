"""What happens in the preview, as server-sent events for the pages that are open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

from msgspec import Struct

from waypost.model.diagnostic import Diagnostic
from waypost.serve.edition import Report, Served

MOST_CHANGES = 500
"""With more pages changed a client looks for itself whether its own is among them."""

MOST_DIAGNOSTICS = 500
HEARTBEAT = 15.0
"""Seconds of silence after which a line says that the server is still there."""

RETRY = 500
"""Milliseconds after which a browser that lost the stream asks for it again."""

REMEMBERED = 64
"""Builds back for which it is known what changed since."""


class State(Struct, frozen=True):
    """What is served, and how it came about: ``steps`` lead from build to build.

    Each has the number before it, the number after it, and the output paths whose
    bytes differ; they follow each other without a gap, the newest last.
    """

    served: Served
    steps: tuple[tuple[int, int, frozenset[str]], ...] = ()

    def then(self, served: Served) -> State:
        """Give the state after this one; what is older than it changes nothing."""
        if served.number < self.served.number:
            return self
        if served.number == self.served.number:
            return State(served, self.steps)
        changed = differing(self.served.entries, served.entries)
        step = (self.served.number, served.number, changed)
        return State(served, (*self.steps[1 - REMEMBERED :], step))

    def since(self, number: int | None) -> frozenset[str] | None:
        """Say which outputs have changed since a build; None where that is not known."""
        if number is not None and number >= self.served.number:
            return frozenset()
        starts = [before for before, _, _ in self.steps]
        if not number or number not in starts:
            return None
        steps = self.steps[starts.index(number) :]
        return frozenset().union(*(changed for _, _, changed in steps))


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Give the paths that lead to something else, or are in one of two only."""
    return frozenset(path for path, _ in old.items() ^ new.items())


def built(state: State, since: int | None) -> bytes:
    """Tell of the build that is served, and what has changed since another one."""
    changed = state.since(since)
    unknown = changed is None or len(changed) > MOST_CHANGES
    data = {
        "number": state.served.number,
        "all": unknown,
        "changed": [] if unknown or changed is None else sorted(changed),
        "moved": dict(state.served.moved),
    }
    return _event("built", data, state.served.number)


def failed(report: Report) -> bytes:
    """Tell of a build that failed, with all that it found."""
    found = report.outcome.diagnostics
    shown = sorted(found, key=lambda one: not one.is_error)[:MOST_DIAGNOSTICS]
    data = {
        "number": report.number,
        "diagnostics": [_plain(one) for one in shown],
        "more": len(found) - len(shown),
    }
    return _event("failed", data)


class Events:
    """Tells every open page what it has to know, each from the build that it shows.

    Nothing is queued: a page that reads slowly is told once where things stand.
    """

    def __init__(self, served: Served) -> None:
        self._state = State(served)
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wakes: set[asyncio.Event] = set()
        self._closed = False

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Serve streams in a loop from now on."""
        self._loop = loop

    def tell(self, served: Served) -> None:
        """Note what is served now, and wake all streams; for any thread."""
        with self._lock:
            self._state = self._state.then(served)
        self._wake()

    def close(self) -> None:
        """End all streams, also those that are yet to begin; for any thread."""
        self._closed = True
        self._wake()

    async def stream(self, since: int | None) -> AsyncGenerator[bytes]:
        """Give the events for a page of some build, until all is closed."""
        wake = asyncio.Event()
        wake.set()
        self._wakes.add(wake)
        told = reported = -1
        try:
            yield f"retry: {RETRY}\n\n".encode()
            while not self._closed:
                if not await _comes(wake, HEARTBEAT):
                    yield b": still here\n\n"
                    continue
                wake.clear()
                state = self._state
                report = state.served.reports[-1] if state.served.reports else None
                news = report is not None and report.number != reported
                is_failure = report is not None and not report.good
                if told != state.served.number or (news and not is_failure):
                    yield built(state, since)
                    told = state.served.number
                    since = max(since or 0, told)
                if report is not None and news:
                    reported = report.number
                    if is_failure:
                        yield failed(report)
        finally:
            self._wakes.discard(wake)

    def _wake(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has been closed meanwhile
                self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for wake in self._wakes:
            wake.set()


async def _comes(wake: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await wake.wait()
    except TimeoutError:
        return False


def _plain(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "fix": found.fix,
        "excerpt": found.excerpt,
    }


def _event(name: str, data: Mapping[str, Any], number: int | None = None) -> bytes:
    identity = "" if number is None else f"id: {number}\n"
    return f"{identity}event: {name}\ndata: {json.dumps(data)}\n\n".encode()
