"""Graphviz, as a program that gets a graph and gives a drawing, and nothing else."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from tempfile import TemporaryFile
from threading import Timer
from typing import NamedTuple

from waypost.load.dot_source import forbidden

if sys.platform == "linux":
    import resource

LONGEST = 50_000
"""So many characters a graph may have."""

LARGEST = 500_000
"""So many bytes its drawing may have."""

SECONDS = 10
"""So long a processor may work on it."""

_PATIENCE = 6
# The limits below are of processor time, the same on a busy machine. Where the system has
# none, a clock that is far more patient ends the program.

_MEMORY = 2_000_000_000
_TOLD = 20_000
_FONT = "fontname=Helvetica"
_WRONG_LINE = re.compile(r"(?m)^Error: .*?: syntax error in line (\d+)(?: near '([^'\n]*)')?")
_SAYS = re.compile(r"(?m)^(?:Error|Warning): (.+)$")


class Wrong(NamedTuple):
    """What is wrong with a graph: a message, a fix, the line (from 1; 0: all), its text."""

    message: str
    fix: str
    line: int = 0
    near: str = ""


class Drawn(NamedTuple):
    """A drawing as Graphviz made it, and what it warns of."""

    svg: bytes
    warnings: tuple[str, ...]


def draw(program: str, graph: str) -> Drawn | Wrong:
    """Draw a graph by the program at a path; any text gives a drawing, or what is wrong.

    Graphviz gets no file but the graph, whatever that asks for.
    """
    wrong = _refused(graph)
    if wrong:
        return wrong
    try:
        svg, told, status = _run(program, graph)
    except OSError as fault:
        return Wrong(f"Graphviz can't be run: {fault.strerror}", "install it anew")
    if len(svg) > LARGEST:
        return Wrong(f"the drawing has more than {LARGEST:,} bytes", "break it up")
    if status:
        return _wrong(told, status)
    return Drawn(svg, tuple(dict.fromkeys(_SAYS.findall(told))))


def _refused(graph: str) -> Wrong | None:
    if len(graph) > LONGEST:
        return Wrong(f"the graph has more than {LONGEST:,} characters", "break it up")
    if not graph.strip():
        return Wrong("the graph is empty", "write one, as in 'digraph { a -> b }'")
    found = forbidden(graph)
    if not found:
        return None
    line = graph.count("\n", 0, found.at) + 1
    message = f"a graph reads no files, but here is '{found.what}'"
    return Wrong(message, "take it out, and show images by Markdown", line, found.what)


def _wrong(told: str, status: int) -> Wrong:
    if status < 0:
        return Wrong(f"Graphviz takes more than {SECONDS} seconds, or fails", "break it up")
    fix = "correct it, or use the language 'graphviz' to show it as code"
    line = _WRONG_LINE.search(told)
    if line:
        near = f" near '{line[2]}'" if line[2] else ""
        return Wrong(f"the graph can't be read{near}", fix, int(line[1]), line[2] or "")
    said = _SAYS.search(told)
    return Wrong(f"Graphviz says: {said[1].strip()}" if said else "Graphviz fails", fix)


def _run(program: str, graph: str) -> tuple[bytes, str, int]:
    """Give what the program puts out, what it says, and how it ended."""
    # Older versions then read no files at all; ``dot_source.py`` sees to the others.
    alone = {"SERVER_NAME": "waypost", "GV_FILE_PATH": "", "LC_ALL": "C.UTF-8"}
    command = [program, "-Tsvg", f"-N{_FONT}", f"-E{_FONT}", f"-G{_FONT}"]
    with TemporaryFile() as given, TemporaryFile() as said:
        given.write(graph.encode("utf-8", "replace"))
        given.seek(0)
        with subprocess.Popen(
            command, stdin=given, stdout=subprocess.PIPE, stderr=said,
            cwd=os.sep, env={**os.environ, **alone},
        ) as process:  # fmt: skip
            _limit(process.pid)
            clock = Timer(SECONDS * _PATIENCE, process.kill)
            clock.daemon = True
            clock.start()
            try:
                svg = process.stdout.read(LARGEST + 1) if process.stdout else b""
                if len(svg) > LARGEST:
                    process.kill()
                status = process.wait()
            finally:
                process.kill()
                clock.cancel()
        said.seek(0)
        return svg, said.read(_TOLD).decode("utf-8", "replace"), status


def _limit(process: int) -> None:
    if sys.platform == "linux":
        # It may have ended already.
        with contextlib.suppress(OSError):
            resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))
