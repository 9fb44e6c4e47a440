"""``waypost serve`` in a process of its own, as a writer runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread

from support.command import environment

PATIENCE = 60.0
"""Seconds after which what should have happened has not."""


def eventually(what: Callable[[], object]) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: where it never does.
    """
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


class Preview:
    """A running preview: what it has said, and what it serves."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        """All that it has said so far, to stdout and to stderr."""
        return "\n".join(self.lines)

    @property
    def port(self) -> int:
        """The port that it serves on, once it has said so."""
        found: list[str] = []

        def said() -> bool:
            found[:] = re.findall(r"Serving.* at http://[^:]+:(\d+)/", self.text)
            assert found or self.process.poll() is None, self.text
            return bool(found)

        eventually(said)
        return int(found[-1])

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a path; 0 where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()

    def shows(self, path: str, text: str) -> bool:
        """Whether a page is there, and holds a text."""
        status, body = self.get(path)
        return status == 200 and text.encode() in body

    def builds(self) -> int:
        """Count the builds that it has told of."""
        return len(re.findall(r"(?m)^\d\d:\d\d:\d\d ", self.text))

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and give the exit code."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end, and give the exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextmanager
def preview(
    folder: Path, *arguments: str, command: tuple[str, ...] = ("-m", "waypost"), **variables: str
) -> Iterator[Preview]:
    """Run ``serve`` in a folder on any free port, in a session of its own; end it at last."""
    process = subprocess.Popen(
        [sys.executable, *command, "serve", "--port", "0", *arguments],
        cwd=folder,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    running = Preview(process)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            running.ended()
            process.stdout.close()


def processes_of(session: int) -> list[int]:
    """Give all processes of a session that have not ended."""
    return [number for number, stat in _processes() if int(stat[3]) == session and stat[0] != "Z"]


def ended_children_of(parent: int) -> list[int]:
    """Give the processes that have ended, and that their parent has not asked after."""
    return [number for number, stat in _processes() if int(stat[1]) == parent and stat[0] == "Z"]


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Go through all processes: each with its state, parent, group, session and more."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):
                # The name, in parentheses, may hold spaces; the state comes after it.
                stat = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                yield int(entry.name), stat
