"""A preview whose own code changes: it becomes a new process, if the new code can run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from waypost.config import PACKAGE
from waypost.model.digest import Digest, digest_of
from waypost.serve.grounds import CODE

RESTARTED = "WAYPOST_RESTARTED"
"""Set for a process that another one became: the port that was served on."""

LONGEST_TRIAL = 60
"""Seconds after which code that is still being imported counts as broken."""

_TRIAL = """
import runpy, sys
sys.path[0] = sys.argv[2] or sys.path[0]
import waypost.cli.entry, waypost.cli.serve
if sys.argv[1]:
    runpy.run_path(sys.argv[1], run_name="__mp_main__")
"""


class Program:
    """The code that this process runs, as it was when the process began.

    ``script`` is the site's build.py where it came in by one, and ``files`` are
    others that were imported from the site's folder.
    """

    def __init__(self, script: Path | None = None, files: frozenset[str] = frozenset()) -> None:
        self._script = script
        self._files = files
        self._before = self._digests()

    @property
    def name(self) -> str:
        """What a trouble with the code is blamed on."""
        return self._script.name if self._script else "waypost"

    def has_changed(self) -> bool:
        """Say whether the code is no longer what this process runs."""
        return self._digests() != self._before

    def trouble(self) -> str:
        """Try the code out in a process of its own; say what keeps it from running, or ""."""
        script = str(self._script or "")
        folder = str(self._script.parent) if self._script else ""
        try:
            tried = subprocess.run(
                [sys.executable, "-c", _TRIAL, script, folder], check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                timeout=LONGEST_TRIAL, text=True, errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "it takes too long to load"
        if tried.returncode == 0:
            return ""
        told = [line.strip() for line in tried.stderr.splitlines() if line.strip()]
        return told[-1] if told else f"it ended with {tried.returncode}"

    def _digests(self) -> dict[str, Digest | None]:
        own = [str(self._script)] if self._script else []
        return {file: _digest(file) for file in (*_package_files(), *sorted(self._files), *own)}


def restart(port: int) -> int:
    """Become the process that the same command starts now, on the same port.

    All that this one has started must have ended. Where the system can't do this, the
    other process runs beside this one, whose exit code is then to be its: it is given.
    """
    environment = {**os.environ, RESTARTED: str(port)}
    command = [sys.executable, *sys.orig_argv[1:]]
    if os.name != "nt":
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is the point
    return subprocess.run(command, env=environment, check=False).returncode


def take_over() -> int | None:
    """Give the port of the process that this one was before; None where there was none.

    What that one's children have left for it to ask is cleared away.
    """
    port = os.environ.pop(RESTARTED, "")
    if not port.isdigit():
        return None
    if hasattr(os, "WNOHANG"):
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    return int(port)


def _package_files() -> Iterator[str]:
    for folder, folders, names in os.walk(PACKAGE):
        # The theme's files are inputs like a site's own.
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "theme"))
        yield from (f"{folder}/{name}" for name in sorted(names) if name.endswith(CODE))


def _digest(file: str) -> Digest | None:
    try:
        return digest_of(Path(file).read_bytes())
    except OSError:
        return None
