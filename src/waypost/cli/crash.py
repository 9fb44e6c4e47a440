"""What is left behind when Waypost itself fails: a file to report it with."""

from __future__ import annotations

import platform
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from waypost import __version__
from waypost.config import Layout
from waypost.model.faults import Fault, UsageFault


def crashed(error: Exception, arguments: list[str], root: Path, script: Path | None) -> Fault:
    """Write down an exception that nothing should have raised, and describe it.

    ``script`` is the build.py that the user came in by: functions of its own that
    fail are no bugs of Waypost. The file lies in the site's .waypost/, or where that
    can't be written, or there is no site, in the folder for temporary files.
    """
    told = "".join(traceback.format_exception(error))
    summary = " ".join(traceback.format_exception_only(error)).strip().splitlines()[0]
    try:
        where = f"the traceback in {_write(_report(told, arguments), root)}"
    except OSError as failed:
        where = f"the traceback, which could not be written: {failed}"
    if script is not None and f'File "{script}"' in told:
        return UsageFault(f"a function in build.py failed: {summary}", f"see {where}")
    return Fault(f"this is a bug in Waypost: {summary}", f"please report it with {where}")


def _write(report: str, root: Path) -> Path:
    layout = Layout(root)
    name = f"crash-{datetime.now().astimezone():%Y%m%dT%H%M%S}-"
    if layout.content.is_dir():
        try:
            layout.work.mkdir(exist_ok=True)
            return _new_file(name, report, layout.work)
        except OSError:
            pass
    return _new_file(f"waypost-{name}", report, None)


def _new_file(name: str, report: str, folder: Path | None) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix=name, suffix=".txt", dir=folder, delete=False,
        encoding="utf-8", errors="backslashreplace",
    ) as file:  # fmt: skip
        file.write(report)
    return Path(file.name)


def _report(told: str, arguments: list[str]) -> str:
    return (
        f"waypost {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {arguments}\n\n{told}"
    )
