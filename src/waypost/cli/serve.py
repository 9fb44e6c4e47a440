"""``waypost serve``."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import click

from waypost.cli.crash import crashed
from waypost.cli.door import Door
from waypost.cli.entry import as_fault
from waypost.cli.options import asked_for, preview_options, site_option
from waypost.cli.places import short
from waypost.cli.screen import Screen, open_screen
from waypost.cli.telling import Telling
from waypost.config import Options
from waypost.garbage import collect_seldom
from waypost.model.faults import Fault
from waypost.serve.desk import Desk
from waypost.serve.edition import Current, Report
from waypost.serve.grounds import grounds_of
from waypost.serve.loop import Listener, Loop
from waypost.serve.restarting import Program, restart, take_over
from waypost.serve.server import FIRST_PORT, Server
from waypost.session import Session
from waypost.store.blobs import LostBlob

PATIENCE = 0.5
"""Seconds for a build to end by itself, once the command is to."""

_ENDING = {"SIGINT": 130, "SIGBREAK": 130, "SIGTERM": 0, "SIGHUP": 0}
"""What ends a preview, and its exit code then. To be ended is how it is meant to end."""

End = int | BaseException | None
"""How a preview ends: with an exit code, by an exception, or (None) as a new process."""


@click.command()
@site_option
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65_535),
    default=FIRST_PORT,
    help="The port to serve on, or the next one that is free; 8000 by default, 0 for any.",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    help="The address to serve on; by default one that only this machine can reach.",
)
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", is_flag=True, help="Look at the files instead of waiting for events.")
@click.option("--no-reload", "reload", flag_value=False, default=True, help="Leave tabs alone.")
@preview_options
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    port: int,
    host: str,
    browse: bool,
    poll: bool,
    reload: bool,
    **asked: Any,
) -> int:
    """Show the site in a browser while it is written.

    Builds at every change, and reloads the pages that it has changed. Nothing is
    published. Drafts are shown. Ends with Ctrl-C.
    """
    collect_seldom()
    options = asked_for(ctx, **asked)
    door = ctx.find_object(Door)
    assert door is not None
    former = take_over()
    preview = _Preview(options, door, polling=poll)
    server = Server(
        preview.current,
        Desk(options).page,
        host=host,
        port=port if former is None else former,
        names=_names(options),
        reload=reload,
        told=preview.told,
    )
    server.start()
    preview.greet(server, None if former is not None else port)
    preview.browse = server.url if browse and former is None else ""
    return preview.run(server)


class _Preview:
    """One run of the command: what its threads tell, and how it ends."""

    def __init__(self, options: Options, door: Door, *, polling: bool) -> None:
        self.current = Current()
        self.browse = ""
        self._options = options
        self._door = door
        self._screen: Screen = open_screen()
        self._telling = Telling(self._screen)
        self._ends: SimpleQueue[End] = SimpleQueue()
        grounds = grounds_of(options.layout, door.script)
        self._loop = Loop(
            options,
            lambda: Session(options, door.extensions, self._telling.progress),
            lambda: grounds_of(options.layout, door.script),
            self.current,
            Listener(
                built=self._built,
                said=self._said,
                explain=self._explained,
                restart=lambda: self._ends.put(None),
                died=self._ends.put,
            ),
            polling=polling,
            program=Program(door.script, grounds.code),
        )

    def greet(self, server: Server, wanted: int | None) -> None:
        """Say where the site is; ``wanted`` is the port that was asked for."""
        if wanted and server.port != wanted:
            self._screen.note(f"Port {wanted} is taken, so it is {server.port}.")
        if not server.loopback:
            self._screen.note(
                "Other machines can reach this preview, and whoever does can read all that it "
                "shows, drafts too."
            )
        site = short(self._options.root)
        what = "Serving" if site == "." else f"Serving {site}"
        again = "" if wanted is not None else " again"
        self._screen.say(f"{what}{again} at {server.url}/ (Ctrl-C ends it).")
        self._screen.say(f"Drafts, findings and builds are at {server.url}/__waypost/.")

    def run(self, server: Server) -> int:
        """Build and serve until somebody ends it; give the exit code."""
        with _signals(self._ends):
            self._loop.start()
            end = self._wait()
            self._loop.leave()
            self._telling.end_waiting()
            server.stop()
            if not self._loop.stop(PATIENCE):
                self._end_build(end if isinstance(end, int) else 1)
        if end is None:
            sys.stdout.flush()
            return restart(server.port)
        if isinstance(end, BaseException):
            raise end
        return end

    def told(self, error: Exception) -> None:
        """Hear from the server of bytes that are lost, and of bugs; from any thread."""
        if isinstance(error, LostBlob):
            self._loop.look()
        else:
            fault = self._explained(error)
            self._said(f"error: {fault.message}" + (f" ({fault.fix})" if fault.fix else ""))

    def _end_build(self, code: int) -> None:
        for child in multiprocessing.active_children():
            child.kill()
        self._loop.interrupt()
        if not self._loop.stop(2 * PATIENCE):
            # It is within a library that hears of nothing.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _wait(self) -> End:
        while True:
            # Windows tells a thread that waits of no signal until it looks up.
            with suppress(Empty):
                return self._ends.get(timeout=0.5 if os.name == "nt" else None)

    def _built(self, report: Report) -> None:
        with self._heard():
            self._telling.built(report)
        if self.browse:
            url, self.browse = self.browse, ""
            Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def _said(self, text: str) -> None:
        with self._heard():
            self._telling.said(text)

    @contextmanager
    def _heard(self) -> Iterator[None]:
        """End the command where nobody reads any more what it says."""
        try:
            yield
        except BrokenPipeError as gone:
            self._ends.put(gone)

    def _explained(self, error: Exception) -> Fault:
        fault = as_fault(error)
        if fault is not None:
            return fault
        return crashed(error, sys.argv[1:], self._options.root, self._door.script)


def _names(options: Options) -> tuple[str, ...]:
    """Give the names that the site is asked for by, where the command line tells."""
    name = urlsplit(options.base_url).hostname if options.base_url else None
    return (name,) if name else ()


@contextmanager
def _signals(ends: SimpleQueue[End]) -> Iterator[None]:
    """Take signals for ends while the block runs."""
    former = {}
    for name, code in _ENDING.items():
        number = getattr(signal, name, None)
        if number is not None:
            former[number] = signal.signal(number, partial(_ended_by, ends, code))
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _ended_by(ends: SimpleQueue[End], code: int, _number: int, _frame: object) -> None:
    ends.put(code)
