"""Where a command starts and ends: whatever happens, as an exit code."""

from __future__ import annotations

import atexit
import errno
import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from waypost.cli.as_json import failure, write_json
from waypost.cli.crash import crashed
from waypost.cli.door import Door, door_of, with_verb
from waypost.cli.group import VERBS, waypost
from waypost.cli.options import site_root
from waypost.cli.visible import visible
from waypost.config import Extensions
from waypost.model.faults import EnvironmentFault, Fault, UsageFault

INTERRUPTED = 128 + 2
UNREAD = 128 + 13
"""Whoever read the output went away; the code that a shell gives for SIGPIPE."""

_MACHINE = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EMFILE,
    errno.ENFILE, errno.EIO, errno.ENOMEM, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP,
}  # fmt: skip
"""What the system says when the machine is in the way, and not a bug of ours."""


def main(
    argv: Sequence[str] | None = None,
    planners: Iterable[Callable[..., Any]] = (),
    checks: Iterable[Callable[..., Any]] = (),
    syntax: Iterable[Callable[..., Any]] = (),
    filters: Iterable[Callable[..., Any]] = (),
) -> NoReturn:
    """Run a command and end the process with its exit code.

    ``argv`` is what follows the program's name, by default the process's own. The
    other four are what a site's build.py adds; see ``waypost.config.Extensions``.
    Called from a build.py, the default site is the folder that it lies in, and
    the verb may be left out: it builds.
    """
    extensions = Extensions(tuple(planners), tuple(checks), tuple(syntax), tuple(filters))
    arguments = list(sys.argv[1:] if argv is None else argv)
    sys.exit(run(arguments, door_of(sys.argv[0], extensions)))


def command() -> NoReturn:
    """Be the program ``waypost``: run the command of this process, and end it."""
    try:
        main()
    except SystemExit as end:
        # Nothing follows, as it may in a build.py. All that a build has made would be freed
        # piece by piece otherwise, which takes a quarter of a second for ten thousand posts.
        if isinstance(end.code, int) and threading.active_count() == 1:
            atexit._run_exitfuncs()
            with suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(end.code)
        raise


def run(arguments: list[str], door: Door) -> int:
    """Run a command and give its exit code; it has said all there is to say."""
    for stream in (sys.stdout, sys.stderr):
        # An author's text must never end a command because a terminal can't show it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _answer(with_verb(arguments, door.default_verb), door)
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has nowhere to go, and Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return UNREAD
    return code


def _answer(arguments: list[str], door: Door) -> int:
    if not arguments:
        _answer(["--help"], door)
        return UsageFault.exit_code
    ctx: click.Context | None = None
    try:
        # Not waypost.main(): it would end the process on its own terms.
        ctx = waypost.make_context(door.program, list(arguments), obj=door)
        with ctx:
            return int(waypost.invoke(ctx) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        fault = as_fault(error)
        if fault is None:
            root = site_root(ctx) if ctx is not None else door.root
            fault = crashed(error, arguments, root, door.script)
        return _ended(fault, arguments)


def as_fault(error: Exception) -> Fault | None:
    """Give what an exception is to a user, or None where it is a bug."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, click.UsageError):
        return _misused(error)
    if isinstance(error, MemoryError):
        return EnvironmentFault("there is not enough memory", "build with fewer --jobs")
    if isinstance(error, OSError) and error.errno in _MACHINE:
        where = f"{error.filename}: " if error.filename else ""
        return EnvironmentFault(f"{where}{os.strerror(error.errno or 0)}")
    return None


def _misused(error: click.UsageError) -> UsageFault:
    command = error.ctx.command_path if error.ctx is not None else "waypost"
    help_ = f"see `{command} --help`"
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        name = error.option_name
        return UsageFault(
            f"there is no option {name}", f"did you mean {' or '.join(near)}?" if near else help_
        )
    message = error.format_message().rstrip(".")
    return UsageFault(message[:1].lower() + message[1:], help_)


def _ended(fault: Fault, arguments: list[str]) -> int:
    print(f"error: {visible(fault.message)}", file=sys.stderr)
    if fault.fix:
        print(f"fix: {visible(fault.fix)}", file=sys.stderr)
    if "--json" in arguments:
        verb = next((word for word in arguments if word in VERBS), "")
        write_json(failure(fault, verb))
    return fault.exit_code
