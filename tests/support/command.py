"""The command ``waypost``, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

Done = subprocess.CompletedProcess[str]

_UNSET = ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Waypost:
    """Runs the command in a folder, with pipes for a terminal."""

    folder: Path

    def __call__(self, *arguments: str, **variables: str) -> Done:
        """Run a verb to its end; ``variables`` are added to the environment."""
        return subprocess.run(
            [sys.executable, "-m", "waypost", *arguments],
            cwd=self.folder,
            env=environment(**variables),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def within(self, folder: str) -> Waypost:
        """Run it in a folder below this one."""
        return Waypost(self.folder / folder)


def environment(**variables: str) -> dict[str, str]:
    """Give this process's environment, less what changes what a command prints."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**kept, "COLUMNS": "80", **variables}
