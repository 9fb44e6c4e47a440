"""The command ``waypost``, in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from waypost.cli.door import door_of
from waypost.cli.entry import run
from waypost.config import Extensions

_UNSET = ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Waypost:
    """Runs the command in a folder, with pipes for a terminal."""

    folder: Path
    own_process: bool = False

    def __call__(self, *arguments: str, **variables: str) -> Done:
        """Run a verb to its end; ``variables`` are added to the environment."""
        go = self._in_own_process if self.own_process else self._in_this_process
        return go(list(arguments), environment(**variables))

    def within(self, folder: str) -> Waypost:
        """Run it in a folder below this one."""
        return replace(self, folder=self.folder / folder)

    def _in_own_process(self, arguments: list[str], variables: dict[str, str]) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "waypost", *arguments],
            cwd=self.folder,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def _in_this_process(self, arguments: list[str], variables: dict[str, str]) -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            patch.dict(os.environ, variables, clear=True),
            # Workers take longer to start than a small site takes to build; a test asks for them.
            patch("waypost.workers.available_processors", return_value=1),
            chdir(self.folder),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = run(arguments, door_of("waypost", Extensions()))
        return Done(code, _written(out), _written(err))


def environment(**variables: str) -> dict[str, str]:
    """Give this process's environment, less what changes what a command prints."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**kept, "COLUMNS": "80", **variables}


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
