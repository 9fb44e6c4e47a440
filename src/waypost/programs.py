"""Programs of the machine that a build uses where they are installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

GRAPHVIZ = "dot"


def graphviz() -> str | None:
    """Give the path of Graphviz's program, None where it is not installed.

    It is looked for anew each time, so that a preview notices that it has come or gone.
    """
    return shutil.which(GRAPHVIZ)


def state_of(program: str | None) -> tuple[str, int, int] | None:
    """Tell a program's version from others: its file, size in bytes, and time in ns.

    To ask the program itself would take longer than all else that a build of an
    unchanged site does.
    """
    if program is None:
        return None
    try:
        status = Path(program).stat()
    except OSError:
        return None
    return os.path.realpath(program), status.st_size, status.st_mtime_ns
